using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DeepRec;

/// <summary>Whether a difference is more than chance.</summary>
internal static class Significance
{
    /// <summary>
    /// The two-sided p-value of Student's paired t-test, that two series have the same mean. The test that Urbano, Lima and Hanjalic, SIGIR 2019,
    /// recommend for means of retrieval metrics.
    /// </summary>
    /// <param name="first">Shape [users].</param>
    /// <param name="second">Shape [users], of the same users.</param>
    public static double PairedTTest(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++) differences[i] = first[i] - second[i];
        var (mean, deviation) = differences.MeanStandardDeviation();
        if (differences.AsSpan().IndexOfAnyExcept(differences[0]) < 0) return mean == 0 ? 1 : 0;
        double t = Math.Abs(mean) / (deviation / Math.Sqrt(differences.Length));
        return 2 * StudentT.CDF(0, 1, differences.Length - 1, -t);
    }

    /// <summary>Holm's step-down correction (1979): below a level they hold the chance of any false find among all tests below it. Shape [tests], in the order given.</summary>
    public static double[] Holm(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var adjusted = new double[sorted.Length];
        double running = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            running = Math.Max(running, Math.Min(1, (sorted.Length - i) * sorted[i]));
            adjusted[order[i]] = running;
        }

        return adjusted;
    }

    /// <summary>Percentile intervals of the means of series over the same users (Efron 1979): users are drawn with replacement, the same ones for all series.</summary>
    /// <param name="series">Each of shape [users].</param>
    /// <param name="resamples">How often users are drawn.</param>
    /// <param name="confidence">The share of drawn means that lies within, such as 0.95.</param>
    /// <param name="seed">Governs the draws.</param>
    public static (double Lower, double Upper)[] Bootstrap(IReadOnlyList<double[]> series, int resamples, double confidence, int seed)
    {
        return Bootstrap(series[0].Length, series.Count, FillMeans, resamples, confidence, seed);

        void FillMeans(int[] drawn, double[] means)
        {
            for (int s = 0; s < means.Length; s++)
            {
                double sum = 0;
                double[] values = series[s];
                foreach (int user in drawn) sum += values[user];
                means[s] = sum / drawn.Length;
            }
        }
    }

    /// <summary>Percentile intervals of any statistics of users: users are drawn with replacement, the same ones for all statistics. A statistic that a draw does not have (NaN) is passed over.</summary>
    /// <param name="users">How many users there are.</param>
    /// <param name="statistics">How many statistics there are.</param>
    /// <param name="fill">Fills the statistics of some users, who may stand there more than once.</param>
    /// <param name="resamples">How often users are drawn.</param>
    /// <param name="confidence">The share of drawn values that lies within, such as 0.95.</param>
    /// <param name="seed">Governs the draws.</param>
    public static (double Lower, double Upper)[] Bootstrap(int users, int statistics, Action<int[], double[]> fill, int resamples, double confidence, int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var drawn = new int[users];
        var values = new double[statistics];
        double[][] found = [.. Enumerable.Range(0, statistics).Select(_ => new double[resamples])];
        for (int resample = 0; resample < resamples; resample++)
        {
            for (int i = 0; i < drawn.Length; i++) drawn[i] = random.NextInt(drawn.Length);
            fill(drawn, values);
            for (int s = 0; s < statistics; s++) found[s][resample] = values[s];
        }

        return [.. found.Select(all =>
        {
            double[] sorted = [.. all.Where(value => !double.IsNaN(value)).Order()];
            return sorted.Length == 0 ? (double.NaN, double.NaN) : (SortedArrayStatistics.Quantile(sorted, (1 - confidence) / 2), SortedArrayStatistics.Quantile(sorted, (1 + confidence) / 2));
        })];
    }
}
