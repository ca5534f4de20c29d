namespace DeepRec;

/// <summary>Which items each user met, oldest first, users and items as dense numbers. What rankers and baselines learn from and where histories come from.</summary>
/// <remarks>Immutable; safe from many threads. Memory: 8 bytes an interaction, 12 more where times are known, and 4 a user and an item.</remarks>
internal sealed class Interactions
{
    private readonly int[] _before; // empty: each knows of all that stand before it
    private readonly bool[]? _isTarget;

    /// <param name="offsets">Shape [users + 1]: user u's interactions stand at offsets[u] … offsets[u + 1] − 1.</param>
    /// <param name="items">Shape [interactions]: item numbers, oldest first within a user, repeats kept.</param>
    /// <param name="itemCount">How many items there are.</param>
    /// <param name="rows">Shape [interactions]: the row each came from; empty where that is not known any more.</param>
    /// <param name="events">What else is known of each, in the same order; times of a user do not fall.</param>
    /// <param name="isTarget">Shape [interactions]: which a ranker learns to foresee; <see langword="null"/>: all.</param>
    /// <exception cref="ArgumentException">The offsets do not part the items, an item is none of the catalogue, or events do not belong to the interactions.</exception>
    public Interactions(int[] offsets, int[] items, int itemCount, int[]? rows = null, EventLog? events = null, bool[]? isTarget = null)
    {
        BagLayout.CountRows(offsets, items);
        (Offsets, Items, Rows, ItemCounts, Events, _isTarget) = (offsets, items, rows ?? [], new int[itemCount], events, isTarget);
        if (events is not null && events.Count != items.Length) throw new ArgumentException($"There are {events.Count} events for {items.Length} interactions.", nameof(events));
        _before = events is null ? [] : FindBefore(offsets, events.Ticks);
        foreach (int item in items)
        {
            if ((uint)item >= (uint)itemCount) throw new ArgumentException($"An interaction is with item {item} of {itemCount} items.", nameof(items));
            ItemCounts[item]++;
        }
    }

    /// <summary>Shape [users + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>Shape [interactions].</summary>
    public int[] Items { get; }

    /// <summary>The row of the data that each interaction came from. Shape [interactions], or empty.</summary>
    public int[] Rows { get; }

    /// <summary>What else is known of each; <see langword="null"/> where nothing is.</summary>
    public EventLog? Events { get; }

    /// <summary>Interactions of each item, repeats counted. Shape [items].</summary>
    public int[] ItemCounts { get; }

    /// <summary>The same over a catalogue of more items, which nobody met.</summary>
    public Interactions Over(int itemCount) => new(Offsets, Items, itemCount, Rows, Events, _isTarget);

    public int UserCount => Offsets.Length - 1;

    public int ItemCount => ItemCounts.Length;

    public int Count => Items.Length;

    /// <summary>A user's items, oldest first; none for a negative number, which stands for a user who is not known.</summary>
    public ReadOnlySpan<int> Of(int user) => user < 0 ? [] : Items.AsSpan(Offsets[user]..Offsets[user + 1]);

    /// <summary>
    /// The first interaction of its user that one does not know of: those before it are its past. They have an earlier time; of rows without a time those
    /// that stand before it, and a row with a time knows of all without.
    /// </summary>
    public int Before(int interaction) => _before.Length == 0 ? interaction : _before[interaction];

    /// <summary>Whether a ranker learns to foresee it; else it is there to be known of.</summary>
    public bool IsTarget(int interaction) => _isTarget is null || _isTarget[interaction];

    /// <summary>How many of some interactions that follow each other are targets.</summary>
    public int CountTargets(int start, int count) => _isTarget is null ? count : _isTarget.AsSpan(start, count).Count(true);

    /// <summary>The same, from other rows and with other targets.</summary>
    /// <param name="rows">Shape [interactions], or empty.</param>
    /// <param name="isTarget">Shape [interactions]; <see langword="null"/>: all.</param>
    public Interactions Teaching(int[] rows, bool[]? isTarget) => new(Offsets, Items, ItemCount, rows, Events, isTarget);

