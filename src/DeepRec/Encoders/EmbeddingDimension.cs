namespace DeepRec.Encoders;

/// <summary>How long an embedding vector is when nobody says.</summary>
public static class EmbeddingDimension
{
    /// <summary>
    /// ⌈6 · n^¼⌉ for n ids, at most n: the rule of Wang, Fu, Fu and Wang, "Deep &amp; Cross Network for Ad Click Predictions" (ADKDD 2017), section 4.2.
    /// </summary>
    /// <param name="cardinality">How many ids there are, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static int Of(int cardinality)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cardinality);
        return Math.Min(cardinality, (int)Math.Ceiling(6 * Math.Pow(cardinality, 0.25)));
    }
}
