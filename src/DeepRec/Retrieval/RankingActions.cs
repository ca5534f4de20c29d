namespace DeepRec;

/// <summary>Which column says what an event was, and which actions are to be foreseen.</summary>
/// <param name="Column">A raw category of the role <see cref="FeatureRole.Event"/>; <see langword="null"/> where there is none, or several and none is named.</param>
/// <param name="Targets">Names of actions; empty for all events.</param>
internal sealed record RankingActions(string? Column, IReadOnlyList<string> Targets)
{
    public static RankingActions None { get; } = new(null, []);

    /// <param name="schema">The raw columns.</param>
    /// <param name="column">The one that is named, if any.</param>
    /// <param name="targets">The actions to be foreseen.</param>
    /// <exception cref="ArgumentException">The named one is no category of an event, or targets are stated and no column says the action.</exception>
    public static RankingActions Of(FeatureSchema schema, string? column, IReadOnlyList<string> targets)
    {
        string[] possible = [.. schema.Where(f => f is { Role: FeatureRole.Event, Kind: FeatureKind.Category }).Select(f => f.Name)];
        string there = $"Those: {(possible.Length == 0 ? "none" : string.Join(", ", possible))}.";
        if (column is not null && !possible.Contains(column)) throw new ArgumentException($"ActionColumn '{column}' is no category of the role {nameof(FeatureRole.Event)}. {there}", nameof(column));
        string? found = column ?? (possible.Length == 1 ? possible[0] : null);
        if (found is null && targets.Count > 0) throw new ArgumentException($"TargetActions needs a column that says the action: a category of the role {nameof(FeatureRole.Event)}, named by ActionColumn where there are several. {there}", nameof(targets));
        return new RankingActions(found, targets);
    }

    /// <summary>What each of some raw rows was; <see langword="null"/> where no column says so.</summary>
    public CategoryColumn? In(Dataset raw) => Column is null ? null : raw.Column<CategoryColumn>(Column);

    /// <summary>Which events a ranker learns to foresee; <see langword="null"/>: all.</summary>
    /// <exception cref="ArgumentException">None is.</exception>
    public bool[]? AreTargets(EventLog? events)
    {
        if (Targets.Count == 0) return null;
        bool[] areTargets = EventLog.AreOf(events, Targets);
        return areTargets.Contains(true) ? areTargets
            : throw new ArgumentException($"No row of the training is of a target action, {string.Join(" or ", Targets)}. Actions in column '{Column}': {string.Join(", ", events!.Actions!.Values)}.", nameof(events));
    }

    /// <summary>Which events mean that the item need not be found again: those to be foreseen, and those of which nobody says what they were; <see langword="null"/>: all.</summary>
    public bool[]? AreMet(EventLog? events)
    {
        if (Targets.Count == 0) return null;
        bool[] areMet = EventLog.AreOf(events, Targets);
        for (int i = 0; i < areMet.Length; i++) areMet[i] |= events!.Actions!.IsMissing(i);
        return areMet;
    }

    /// <summary>The rows whose action is to be foreseen; all where no column says it.</summary>
    public Dataset Wanted(Dataset rows)
    {
        if (Targets.Count == 0 || Column is null || !rows.Schema.Contains(Column)) return rows;
        var actions = rows.Column<CategoryColumn>(Column);
        int[] wanted = [.. Enumerable.Range(0, rows.Count).Where(row => actions.TextAt(row) is { } action && Targets.Contains(action))];
        return wanted.Length > 0 ? rows.Select(wanted) : throw new ArgumentException($"None of {rows.Count} rows is of a target action, {string.Join(" or ", Targets)}: there is nothing to measure.", nameof(rows));
    }
}