    /// <summary>Whether a user met an item at just this time.</summary>
    /// <param name="user">Negative for one who is not known.</param>
    /// <param name="item">The item.</param>
    /// <param name="ticks">When; one that is missing is none that is known.</param>
    public bool Holds(int user, int item, long ticks)
    {
        if (user < 0 || ticks == DateTimeColumn.Missing || Events is not { } events) return false;
        for (int k = Offsets[user + 1] - 1; k >= Offsets[user] && events.Ticks[k] >= ticks; k--) if (events.Ticks[k] == ticks && Items[k] == item) return true;
        return false;
    }

    /// <summary>Whether there is such a target.</summary>
    /// <param name="isMeant">Says so of a user and an interaction of theirs.</param>
    public bool AnyTarget(Func<int, int, bool> isMeant)
    {
        for (int user = 0; user < UserCount; user++)
        {
            for (int k = Offsets[user]; k < Offsets[user + 1]; k++) if (IsTarget(k) && isMeant(user, k)) return true;
        }

        return false;
    }

    /// <summary>The same, with what else is known of each.</summary>
    public Interactions With(EventLog events, bool[]? isTarget) => new(Offsets, Items, ItemCount, Rows, events, isTarget);

    /// <summary>A hash of who met what in which order.</summary>
    public ulong Digest() => DataDigest.With(DataDigest.With(0, Items), Offsets);

    /// <summary>Groups rows by user in the order of their time; rows of the same time keep their order, those without a time come first.</summary>
    /// <param name="users">Shape [rows]: user numbers; negative ones are left out.</param>
    /// <param name="items">Shape [rows]: item numbers; negative ones are left out.</param>
    /// <param name="ticks">Shape [rows], or empty: rows then stand in the order of time already.</param>
    /// <param name="userCount">How many users there are.</param>
    /// <param name="itemCount">How many items there are.</param>
    public static Interactions Of(ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<long> ticks, int userCount, int itemCount)
    {
        var offsets = new int[userCount + 1];
        for (int row = 0; row < users.Length; row++) if (users[row] >= 0 && items[row] >= 0) offsets[users[row] + 1]++;
        for (int user = 0; user < userCount; user++) offsets[user + 1] += offsets[user];
        var next = offsets.AsSpan(0, userCount).ToArray();
        var rows = new int[offsets[^1]];
        for (int row = 0; row < users.Length; row++) if (users[row] >= 0 && items[row] >= 0) rows[next[users[row]]++] = row;
        if (!ticks.IsEmpty) SortByTime(rows, offsets, ticks);
        var ordered = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) ordered[i] = items[rows[i]];
        if (ticks.IsEmpty) return new Interactions(offsets, ordered, itemCount, rows);
        var times = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++) times[i] = ticks[rows[i]];
        return new Interactions(offsets, ordered, itemCount, rows, new EventLog(times, Columns: null, Actions: null));
    }

    private static int[] FindBefore(int[] offsets, long[] ticks)
    {
        var before = new int[ticks.Length];
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            for (int i = offsets[user]; i < offsets[user + 1]; i++)
            {
                bool isFirst = i == offsets[user];
                if (!isFirst && ticks[i] < ticks[i - 1]) throw new ArgumentException($"Interaction {i} is older than the one before it.", nameof(ticks));
                before[i] = isFirst || ticks[i] == DateTimeColumn.Missing || ticks[i] > ticks[i - 1] ? i : before[i - 1];
            }
        }

        return before;
    }

    private static void SortByTime(int[] rows, int[] offsets, ReadOnlySpan<long> ticks)
    {
        // A missing time is the least number there is.
        var keys = new (long Ticks, int Row)[rows.Length];
        for (int i = 0; i < rows.Length; i++) keys[i] = (ticks[rows[i]], rows[i]);
        for (int user = 0; user + 1 < offsets.Length; user++) Array.Sort(keys, rows, offsets[user], offsets[user + 1] - offsets[user]);
    }
}
