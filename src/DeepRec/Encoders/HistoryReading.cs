using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>Which events a sequence of a batch holds, and what of them.</summary>
/// <param name="Length">How many a row sees at most: its newest.</param>
/// <param name="FromStart">Whether a row sees all events of its sequence before its own end, so that a sequence holds no more than the length; else its newest of a longer one.</param>
internal sealed record HistoryReading(int Length, bool FromStart = false)
{
    /// <summary>The name that the batch has the sequences under; empty for the one history that has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The encoded columns that are gathered.</summary>
    public IReadOnlyList<FeatureInput> Events { get; init; } = [];

    /// <summary>Whether the time since the event before is gathered.</summary>
    public bool TimeGaps { get; init; }

    /// <summary>The only actions that are read; empty for all events.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The columns of events that are read.</summary>
    /// <exception cref="ArgumentException">Nothing is known of the events.</exception>
    public Dataset ColumnsOf(EventLog? events) =>
        events?.Columns ?? throw new ArgumentException($"A history reads {string.Join(", ", Events.Select(input => input.Name))} of its events, and nothing is known of them.", nameof(events));

    /// <summary>The bucket of the time between two events, where it is known.</summary>
    public static int GapOf(EventLog? events, int earlier, int later) => events is null ? 0 : TimeGap.BucketOf(events.Ticks[earlier], events.Ticks[later]);

    /// <summary>The columns of some names among those there are; all where no names are given.</summary>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static IReadOnlyList<FeatureInput> Choose(IReadOnlyList<FeatureInput> events, IReadOnlyList<string>? names)
    {
        string? stray = names?.FirstOrDefault(name => events.All(input => input.Name != name));
        if (stray is not null) throw new ArgumentException($"A history reads '{stray}', which is no encoded column of the role {nameof(FeatureRole.Event)}. Those: {string.Join(", ", events.Select(input => input.Name))}.", nameof(names));
        return names is null ? events : [.. events.Where(input => names.Contains(input.Name))];
    }
}
