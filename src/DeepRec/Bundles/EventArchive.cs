using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>What is known of the training's events, as arrays beside the interactions and a table of times and actions.</summary>
internal static class EventArchive
{
    /// <summary>The name of the table's first column, which no raw column has.</summary>
    public const string Time = "\u0001time";

    /// <summary>Times, and actions where there are any, as a table.</summary>
    /// <param name="events">The events.</param>
    /// <param name="actions">The column of actions.</param>
    public static Dataset Table(EventLog events, RankingActions actions)
    {
        var table = new Dataset(new FeatureSchema([Feature.Timestamp(Time)]), [new DateTimeColumn(events.Ticks)]);
        return events.Actions is null ? table : table.With(Feature.Category(actions.Column!, FeatureRole.Event), events.Actions);
    }

    /// <summary>The encoded columns as arrays, by their place.</summary>
    public static IEnumerable<NamedArray> Columns(EventLog events)
    {
        for (int i = 0; i < (events.Columns?.Schema.Count ?? 0); i++)
        {
            switch (events.Columns![events.Columns.Schema[i].Name])
            {
                case IdColumn ids: yield return NamedArray.From($"events/{i}/ids", ids.Ids); break;
                case IdBagColumn bag:
                    yield return NamedArray.From($"events/{i}/offsets", bag.Offsets);
                    yield return NamedArray.From($"events/{i}/ids", bag.Ids);
                    break;
                case VectorColumn vectors:
                    yield return NamedArray.From($"events/{i}/codes", vectors.Codes);
                    yield return NamedArray.From($"events/{i}/vectors", vectors.Values);
                    break;
                case NumberColumn numbers: yield return NamedArray.From($"events/{i}/values", numbers.Values); break;
                case var other: throw new NotSupportedException($"An event's column is a {other.GetType().Name}, which no model reads.");
            }
        }
    }

    /// <param name="table">What <see cref="Table"/> gave.</param>
    /// <param name="arrays">Where the columns' arrays are.</param>
    /// <param name="schema">The raw columns.</param>
    /// <param name="inputs">The encoded event columns.</param>
    /// <exception cref="InvalidBundleException">The table is none of events.</exception>
    public static EventLog Read(Dataset table, SafeTensorsContent arrays, FeatureSchema schema, IReadOnlyList<FeatureInput> inputs)
    {
        bool isSound = table.Schema[0] == Feature.Timestamp(Time) && (table.Schema.Count == 1 || (table.Schema.Count == 2 && schema.Contains(table.Schema[1].Name) && table.Schema[1] == Feature.Category(table.Schema[1].Name, FeatureRole.Event)));
        if (!isSound) throw new InvalidBundleException("Its table of events has other columns than a time and an action.");
        var columns = inputs.Count == 0 ? null : new Dataset(
            new FeatureSchema(inputs.Select(input => new Feature(input.Name, KindOf(input), FeatureRole.Event))), inputs.Select((input, i) => Column(input, i, arrays)));
        return new EventLog(
            table.Column<DateTimeColumn>(Time).Ticks.ToArray(), columns, table.Schema.Count == 1 ? null : table.Column<CategoryColumn>(table.Schema[1].Name));
    }

    private static Column Column(FeatureInput input, int i, SafeTensorsContent arrays) => input.Kind switch
    {
        FeatureInputKind.Id => new IdColumn(arrays[$"events/{i}/ids"].ToArray<int>(), input.Size),
        FeatureInputKind.IdBag => new IdBagColumn(arrays[$"events/{i}/offsets"].ToArray<int>(), arrays[$"events/{i}/ids"].ToArray<int>(), input.Size),
        FeatureInputKind.Vector => new VectorColumn(arrays[$"events/{i}/codes"].ToArray<int>(), arrays[$"events/{i}/vectors"].ToArray<float>(), input.Size),
        _ => new NumberColumn(arrays[$"events/{i}/values"].ToArray<float>(), input.Size),
    };

    private static FeatureKind KindOf(FeatureInput input) => input.Kind switch
    {
        FeatureInputKind.Id => FeatureKind.Category,
        FeatureInputKind.IdBag => FeatureKind.Categories,
        FeatureInputKind.Vector => FeatureKind.Vector,
        _ => FeatureKind.Number,
    };
}
