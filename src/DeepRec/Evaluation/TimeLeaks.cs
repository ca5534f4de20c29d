using System.Globalization;

namespace DeepRec;

/// <summary>Test rows that are older than training rows, of anybody and of their user. Rows without a time are not judged.</summary>
internal static class TimeLeaks
{
    // In a random split half of a user's training rows are newer than a test row, on average.
    private const double UnmistakablyByTime = 0.25;
    private const int MinimumJudged = 40;

    public static void Find(AuditedRows rows, List<LeakageFinding> findings, List<LeakageFinding> notes)
    {
        if (rows.Time is not { } time) return;
        var ticks = time.Ticks;
        string column = rows.All.Schema.Timestamp!.Name;
        long newest = DateTimeColumn.Missing;
        foreach (long training in ticks[..rows.FirstTest]) newest = Math.Max(newest, training);
        int older = 0, timed = 0;
        foreach (long test in ticks[rows.FirstTest..])
        {
            if (test == DateTimeColumn.Missing || newest == DateTimeColumn.Missing) continue;
            timed++;
            if (test < newest) older++;
        }

        var (olderOfUser, judged, newerShare) = CountOfUsers(rows, ticks);
        var protocol = rows.Options.Protocol;
        if (older > 0)
        {
            string message = $"{Share(older, timed)} test rows are older than the newest training row ({new DateTime(newest, DateTimeKind.Utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC in column '{column}'): the model has seen their future. ";
            var finding = new LeakageFinding(LeakageKind.FutureTrainingRows, column, older, (double)older / timed, message);
            if (protocol == SplitProtocol.ByTime) findings.Add(finding with { Message = message + "Split by Split.ByTime, after all rows are joined." });
            else notes.Add(finding with { Message = message + "Random splits and splits by each user's time bring that with them; Split.ByTime does not." });
        }

        if (olderOfUser == 0) return;
        double share = (double)olderOfUser / judged;
        string ofUser = $"{Share(olderOfUser, judged)} test rows are older than a training row of the same user in column '{column}'. ";
        var found = new LeakageFinding(LeakageKind.FutureRowsOfTheUser, column, olderOfUser, share, ofUser);
        bool isLeak = protocol is SplitProtocol.ByTime or SplitProtocol.ByUserTime || (protocol == SplitProtocol.Unstated && judged >= MinimumJudged && newerShare <= UnmistakablyByTime);
        if (isLeak) findings.Add(found with { Message = ofUser + "Split by Split.ByTime, Split.ByUserTime or Split.LeaveOneOut, and check that no rows were moved afterwards; where the split is random by intent, state SplitProtocol.Random." });
        else notes.Add(found with { Message = ofUser + "A random split brings that with it." });
    }

    /// <summary>Test rows older than their user's newest training row, test rows whose user has one, and the mean share of the user's training rows that are newer.</summary>
    private static (int Older, int Judged, double NewerShare) CountOfUsers(AuditedRows rows, ReadOnlySpan<long> ticks)
    {
        if (rows.User is not { } users) return (0, 0, 0);
        var offsets = new int[users.Values.Count + 1];
        for (int row = 0; row < rows.FirstTest; row++) if (IsPlaced(row, ticks)) offsets[users.Codes[row] + 1]++;
        for (int user = 1; user < offsets.Length; user++) offsets[user] += offsets[user - 1];
        var times = new long[offsets[^1]];
        var next = offsets.AsSpan(..^1).ToArray();
        for (int row = 0; row < rows.FirstTest; row++) if (IsPlaced(row, ticks)) times[next[users.Codes[row]]++] = ticks[row];
        for (int user = 0; user + 1 < offsets.Length; user++) times.AsSpan(offsets[user]..offsets[user + 1]).Sort();

        int older = 0, judged = 0;
        double shares = 0;
        for (int row = rows.FirstTest; row < ticks.Length; row++)
        {
            if (!IsPlaced(row, ticks)) continue;
            var ofUser = times.AsSpan(offsets[users.Codes[row]]..offsets[users.Codes[row] + 1]);
            if (ofUser.IsEmpty) continue;
            int newer = ofUser.Length - CountUpTo(ofUser, ticks[row]);
            judged++;
            if (newer > 0) older++;
            shares += (double)newer / ofUser.Length;
        }

        return (older, judged, judged == 0 ? 0 : shares / judged);

        bool IsPlaced(int row, ReadOnlySpan<long> all) => users.Codes[row] != CategoryColumn.Missing && all[row] != DateTimeColumn.Missing;
    }

    private static int CountUpTo(ReadOnlySpan<long> sorted, long time)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] <= time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part:N0} of {whole:N0} ({100.0 * part / whole:0.##} %)");
}
