using System.Globalization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Several models as one: a weighted sum of their scores, each transformed first. It is fitted, saved and served like any model.
/// <code>
/// f(u, i) = Σ_m w_m · t_m(f_m(u, i))
/// </code>
/// </summary>
/// <remarks>
/// Parts are fitted one after the other on the same data by the same trainer. Choose weights on validation rows, never on those that are reported. Immutable,
/// so safe from many threads.
/// </remarks>
public sealed record BlendOptions : RankingModelOptions
{
    /// <summary>The models, at least one.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public required IReadOnlyList<BlendPart> Parts { get; init => field = value is { Count: > 0 } ? [.. value] : throw new ArgumentException("A blend has one part or more.", nameof(value)); }

    internal override ItemScorer Fit(RankingData data, RankingFit fit) => Gather(part => Parts[part].Model.Fit(data, Within(part, fit)));

    internal override bool LearnsFromAllRows => Parts.Any(part => part.Model.LearnsFromAllRows);

    internal override bool CanGrow(ItemScorer known, RankingInputs inputs) => Enumerable.Range(0, Parts.Count).All(part => Parts[part].Model.CanGrow(((BlendScorer)known).Scorers[part], inputs));

    internal override ItemScorer Update(ItemScorer known, RankingLessons lessons, RankingFit fit) => Gather(part => Parts[part].Model.Update(((BlendScorer)known).Scorers[part], lessons, Within(part, fit)));

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stray = arrays.FirstOrDefault(array => !Enumerable.Range(0, Parts.Count).Any(part => array.Name.StartsWith(Prefix(part), StringComparison.Ordinal)));
        if (stray is not null) throw new InvalidBundleException($"The tensor '{stray.Name}' belongs to none of the {Parts.Count} models of a blend.");
        return Gather(part => Parts[part].Model.Restore(inputs, [.. arrays.Where(array => array.Name.StartsWith(Prefix(part), StringComparison.Ordinal)).Select(array => Renamed(array, array.Name[Prefix(part).Length..]))]));
    }

    /// <summary>The arrays of each part's model under names of its own.</summary>
    internal static IReadOnlyList<NamedArray> Join(IEnumerable<IReadOnlyList<NamedArray>> models) =>
        [.. models.SelectMany((arrays, part) => arrays.Select(array => Renamed(array, Prefix(part) + array.Name)))];

    private BlendScorer Gather(Func<int, ItemScorer> modelOf)
    {
        var scorers = new List<ItemScorer>();
        try
        {
            for (int part = 0; part < Parts.Count; part++) scorers.Add(modelOf(part));
            return new BlendScorer(Parts, scorers);
        }
        catch
        {
            foreach (var scorer in scorers) scorer.Dispose();
            throw;
        }
    }

    private static RankingFit Within(int part, RankingFit fit) => fit with
    {
        Train = fit.Train is null ? null : task =>
        {
            task.Stage = TrainingStage.Within(NameOf(part), task.Stage);
            fit.Train(task);
        },
    };

    private static string NameOf(int part) => part.ToString(CultureInfo.InvariantCulture);

    private static string Prefix(int part) => NameOf(part) + ".";

    private static NamedArray Renamed(NamedArray array, string name) => new(name, array.Type, array.Data, [.. array.Shape]);
}
