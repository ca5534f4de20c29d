using System.Globalization;

namespace DeepRec;

/// <summary>
/// Item ids that are numbered in the order of time, so that a model, or an order of ties, can guess what comes next from the number. Ids count as numbers
/// where nearly all end in digits behind the same text.
/// </summary>
internal static class ItemIdLeaks
{
    private const double MinimumNumbered = 0.9;
    private const int MinimumItems = 50;
    private const int MinimumSteps = 20;
    private const double MinimumShare = 0.01;

    public static void Find(AuditedRows rows, List<LeakageFinding> findings, List<LeakageFinding> notes)
    {
        if (rows.Item is not { } items || NumbersOf(items) is not { } numbers) return;
        string column = rows.All.Schema.Item!.Name;
        const string Cure = "Replace the ids by shuffled ones before reading, never feed them as numbers, and do not break ties by id.";
        double correlation = OrderOfFirstRows(rows, items, numbers);
        if (Math.Abs(correlation) >= rows.Options.IdOrderCorrelation)
        {
            // Without times the order of the rows may be that of a file sorted by item.
            (rows.Time is null ? notes : findings).Add(new LeakageFinding(
                LeakageKind.ItemIdOrder, column, items.Count, correlation,
                string.Create(CultureInfo.InvariantCulture, $"The numbers of '{column}' are in the order in which the items first occur: rank correlation {correlation:F3}{(rows.Time is null ? " with the order of the rows" : "")}. {Cure}")));
        }

        if (CountSteps(rows, items, numbers) is not { } steps) return;
        double share = (double)steps.Next / steps.All;
        bool isFarAboveChance = steps.Next >= MinimumSteps && share >= MinimumShare && steps.Next >= 3 * steps.Expected && steps.Next - steps.Expected >= 6 * Math.Sqrt(steps.Expected + 1);
        if (!isFarAboveChance) return;
        findings.Add(new LeakageFinding(
            LeakageKind.ItemIdOrder, column, steps.Next, share,
            string.Create(CultureInfo.InvariantCulture, $"A user's next item has the number of the last one plus 1 in {steps.Next:N0} of {steps.All:N0} steps of '{column}'; in another order of the user's items {steps.Expected:N0} would. {Cure}")));
    }

    /// <summary>A number for each value, −1 for the few that have none; <see langword="null"/> where ids are no numbers.</summary>
    private static long[]? NumbersOf(CategoryColumn items)
    {
        int[] counts = items.CountValues();
        int[] used = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)];
        if (used.Length < 2) return null;
        var numbers = new long[counts.Length];
        Array.Fill(numbers, -1);
        var common = used.GroupBy(code => items.Values[code].TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']), StringComparer.Ordinal).MaxBy(group => group.Count())!;
        foreach (int code in common)
        {
            if (long.TryParse(items.Values[code].AsSpan(common.Key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) numbers[code] = number;
        }

        return used.Count(code => numbers[code] >= 0) >= MinimumNumbered * used.Length ? numbers : null;
    }

    private static double OrderOfFirstRows(AuditedRows rows, CategoryColumn items, long[] numbers)
    {
        var first = new double[numbers.Length];
        Array.Fill(first, double.PositiveInfinity);
        for (int row = 0; row < items.Count; row++)
        {
            int item = items.Codes[row];
            if (item == CategoryColumn.Missing) continue;
            double at = rows.Time is not { } time ? row : time.Ticks[row] == DateTimeColumn.Missing ? double.PositiveInfinity : time.Ticks[row];
            first[item] = Math.Min(first[item], at);
        }

        int[] seen = [.. Enumerable.Range(0, numbers.Length).Where(item => numbers[item] >= 0 && double.IsFinite(first[item]))];
        return seen.Length < MinimumItems ? 0 : RankOrder.OfRanks(Array.ConvertAll(seen, item => (double)numbers[item]), Array.ConvertAll(seen, item => first[item]));
    }

    /// <summary>
    /// Steps of users from a row to one of a later time, those to the next number, and how many of them there would be if each user's rows stood in a random
    /// order: an item and its successor among a user's n rows follow each other with a probability of 1 / n.
    /// </summary>
    private static (int All, int Next, double Expected)? CountSteps(AuditedRows rows, CategoryColumn items, long[] numbers)
    {
        if (rows.User is not { } users || rows.Time is not { } time) return null;
        var placed = new (int User, long Ticks, int Row)[items.Count];
        int count = 0;
        for (int row = 0; row < placed.Length; row++)
        {
            bool isPlaced = users.Codes[row] != CategoryColumn.Missing && items.Codes[row] != CategoryColumn.Missing && time.Ticks[row] != DateTimeColumn.Missing;
            if (isPlaced) placed[count++] = (users.Codes[row], time.Ticks[row], row);
        }

        Array.Sort(placed, 0, count);
        int all = 0, next = 0;
        double expected = 0;
        var ofUser = new Dictionary<long, int>();
        for (int start = 0, end; start < count; start = end)
        {
            ofUser.Clear();
            int steps = 0;
            for (end = start; end < count && placed[end].User == placed[start].User; end++)
            {
                long number = NumberAt(end);
                if (number >= 0) ofUser[number] = ofUser.GetValueOrDefault(number) + 1;
                if (end == start || placed[end].Ticks == placed[end - 1].Ticks) continue;
                steps++;
                if (number >= 0 && NumberAt(end - 1) == number - 1 && number > 0) next++;
            }

            all += steps;
            if (end - start < 2) continue;
            long pairs = ofUser.Sum(one => (long)one.Value * ofUser.GetValueOrDefault(one.Key + 1));
            expected += (double)pairs / (end - start) * steps / (end - start - 1);
        }

        return all == 0 ? null : (all, next, expected);

        long NumberAt(int place) => numbers[items.Codes[placed[place].Row]];
    }
}
