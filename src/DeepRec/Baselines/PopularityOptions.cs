using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>
/// The same order for everybody: how often an item was met. By recency, an interaction counts 2^(−age / half-life), its age in places from the
/// end of its user's sequence. By segment, interactions of requests that look alike in one column count first, those of all break ties; a
/// segment without interactions, or a request without columns, gets the order of all.
/// <code>
/// score(i) = n_i                         score(i | s) = n_si + n_i / (Σ_j n_j + 1)
/// </code>
/// Immutable, so safe from many threads.
/// </summary>
public sealed record PopularityOptions : RankingModelOptions
{
    /// <summary>After how many later interactions of its user an interaction counts half.</summary>
    /// <value>Default <see langword="null"/>: all count alike. Else above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double? HalfLife { get; init => field = value is { } life ? Setting.Positive(life, nameof(HalfLife)) : null; }

    /// <summary>The column of user or context that makes the segments; one of ids, or of bags of ids.</summary>
    /// <value>Default <see langword="null"/>: none.</value>
    public string? Segment { get; init; }

    internal override ItemScorer Fit(RankingData data, RankingFit fit)
    {
        var interactions = data.Interactions;
        var weights = Weights(interactions);
        var popularity = new float[interactions.ItemCount];
        for (int k = 0; k < weights.Length; k++) popularity[interactions.Items[k]] += weights[k];
        fit.CancellationToken.ThrowIfCancellationRequested();
        return new PopularityScorer(popularity, Segment, SegmentInput(data.Inputs) is { } input ? BySegment(data, input, weights, fit.CancellationToken) : null);
    }

    internal override ItemScorer Restore(RankingInputs inputs, IReadOnlyList<NamedArray> arrays)
    {
        var stored = new StoredArrays(arrays);
        return new PopularityScorer(stored.Floats("popularity", inputs.ItemCount), Segment, SegmentInput(inputs) is { } input ? stored.Sparse("segments", input.Size, inputs.ItemCount) : null);
    }

    private float[] Weights(Interactions interactions)
    {
        var weights = new float[interactions.Count];
        Array.Fill(weights, 1);
        if (HalfLife is not { } life) return weights;
        for (int user = 0; user < interactions.UserCount; user++)
        {
            for (int k = interactions.Offsets[user]; k < interactions.Offsets[user + 1]; k++) weights[k] = (float)Math.Pow(2, -(interactions.Offsets[user + 1] - 1 - k) / life);
        }

        return weights;
    }

    private FeatureInput? SegmentInput(RankingInputs inputs)
    {
        if (Segment is null) return null;
        var input = inputs.Request.FirstOrDefault(input => input.Name == Segment)
            ?? throw new ArgumentException($"There is no column '{Segment}' of user or context to make segments of. There are: {string.Join(", ", inputs.Request.Select(input => input.Name))}.");
        return input.Kind is FeatureInputKind.Id or FeatureInputKind.IdBag ? input : throw new ArgumentException($"Column '{Segment}' holds numbers; segments are made of ids. Make buckets of it.");
    }

    // Shape [ids × I].
    private static SparseMatrix BySegment(RankingData data, FeatureInput input, float[] weights, CancellationToken cancellationToken)
    {
        var column = data.Requests[input.Name];
        var members = new List<(int Item, float Weight)>?[input.Size];
        for (int k = 0; k < weights.Length; k++)
        {
            foreach (int id in PopularityScorer.IdsAt(column, data.Interactions.Rows[k])) (members[id] ??= []).Add((data.Interactions.Items[k], weights[k]));
        }

        var sums = new SparseRows(data.Interactions.ItemCount);
        foreach (var segment in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (item, weight) in segment ?? []) sums.Add(item, weight);
            sums.EndRow();
        }

        return sums.ToMatrix();
    }
}
