namespace DeepRec;

/// <summary>What a search tried and found. Print it.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
/// <typeparam name="TOptions">The type of the options.</typeparam>
public sealed class SearchResult<TOptions>
{
    private readonly SearchDirection _direction;

    internal SearchResult(IReadOnlyList<SearchTrial> trials, SearchTrial? best, TOptions bestOptions, SearchDirection direction, SearchEnd end) =>
        (Trials, Best, BestOptions, _direction, End) = (trials, best, bestOptions, direction, end);

    /// <summary>All trials, in the order they were run.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    /// <summary>The trials, the best first, the earlier of equal ones; failed ones last.</summary>
    public IReadOnlyList<SearchTrial> Ranked => [.. Rank(Trials, _direction)];

    /// <summary>The best trial, of equal ones the first; <see langword="null"/> where all failed.</summary>
    public SearchTrial? Best { get; }

    /// <summary>The options of the best trial; those that the search started from where all failed.</summary>
    public TOptions BestOptions { get; }

    /// <summary>Why the search ended.</summary>
    public SearchEnd End { get; }

    /// <summary>A table, the best first.</summary>
    public override string ToString()
    {
        if (Trials.Count == 0) return "No trial was run.\n";
        var names = Trials[0].Point.Names;
        bool hasFailures = Trials.Any(trial => trial.Failure is not null);
        var table = new TextTable(["trial", .. names, "objective", "seconds", .. hasFailures ? ["failure"] : Array.Empty<string>()]);
        foreach (var trial in Ranked)
        {
            table.Add([
                SearchPoint.Format(trial.Number), .. names.Select(name => trial.Point[name] is double number ? Short(number) : SearchPoint.Format(trial.Point[name])),
                trial.Objective is { } objective ? Short(objective) : "", FormattableString.Invariant($"{trial.Seconds:F1}"),
                .. hasFailures ? [trial.Failure?.ReplaceLineEndings(" ") ?? ""] : Array.Empty<string>()]);
        }

        return table.ToString();
    }

    internal static IEnumerable<SearchTrial> Rank(IEnumerable<SearchTrial> trials, SearchDirection direction) => trials
        .OrderBy(trial => trial.Objective is { } objective ? direction == SearchDirection.Minimize ? objective : -objective : double.PositiveInfinity)
        .ThenBy(trial => trial.Number);

    private static string Short(double number) => FormattableString.Invariant($"{number:G6}");
}
