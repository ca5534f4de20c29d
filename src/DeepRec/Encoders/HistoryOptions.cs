namespace DeepRec.Encoders;

/// <summary>
/// How a ranker reads the items that a user met so far:
/// <code>
/// u = Σ_a w_a · dropout(e_a)        e_a the vector of the item met a steps before the newest, a = 0 … length − 1
/// w_a = 1/n (mean), 1 (sum), or exp r_a / Σ_b exp r_b over the n items there are (recency), r learned
/// </code>
/// A user who met nothing has u = 0. No row sees an item that was met at its own moment or later.
/// </summary>
/// <remarks>Means of consumed items: Covington, Adams and Sargin, "Deep Neural Networks for YouTube Recommendations" (RecSys 2016).</remarks>
public sealed record HistoryOptions
{
    /// <summary>How many items are read, the newest.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int Length { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Length is 1 or more."); } = 50;

    /// <summary>How their vectors become one.</summary>
    /// <value>Default <see cref="HistoryPooling.Recency"/>, which on Amazon Beauty was worth more than any other choice.</value>
    public HistoryPooling Pooling { get; init; } = HistoryPooling.Recency;

    /// <summary>The start of the recency weights: r_a = −slope · a.</summary>
    /// <value>Default 0.3. Ignored with another pooling.</value>
    public double InitialSlope { get; init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialSlope is a number."); } = 0.3;

    /// <summary>The probability that a number of an item's vector is left out in a training step.</summary>
    /// <value>Default 0.3, chosen with the rest of <see cref="Models.FactoredScorer"/>; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.3;
}
