namespace DeepRec.Encoders;

/// <summary>
/// A history as a weighted sum of its items:
/// <code>
/// h = Σ_a w_a · e_a        e_a the vector of the item met a steps before the newest, a = 0 … length − 1
/// w_a = 1/n (mean), 1 (sum), or exp r_a / Σ_b exp r_b over the n items there are (recency), r learned
/// </code>
/// A user who met nothing has h = 0.
/// </summary>
/// <remarks>Means of consumed items: Covington, Adams and Sargin, "Deep Neural Networks for YouTube Recommendations" (RecSys 2016).</remarks>
public sealed record PooledHistoryOptions : HistoryOptions
{
    /// <summary>How the vectors become one.</summary>
    /// <value>Default <see cref="HistoryPooling.Recency"/>, which on Amazon Beauty was worth more than any other choice.</value>
    public HistoryPooling Pooling { get; init; } = HistoryPooling.Recency;

    /// <summary>The start of the recency weights: r_a = −slope · a.</summary>
    /// <value>Default 0.3. Ignored with another pooling.</value>
    public double InitialSlope { get; init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialSlope is a number."); } = 0.3;

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new PooledHistoryEncoder(this, items);
}
