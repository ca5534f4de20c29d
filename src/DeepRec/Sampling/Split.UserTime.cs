namespace DeepRec;

public static partial class Split
{
    /// <summary>
    /// Holds out the newest share of each user's rows, so that users with many rows are tested on many. Moments of different users mix: training rows may
    /// be newer than test rows of others.
    /// </summary>
    /// <param name="data">The rows; the schema has a user and a timestamp.</param>
    /// <param name="testFraction">The share to test on of each user's rows that have a time, above 0 and below 1.</param>
    /// <returns>
    /// Of each user with two rows or more, round(fraction × n) of the n rows with a time, halves rounded up, but at least one, and at least one row stays
    /// behind; of rows of one time the later ones. Users with one row, rows without a user and rows without a time are training rows; the last are counted
    /// in <see cref="DataSplit.RowsWithoutTime"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">There is no user or no timestamp, or no user has two rows.</exception>
    public static DataSplit ByUserTime(Dataset data, double testFraction = 0.2)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckFraction(testFraction, nameof(testFraction));
        var users = UserColumn(data);
        int[] counts = users.CountValues();
        var ticks = TimeColumn(data).Ticks;
        var placed = new int[data.Count]; // rows with a user and a time
        var keys = new (int User, long Ticks, int Row)[data.Count];
        int count = 0, missing = 0;
        for (int row = 0; row < data.Count; row++)
        {
            if (ticks[row] == DateTimeColumn.Missing) missing++;
            else if (users.Codes[row] != CategoryColumn.Missing)
            {
                keys[count] = (users.Codes[row], ticks[row], row);
                placed[count++] = row;
            }
        }

        Array.Sort(keys, placed, 0, count);
        var isTest = new bool[data.Count];
        for (int start = 0, end; start < count; start = end)
        {
            int user = keys[start].User;
            end = start + 1;
            while (end < count && keys[end].User == user) end++;
            if (counts[user] < 2) continue;
            int held = Math.Min(CountShare(end - start, testFraction), counts[user] - 1);
            for (int i = end - held; i < end; i++) isTest[placed[i]] = true;
        }

        return isTest.Contains(true) ? Part(data, isTest) with { RowsWithoutTime = missing } : throw NothingNewest(data);
    }

    /// <summary>At least one, whatever the fraction.</summary>
    private static int CountShare(int count, double fraction) => Math.Max((int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1);

    private static ArgumentException NothingNewest(Dataset data) =>
        new($"No user of column '{data.Schema.User!.Name}' has two rows and a time, so none can be left out. Use Split.ByTime or Split.Random.", nameof(data));
}
