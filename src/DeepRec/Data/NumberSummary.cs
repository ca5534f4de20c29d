namespace DeepRec;

/// <summary>The distribution of a column of numbers; missing values do not count.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record NumberSummary
{
    private NumberSummary()
    {
    }

    /// <summary>The smallest number.</summary>
    public double Minimum { get; private init; }

    /// <summary>The largest number.</summary>
    public double Maximum { get; private init; }

    /// <summary>The arithmetic mean.</summary>
    public double Mean { get; private init; }

    /// <summary>The standard deviation of the numbers themselves: the mean squared distance from the mean, rooted.</summary>
    public double StandardDeviation { get; private init; }

    /// <summary>The number that a quarter lie below, interpolated between neighbours.</summary>
    public double FirstQuartile { get; private init; }

    /// <summary>The number that half lie below, interpolated between neighbours.</summary>
    public double Median { get; private init; }

    /// <summary>The number that three quarters lie below, interpolated between neighbours.</summary>
    public double ThirdQuartile { get; private init; }

    /// <summary>How many numbers lie outside <c>[Q1 − k·(Q3 − Q1), Q3 + k·(Q3 − Q1)]</c>, with k from <see cref="DataQualityOptions.OutlierRanges"/>; 0 where the quartiles are equal, since then nothing says how wide the column is.</summary>
    public int Outliers { get; private init; }

    /// <summary>Summarises numbers in ascending order, none missing, at least one.</summary>
    internal static NumberSummary Of(ReadOnlySpan<float> sorted, double outlierRanges)
    {
        double sum = 0;
        foreach (float number in sorted) sum += number;
        double mean = sum / sorted.Length;
        double squares = 0;
        foreach (float number in sorted) squares += (number - mean) * (number - mean);

        double first = Quantile(sorted, 0.25);
        double third = Quantile(sorted, 0.75);
        double reach = outlierRanges * (third - first);
        int outliers = 0;
        if (reach > 0) foreach (float number in sorted) if (number < first - reach || number > third + reach) outliers++;

        return new NumberSummary
        {
            Minimum = sorted[0],
            Maximum = sorted[^1],
            Mean = mean,
            StandardDeviation = Math.Sqrt(squares / sorted.Length),
            FirstQuartile = first,
            Median = Quantile(sorted, 0.5),
            ThirdQuartile = third,
            Outliers = outliers,
        };
    }

    private static double Quantile(ReadOnlySpan<float> sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * ((double)sorted[above] - sorted[below]);
    }
}
