using System.Globalization;

namespace DeepRec;

/// <summary>Pairs of user and item that stand in both parts.</summary>
internal static class InteractionLeaks
{
    public static void Find(AuditedRows rows, List<LeakageFinding> findings, List<LeakageFinding> notes)
    {
        if (rows.User is not { } users || rows.Item is not { } items) return;
        var pairs = new HashSet<ulong>();
        var moments = new HashSet<(ulong, long)>();
        int repeats = 0, known = 0;
        for (int row = 0; row < rows.FirstTest; row++)
        {
            if (Pair(row) is not { } pair) continue;
            known++;
            if (!pairs.Add(pair)) repeats++;
            moments.Add((pair, TimeOf(row)));
        }

        int same = 0, other = 0, judged = 0;
        for (int row = rows.FirstTest; row < users.Count; row++)
        {
            if (Pair(row) is not { } pair) continue;
            judged++;
            if (moments.Contains((pair, TimeOf(row)))) same++;
            else if (pairs.Contains(pair)) other++;
        }

        // Without times, one moment is as good as another.
        bool repeatsAreNatural = known > 0 && (double)repeats / known >= rows.Options.NaturalRepeats && repeats > 0;
        string column = rows.All.Schema.Item!.Name;
        if (same > 0)
        {
            bool isLeak = rows.Time is not null || !repeatsAreNatural;
            (isLeak ? findings : notes).Add(Finding(column, same, judged, rows.Time is null
                ? $"{Count(same, judged)} test rows have a user and an item that a training row has too. "
                : $"{Count(same, judged)} test rows have the user, the item and the time of a training row. ", isLeak ? "Remove repeats before the split, by the step Deduplicate for instance." : "The training rows repeat pairs as well, so that this is how the data is."));
        }

        if (other > 0)
        {
            (repeatsAreNatural ? notes : findings).Add(Finding(column, other, judged, $"{Count(other, judged)} test rows have a user and an item that a training row of another time has too. ",
                repeatsAreNatural ? "The training rows repeat pairs as well, so that this is how the data is." : "Keep one row of each pair before the split, or do not test on items that the user has met."));
        }

        ulong? Pair(int row) => users.Codes[row] == CategoryColumn.Missing || items.Codes[row] == CategoryColumn.Missing ? null : ((ulong)(uint)users.Codes[row] << 32) | (uint)items.Codes[row];

        long TimeOf(int row) => rows.Time is { } time ? time.Ticks[row] : DateTimeColumn.Missing;
    }

    private static LeakageFinding Finding(string column, int part, int whole, string found, string cure) => new(LeakageKind.SharedInteractions, column, part, (double)part / whole, found + cure);

    private static string Count(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part:N0} of {whole:N0}");
}
