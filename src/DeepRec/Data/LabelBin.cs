namespace DeepRec;

/// <summary>How many rows have a label in an interval, its ends included; of neighbouring intervals the upper one owns the end they share.</summary>
/// <param name="From">The lower end.</param>
/// <param name="To">The upper end; equal to <paramref name="From"/> where the interval is one label.</param>
/// <param name="Rows">How many rows.</param>
public sealed record LabelBin(double From, double To, int Rows)
{
    private const int MostLabels = 20;
    private const int Intervals = 10;

    /// <summary>The distribution of labels in ascending order, at least one.</summary>
    internal static LabelBin[] Distribute(ReadOnlySpan<float> sorted)
    {
        var labels = new List<LabelBin>();
        for (int start = 0, end; start < sorted.Length && labels.Count <= MostLabels; start = end)
        {
            end = start;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            labels.Add(new LabelBin(sorted[start], sorted[start], end - start));
        }

        if (labels.Count <= MostLabels) return [.. labels];

        var counts = new int[Intervals];
        double least = sorted[0];
        double width = ((double)sorted[^1] - least) / Intervals;
        foreach (float label in sorted) counts[Math.Min((int)((label - least) / width), Intervals - 1)]++;
        return [.. counts.Select((rows, i) => new LabelBin(least + i * width, least + (i + 1) * width, rows))];
    }
}
