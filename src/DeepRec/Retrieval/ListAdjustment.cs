namespace DeepRec;

/// <summary>
/// How a list of K is put together from the model's ten times as many best candidates, when something counts beside the score: <see cref="GroupBonus"/>,
/// <see cref="CalibratedList"/>. What stands further down never comes in.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public abstract record ListAdjustment
{
    // A list is sought among so many times K candidates, as for variety.
    internal const int Pool = 10;

    private protected ListAdjustment(string feature)
    {
        ArgumentException.ThrowIfNullOrEmpty(feature);
        Feature = feature;
    }

    /// <summary>The feature of items that names their groups, a category or several.</summary>
    public string Feature { get; }

    /// <summary>The places in the pool of those that are listed, in order.</summary>
    /// <param name="pool">The candidates, best first.</param>
    /// <param name="relevance">Their scores, scaled to 0 … 1.</param>
    /// <param name="history">What the user met.</param>
    /// <param name="groups">The groups of items.</param>
    /// <param name="count">K, at most as many as the pool holds.</param>
    internal abstract int[] Choose(ReadOnlySpan<int> pool, ReadOnlySpan<double> relevance, ReadOnlySpan<int> history, ItemGroups groups, int count);

    /// <summary>Scores scaled so that the least is 0 and the greatest 1; all 1 where they are equal. Shape [pool].</summary>
    /// <param name="scores">Falling.</param>
    internal static double[] Scale(ReadOnlySpan<float> scores)
    {
        var scaled = new double[scores.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = scores[0] > scores[^1] ? ((double)scores[i] - scores[^1]) / ((double)scores[0] - scores[^1]) : 1;
        return scaled;
    }
}
