using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Parts the columns that leave a pipeline into those of a request and those of an item, and encodes the catalogue.</summary>
internal static class RankingColumns
{
    // Rows that are looked at to see whether a request depends on the item.
    private const int RowsLookedAt = 64;

    /// <param name="pipeline">The fitted pipeline.</param>
    /// <param name="users">All users.</param>
    /// <param name="items">All items.</param>
    /// <param name="before">Sees each step and the rows of the catalogue that it is about to be given.</param>
    /// <exception cref="ArgumentException">Nothing of an item reaches the model.</exception>
    public static RankingInputs InputsOf(FittedPipeline pipeline, EntityTable users, EntityTable items, Action<FittedStep, Dataset>? before = null)
    {
        FeatureInput[] item = [.. pipeline.Inputs.Where(input => IsOfItem(input.Role))];
        if (item.Length == 0) throw new ArgumentException($"Nothing of an item reaches the model. Give column '{pipeline.Schema.Item!.Name}' a vocabulary in the pipeline.");
        var requests = new RequestRows(pipeline.Schema, users, items);
        var encoded = pipeline.Transform(requests.Compose(user: null, [.. Enumerable.Range(0, items.Count)], new Dictionary<string, object?>()), before);
        return new RankingInputs([.. pipeline.Inputs.Where(input => IsOfRequest(input.Role))], item, Only(encoded, item)) { Events = [.. pipeline.Inputs.Where(input => input.Role == FeatureRole.Event)] };
    }

    /// <summary>The columns of some inputs alone; <see langword="null"/> where there are none.</summary>
    public static Dataset? RequestsOf(Dataset encoded, RankingInputs inputs) => inputs.Request.Count == 0 ? null : Only(encoded, inputs.Request);

    /// <summary>The columns of events alone; <see langword="null"/> where there are none.</summary>
    public static Dataset? EventsOf(Dataset encoded, RankingInputs inputs) => inputs.Events.Count == 0 ? null : Only(encoded, inputs.Events);

    /// <summary>Makes sure that no column of a request says which item is asked about, or what happens then: the answer would be known before the question.</summary>
    /// <param name="pipeline">The fitted pipeline.</param>
    /// <param name="rows">Raw rows.</param>
    /// <exception cref="ArgumentException">One does; the message names it.</exception>
    public static void RequireNoItemInRequests(FittedPipeline pipeline, Dataset rows)
    {
        var some = rows.Select([.. Enumerable.Range(0, Math.Min(RowsLookedAt, rows.Count))]);
        var with = pipeline.Transform(some);
        if (Changed(pipeline, some, with, IsOfItem) is { } item) throw new ArgumentException($"Column '{item}' belongs to the request but changes with the item: a ranker would see its answer. Mark it as an item feature, leave it out, or let a JointScorer cross the two columns that it is made of.");
        if (Changed(pipeline, some, with, role => role == FeatureRole.Event) is { } late) throw new ArgumentException($"Column '{late}' belongs to the request but changes with what happened at it, which is known only afterwards. Mark it as a feature of the event, or leave it out.");
    }

    // A column of requests that is another where columns of some roles are blank.
    private static string? Changed(FittedPipeline pipeline, Dataset rows, Dataset with, Func<FeatureRole, bool> areBlank)
    {
        Feature[] features = [.. rows.Schema.Where(f => areBlank(f.Role))];
        if (features.Length == 0) return null;
        var blank = rows;
        foreach (var feature in features) blank = blank.With(feature.Name, SideTable.WithMissingRow(rows[feature.Name]).Select([.. Enumerable.Repeat(rows.Count, rows.Count)]));
        var without = pipeline.Transform(blank);
        return pipeline.Inputs.FirstOrDefault(input => IsOfRequest(input.Role) && !AreEqual(with[input.Name], without[input.Name]))?.Name;
    }

    private static bool IsOfItem(FeatureRole role) => role is FeatureRole.Item or FeatureRole.ItemFeature;

    private static bool IsOfRequest(FeatureRole role) => !IsOfItem(role) && role != FeatureRole.Event;

    private static Dataset Only(Dataset encoded, IReadOnlyList<FeatureInput> inputs) =>
        new(new FeatureSchema(inputs.Select(input => encoded.Schema[input.Name])), inputs.Select(input => encoded[input.Name]));

    /// <summary>Whether two encoded columns hold the same.</summary>
    public static bool AreEqual(Column a, Column b) => (a, b) switch
    {
        (IdColumn x, IdColumn y) => x.Ids.SequenceEqual(y.Ids),
        (IdBagColumn x, IdBagColumn y) => x.Ids.SequenceEqual(y.Ids) && x.Offsets.SequenceEqual(y.Offsets),
        (VectorColumn x, VectorColumn y) => x.Codes.SequenceEqual(y.Codes) && (ReferenceEquals(x, y) || x.Values.SequenceEqual(y.Values)),
        (NumberColumn x, NumberColumn y) => x.Values.SequenceEqual(y.Values),
        _ => true,
    };
}
