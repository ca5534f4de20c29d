namespace DeepRec;

/// <summary>What is known of events beside who met what: when, which action, and the encoded columns of the role <see cref="FeatureRole.Event"/>. One row an event.</summary>
/// <param name="Ticks">UTC ticks, <see cref="DateTimeColumn.Missing"/> where no time is known. Shape [events].</param>
/// <param name="Columns">Encoded event columns, one row an event; <see langword="null"/> where there are none.</param>
/// <param name="Actions">What each event was, raw; <see langword="null"/> where no column says so.</param>
/// <remarks>Immutable; safe from many threads. Memory: 8 bytes an event for its time, 4 for its action and for each encoded number.</remarks>
internal sealed record EventLog(long[] Ticks, Dataset? Columns, CategoryColumn? Actions)
{
    /// <summary>How many events there are.</summary>
    public int Count => Ticks.Length;

    /// <summary>The events at the given positions, in that order.</summary>
    public EventLog Select(ReadOnlySpan<int> events)
    {
        var ticks = new long[events.Length];
        for (int i = 0; i < ticks.Length; i++) ticks[i] = Ticks[events[i]];
        return new EventLog(ticks, Columns?.Select(events), (CategoryColumn?)Actions?.Select(events));
    }

    /// <summary>These events followed by others of the same columns.</summary>
    public EventLog Concat(EventLog others) => new(
        [.. Ticks, .. others.Ticks], Columns?.Concat(others.Columns!), (CategoryColumn?)Actions?.Append([others.Actions!]));

    /// <summary>Which events are of one of some actions. Shape [events].</summary>
    /// <param name="events">The events.</param>
    /// <param name="actions">Names of actions.</param>
    /// <exception cref="InvalidOperationException">No column says what an event was.</exception>
    public static bool[] AreOf(EventLog? events, IReadOnlyList<string> actions)
    {
        var column = ActionsOf(events, actions);
        bool[] isMeant = [.. column.Values.Select(actions.Contains)];
        var codes = column.Codes;
        var areOf = new bool[codes.Length];
        for (int i = 0; i < areOf.Length; i++) areOf[i] = codes[i] != CategoryColumn.Missing && isMeant[codes[i]];
        return areOf;
    }

    /// <summary>Whether one event is of one of some actions. Nothing is allocated.</summary>
    /// <inheritdoc cref="AreOf"/>
    /// <param name="events">The events.</param>
    /// <param name="actions">Names of actions.</param>
    /// <param name="place">Which event.</param>
    public static bool IsOf(EventLog? events, IReadOnlyList<string> actions, int place)
    {
        var column = ActionsOf(events, actions);
        if (column.IsMissing(place)) return false;
        string action = column.Values[column.Codes[place]];
        for (int i = 0; i < actions.Count; i++) if (actions[i] == action) return true;
        return false;
    }

    /// <summary>A hash of all of it.</summary>
    public ulong Digest()
    {
        ulong hash = 0;
        foreach (long ticks in Ticks) hash = StableHash.Combine(hash, (ulong)ticks);
        if (Columns is not null) hash = StableHash.Combine(hash, DataDigest.Of(Columns, Columns.Schema.Select(f => f.Name)));
        for (int i = 0; i < (Actions?.Count ?? 0); i++) hash = StableHash.Combine(hash, StableHash.Of(Actions!.TextAt(i) ?? ""));
        return hash;
    }

    private static CategoryColumn ActionsOf(EventLog? events, IReadOnlyList<string> actions) => events?.Actions
        ?? throw new InvalidOperationException($"Which events are {string.Join(" or ", actions)}? No column says so. Give the rows a category of the role {nameof(FeatureRole.Event)}, and name it by ActionColumn where there are several.");
}
