namespace DeepRec.Preprocessing;

/// <summary>
/// Count, mean, variance and range of the values that are present, in one pass (Welford 1962); summaries of parts merge
/// (Chan, Golub, LeVeque 1979). Values that are all equal have variance 0 exactly. Not for several threads.
/// </summary>
internal sealed class NumberSummary
{
    private double _squaredDeviations;

    public long Count { get; private set; }

    /// <summary>0 where there are no values.</summary>
    public double Mean { get; private set; }

    /// <summary>Of the population: the mean squared deviation, not divided by n − 1.</summary>
    public double StandardDeviation => Count == 0 ? 0 : Math.Sqrt(_squaredDeviations / Count);

    public float Minimum { get; private set; }

    public float Maximum { get; private set; }

    public static NumberSummary Of(TrainingSet training, string column) =>
        training.Aggregate(part => Of(Numbers.Of(part, column).Values), (into, other) => into.Merge(other));

    public static NumberSummary Of(ReadOnlySpan<float> values)
    {
        var summary = new NumberSummary();
        foreach (float value in values) if (!float.IsNaN(value)) summary.Add(value);
        return summary;
    }

    private void Add(float value)
    {
        Minimum = Count == 0 ? value : Math.Min(Minimum, value);
        Maximum = Count == 0 ? value : Math.Max(Maximum, value);
        Count++;
        double deviation = value - Mean;
        Mean += deviation / Count;
        _squaredDeviations += deviation * (value - Mean);
    }

    private void Merge(NumberSummary other)
    {
        if (other.Count == 0) return;
        Minimum = Count == 0 ? other.Minimum : Math.Min(Minimum, other.Minimum);
        Maximum = Count == 0 ? other.Maximum : Math.Max(Maximum, other.Maximum);
        long count = Count + other.Count;
        double difference = other.Mean - Mean;
        _squaredDeviations += other._squaredDeviations + (difference * difference * ((double)Count * other.Count / count));
        Mean += difference * other.Count / count;
        Count = count;
    }
}
