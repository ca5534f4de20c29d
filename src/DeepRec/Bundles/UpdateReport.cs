namespace DeepRec;

/// <summary>What an update took up and how far the new rows are from what was known before.</summary>
public sealed record UpdateReport
{
    /// <summary>How many rows were given.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// How many of them were learned from. The others lacked an id, or a recommender of rankings knew them already (the same user, item, time and action) or they had too low a
    /// label, or one of ratings found none.
    /// </summary>
    public required int Interactions { get; init; }

    /// <summary>Interactions of before that were repeated; of ratings: pairs of before with the model's own ratings.</summary>
    public required int Replayed { get; init; }

    /// <summary>Users who were not known before.</summary>
    public required int NewUsers { get; init; }

    /// <summary>Items that were not in the catalogue before.</summary>
    public required int NewItems { get; init; }

    /// <summary>For each column with a vocabulary the share of the new rows' values that it did not know. Range [0, 1].</summary>
    public required IReadOnlyDictionary<string, double> UnknownShares { get; init; }

    /// <summary>Columns whose unknown values stay unknown, as the model has no room for more: those encoded one-hot, and those of events. They wait for the next training.</summary>
    public required IReadOnlyList<string> ClosedColumns { get; init; }

    /// <summary>
    /// How much the popularity of known items has shifted: the population stability index of the new interactions against those before, over ten parts of the catalogue
    /// of like popularity. By custom below 0.1 is little and above 0.25 much; a few dozen rows say little. Not negative.
    /// </summary>
    public required double ItemDrift { get; init; }

    /// <summary>The newest time known before; <see langword="null"/> where times are not known, as by recommenders of ratings.</summary>
    public required DateTimeOffset? KnownUntil { get; init; }

    /// <summary>The newest time of the new interactions; likewise.</summary>
    public required DateTimeOffset? RowsUntil { get; init; }

    /// <summary>By how much the recommender was behind: from the newest time known before to that of the new rows, 0 where all are older.</summary>
    public TimeSpan? Staleness => KnownUntil is { } known && RowsUntil is { } rows ? TimeSpan.FromTicks(Math.Max(0, (rows - known).Ticks)) : null;

    /// <summary>The mean loss of the new rows before any of them was learned from; <see langword="null"/> where nothing was trained by gradients.</summary>
    public required double? LossBefore { get; init; }

    /// <summary>The same afterwards, with the same negatives.</summary>
    public required double? LossAfter { get; init; }

    /// <summary>Whether the optimiser went on with the moments of the training before; else they began at zero.</summary>
    public required bool MomentsCarriedOver { get; init; }

    /// <summary>The newest of some times; <see langword="null"/> where there is none.</summary>
    internal static DateTimeOffset? Newest(long[] ticks) => ticks.Length > 0 && ticks.Max() is var newest and not DateTimeColumn.Missing ? new DateTimeOffset(newest, TimeSpan.Zero) : null;
}
