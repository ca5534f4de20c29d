namespace DeepRec.Preprocessing;

/// <summary>What stands in for a value that is missing.</summary>
public enum FillStrategy
{
    /// <summary>The mean of the values present in training. Numbers only.</summary>
    Mean,

    /// <summary>
    /// Their median: the middle one, or the mean of the two in the middle. Numbers only.
    /// Exact; takes 4 bytes a training row while fitting.
    /// </summary>
    Median,

    /// <summary>The most frequent value; of equally frequent ones the smallest number, or the first text in ordinal order.</summary>
    MostFrequent,

    /// <summary>A value of your own.</summary>
    Constant,
}
