namespace DeepRec;

public static partial class Split
{
    /// <summary>
    /// Holds out the newest rows of all users together, as a model in use will meet them: nothing is learned from a moment at or after the first test row.
    /// This is the default of the library.
    /// </summary>
    /// <param name="data">The rows, at least two of them with a time; the schema has a timestamp.</param>
    /// <param name="testFraction">The share to test on of the rows that have a time, above 0 and below 1.</param>
    /// <returns>
    /// Every training row with a time is older than every test row. Rows of the same time as the oldest test row are all test rows, so that the
    /// test part may be larger than asked. Rows without a time are training rows, counted in <see cref="DataSplit.RowsWithoutTime"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">There is no timestamp, fewer than two rows have a time, or ties leave no older row to learn from.</exception>
    public static DataSplit ByTime(Dataset data, double testFraction = 0.2)
    {
        ArgumentNullException.ThrowIfNull(data);
        var ticks = TimeColumn(data).Ticks;
        var sorted = ticks.ToArray();
        Array.Sort(sorted); // rows without a time come first
        int missing = sorted.AsSpan().IndexOfAnyExcept(DateTimeColumn.Missing);
        if (missing < 0) missing = sorted.Length;
        if (sorted.Length - missing < 2)
        {
            throw new ArgumentException(
                $"Column '{data.Schema.Timestamp!.Name}' has a time in {sorted.Length - missing} of {sorted.Length} rows; a split by time needs two. Use Split.Random.", nameof(data));
        }

        long firstTest = sorted[^CountPart(sorted.Length - missing, testFraction, nameof(testFraction))];
        if (firstTest == sorted[missing])
        {
            throw new ArgumentException(
                $"Too many rows have the same time in column '{data.Schema.Timestamp!.Name}': none is older than the test part. Use finer times, a smaller fraction or Split.Random.", nameof(data));
        }

        var isTest = new bool[data.Count];
        for (int row = 0; row < isTest.Length; row++) isTest[row] = ticks[row] >= firstTest;
        return Part(data, isTest) with { RowsWithoutTime = missing };
    }

    /// <summary>Holds out the newest row of each user who has others to learn from. Moments of different users mix: training rows may be newer than test rows.</summary>
    /// <param name="data">The rows; the schema has a user and a timestamp.</param>
    /// <returns>
    /// One test row for each user with two rows or more; of several newest rows of one time, the last. Users with one row, rows without a user and
    /// rows without a time are training rows; the last are counted in <see cref="DataSplit.RowsWithoutTime"/>.
    /// </returns>
    /// <exception cref="ArgumentException">There is no user or no timestamp, or no user has two rows.</exception>
    public static DataSplit LeaveOneOut(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var users = UserColumn(data);
        var ticks = TimeColumn(data).Ticks;
        var newest = new int[users.Values.Count]; // the row, or -1
        Array.Fill(newest, -1);
        int missing = 0;
        for (int row = 0; row < data.Count; row++)
        {
            if (ticks[row] == DateTimeColumn.Missing)
            {
                missing++;
                continue;
            }

            int user = users.Codes[row];
            if (user != CategoryColumn.Missing && (newest[user] < 0 || ticks[row] >= ticks[newest[user]])) newest[user] = row;
        }

        int[] counts = users.CountValues();
        var isTest = new bool[data.Count];
        for (int user = 0; user < newest.Length; user++)
        {
            if (counts[user] >= 2 && newest[user] >= 0) isTest[newest[user]] = true;
        }

        return isTest.Contains(true) ? Part(data, isTest) with { RowsWithoutTime = missing } : throw NothingNewest(data);
    }

    private static DateTimeColumn TimeColumn(Dataset data) => data.Schema.Timestamp is { } time
        ? data.Column<DateTimeColumn>(time.Name)
        : throw new ArgumentException("The dataset has no timestamp column. Mark it with [Timestamp] or Feature.Timestamp, or use Split.Random.", nameof(data));
}
