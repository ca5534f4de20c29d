using System.Globalization;

namespace DeepRec;

/// <summary>How well scores tell two classes apart: what was wanted from what was not.</summary>
public static class BinaryMetrics
{
    // Of scikit-learn before 1.3.
    private const double LeastProbability = 1e-15;

    /// <summary>The area under the ROC curve: the share of pairs of a positive and a negative row in which the positive one scores higher, ties as ½ (Mann and Whitney 1947).</summary>
    /// <param name="scores">Shape [rows]; any finite numbers, only their order counts.</param>
    /// <param name="labels">Shape [rows]; whether a row is positive.</param>
    /// <returns>From 0 to 1; ½ for scores that tell nothing.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or the rows are of one class.</exception>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Check(scores, labels, nameof(scores));
        double area = AucOrNaN(scores.ToArray(), labels.ToArray());
        return double.IsNaN(area) ? throw new ArgumentException("All rows are of one class: AUC needs a positive and a negative row.", nameof(labels)) : area;
    }

    /// <summary>AUC within each group, such as a user, as the mean over groups weighted by their rows: Zhou et al., "Deep Interest Network", KDD 2018. Groups of one class have no AUC; they are left out and counted.</summary>
    /// <param name="scores">Shape [rows]; any finite numbers, only their order within a group counts.</param>
    /// <param name="labels">Shape [rows]; whether a row is positive.</param>
    /// <param name="groups">Shape [rows]; the number of each row's group.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or every group is of one class.</exception>
    public static GroupedAuc GroupedAuc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<int> groups)
    {
        Check(scores, labels, nameof(scores));
        if (groups.Length != scores.Length) throw new ArgumentException($"There are {groups.Length} groups but {scores.Length} scores. Each row needs one of both.", nameof(groups));
        double[] all = scores.ToArray();
        bool[] classes = labels.ToArray();
        int[] keys = groups.ToArray();
        CompensatedSum weighted = new(), means = new();
        int counted = 0, removed = 0, rows = 0;
        foreach (var group in Enumerable.Range(0, keys.Length).GroupBy(row => keys[row]))
        {
            int[] members = [.. group];
            double area = AucOrNaN(Array.ConvertAll(members, row => all[row]), Array.ConvertAll(members, row => classes[row]));
            if (double.IsNaN(area))
            {
                removed++;
                continue;
            }

            weighted.Add(area * members.Length);
            means.Add(area);
            (counted, rows) = (counted + 1, rows + members.Length);
        }

        return counted > 0 ? new GroupedAuc(weighted.Value / rows, means.Value / counted, counted, removed)
            : throw new ArgumentException($"All {removed} groups are of one class: GAUC needs a group with a positive and a negative row.", nameof(labels));
    }

    /// <summary>The mean of −ln p of positive and −ln(1 − p) of negative rows. Probabilities are held within 1e-15 of 0 and 1, so that one wrong certainty is not infinite.</summary>
    /// <param name="probabilities">Shape [rows]; from 0 to 1.</param>
    /// <param name="labels">Shape [rows]; whether a row is positive.</param>
    /// <returns>From 0, which is perfect.</returns>
    /// <exception cref="ArgumentException">There are no rows, the lengths differ, or a probability lies outside 0 … 1.</exception>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> labels)
    {
        Check(probabilities, labels, nameof(probabilities));
        var sum = new CompensatedSum();
        for (int row = 0; row < probabilities.Length; row++)
        {
            double p = probabilities[row];
            if (p is < 0 or > 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {row}: {p} is no probability. Pass numbers from 0 to 1, such as the sigmoid of a score."), nameof(probabilities));
            p = Math.Clamp(p, LeastProbability, 1 - LeastProbability);
            sum.Add(-Math.Log(labels[row] ? p : 1 - p));
        }

        return sum.Value / probabilities.Length;
    }

    // Sorts both.
    private static double AucOrNaN(double[] scores, bool[] labels)
    {
        Array.Sort(scores, labels);
        double positives = labels.Count(label => label), negatives = labels.Length - positives, won = 0, below = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            int tiedPositives = 0;
            for (end = start; end < scores.Length && scores[end] == scores[start]; end++) tiedPositives += labels[end] ? 1 : 0;
            int tiedNegatives = end - start - tiedPositives;
            won += tiedPositives * (below + (tiedNegatives / 2.0));
            below += tiedNegatives;
        }

        return positives == 0 || negatives == 0 ? double.NaN : won / (positives * negatives);
    }

    private static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, string name)
    {
        if (scores.Length != labels.Length) throw new ArgumentException($"There are {scores.Length} {name} but {labels.Length} labels. Each row needs one of both.", name);
        if (scores.IsEmpty) throw new ArgumentException($"There are no {name} to measure.", name);
        for (int row = 0; row < scores.Length; row++)
        {
            if (!double.IsFinite(scores[row])) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the {name} is {scores[row]}, expected a finite number."), name);
        }
    }
}
