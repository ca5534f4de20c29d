using System.Globalization;

namespace DeepRec;

/// <summary>
/// Columns of the training rows that say what the label is: as a number in step or in order with it, or as a value whose rows have one label. A value is
/// judged by rows it was not counted on, and only where it has several, so that a column of near-unique values proves nothing. Ids and times are not judged.
/// </summary>
internal static class LabelLeaks
{
    private const int MinimumRows = 100;
    private const int MinimumRowsOfValue = 5;
    private const int MostRows = 200_000;

    public static void Find(AuditedRows rows, List<LeakageFinding> findings)
    {
        if (rows.Label is not { Width: 1 }) return;
        var sample = Sample(rows.Train);
        var label = Array.ConvertAll(sample.Column<NumberColumn>(sample.Schema.Label!.Name).Values.ToArray(), v => (double)v);
        foreach (var feature in sample.Schema)
        {
            if (feature.Role is FeatureRole.User or FeatureRole.Item or FeatureRole.Label or FeatureRole.Timestamp or FeatureRole.Event || rows.Options.IgnoredColumns.Contains(feature.Name)) continue;
            var (share, how) = Best(sample[feature.Name], label);
            if (share < rows.Options.LabelShare) continue;
            findings.Add(new LeakageFinding(
                LeakageKind.LabelInColumn, feature.Name, rows.Train.Count, share,
                string.Create(CultureInfo.InvariantCulture, $"Column '{feature.Name}' gives the label '{sample.Schema.Label.Name}' away: {how} explains {100 * share:0.0##} % of it. Leave the column out, or list it in IgnoredColumns where it is known before the label.")));
        }
    }

    private static (double Share, string How) Best(Column column, double[] label)
    {
        (double Share, string How) best = (ShareOfValues(label, MissingOrNot(column)), "whether a value is missing");
        if (Values(column) is { } values && ShareOfValues(label, values) is var byValue && byValue > best.Share) best = (byValue, "the value");
        if (Numbers(column) is not { } numbers) return best;
        int[] known = [.. Enumerable.Range(0, label.Length).Where(row => double.IsFinite(numbers[row]) && double.IsFinite(label[row]))];
        if (known.Length < MinimumRows) return best;
        double[] x = Array.ConvertAll(known, row => numbers[row]), y = Array.ConvertAll(known, row => label[row]);
        double correlation = RankOrder.Correlation(x, y), order = Math.Abs(RankOrder.Somers(x, y));
        if (correlation * correlation > best.Share) best = (correlation * correlation, "the number");
        return order > best.Share ? (order, "the order of the numbers") : best;
    }

    /// <summary>The share of the label's variance that the mean label of a value's other rows explains. Rows of rare values are left out; 0 where they are the most, or nothing varies.</summary>
    private static double ShareOfValues(double[] label, int[] values)
    {
        var groups = new Dictionary<int, (int Count, double Sum)>();
        for (int row = 0; row < label.Length; row++)
        {
            if (!double.IsFinite(label[row])) continue;
            var (count, sum) = groups.GetValueOrDefault(values[row]);
            groups[values[row]] = (count + 1, sum + label[row]);
        }

        var judged = groups.Values.Where(group => group.Count >= MinimumRowsOfValue).ToArray();
        int rows = judged.Sum(group => group.Count);
        if (judged.Length < 2 || rows < MinimumRows || rows < 0.5 * label.Length) return 0;
        double mean = judged.Sum(group => group.Sum) / rows, error = 0, variance = 0;
        for (int row = 0; row < label.Length; row++)
        {
            if (!double.IsFinite(label[row]) || groups[values[row]] is not { Count: >= MinimumRowsOfValue } group) continue;
            double others = (group.Sum - label[row]) / (group.Count - 1);
            error += (label[row] - others) * (label[row] - others);
            variance += (label[row] - mean) * (label[row] - mean);
        }

        return variance > 0 ? Math.Max(1 - error / variance, 0) : 0;
    }

    private static int[] MissingOrNot(Column column) => [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? 1 : 0)];

    /// <summary>Equal numbers for equal values, a missing one included.</summary>
    private static int[]? Values(Column column)
    {
        switch (column)
        {
            case CategoryColumn categories: return categories.Codes.ToArray();
            case NumberColumn { Width: 1 } numbers: return Array.ConvertAll(numbers.Values.ToArray(), BitConverter.SingleToInt32Bits);
            case CategoriesColumn bags:
                var sets = new Dictionary<string, int>(StringComparer.Ordinal);
                var values = new int[bags.Count];
                for (int row = 0; row < values.Length; row++)
                {
                    string set = string.Join(' ', bags.Codes[bags.Offsets[row]..bags.Offsets[row + 1]].ToArray().Order());
                    sets.TryAdd(set, sets.Count);
                    values[row] = sets[set];
                }

                return values;
            default: return null;
        }
    }

    private static double[]? Numbers(Column column) => column switch
    {
        NumberColumn { Width: 1 } numbers => Array.ConvertAll(numbers.Values.ToArray(), v => (double)v),
        DateTimeColumn times => Array.ConvertAll(times.Ticks.ToArray(), t => t == DateTimeColumn.Missing ? double.NaN : t),
        _ => null,
    };

    private static Dataset Sample(Dataset rows) => rows.Count <= MostRows ? rows : rows.Select(Permutation.Of(rows.Count, seed: 0).AsSpan(0, MostRows));
}
