namespace DeepRec.Encoders;

/// <summary>The interactions of some actions, counted in their own order: all of a user's stand together, oldest first.</summary>
internal sealed class KeptEvents
{
    private readonly int[]? _places; // of each kept one
    private readonly int[]? _counts; // kept ones before each place; absent where all are kept

    public KeptEvents(Interactions interactions, IReadOnlyList<string> actions)
    {
        if (actions.Count == 0) return;
        bool[] kept = EventLog.AreOf(interactions.Events, actions);
        _counts = new int[kept.Length + 1];
        for (int i = 0; i < kept.Length; i++) _counts[i + 1] = _counts[i] + (kept[i] ? 1 : 0);
        _places = [.. Enumerable.Range(0, kept.Length).Where(place => kept[place])];
    }

    /// <summary>How many kept ones stand before a place among all interactions.</summary>
    public int CountBefore(int place) => _counts is null ? place : _counts[place];

    /// <summary>The place of a kept one among all interactions.</summary>
    public int PlaceOf(int kept) => _places is null ? kept : _places[kept];
}
