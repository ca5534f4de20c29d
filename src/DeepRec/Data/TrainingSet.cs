namespace DeepRec;

/// <summary>
/// Rows that may be learned from: the only thing that statistics, vocabularies and weights can be fitted on.
/// A split makes one; that keeps test rows out of every fit by type.
/// </summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class TrainingSet
{
    /// <summary>States that all these rows may be learned from.</summary>
    /// <param name="partitions">One dataset, or several of one schema that are read one after another.</param>
    /// <exception cref="ArgumentException">There is no dataset, there are no rows, or the schemas differ.</exception>
    public TrainingSet(params IReadOnlyList<Dataset> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        if (partitions.Count == 0) throw new ArgumentException("A training set needs a dataset.", nameof(partitions));
        if (partitions.Any(p => !p.Schema.SequenceEqual(partitions[0].Schema))) throw new ArgumentException("The partitions' schemas differ.", nameof(partitions));
        Partitions = [.. partitions];
        Count = partitions.Sum(p => p.Count);
        if (Count == 0) throw new ArgumentException("There are no rows to learn from. Check the file, the split and the steps that remove rows.", nameof(partitions));
    }

    /// <summary>The rows, in one or more parts of one schema.</summary>
    public IReadOnlyList<Dataset> Partitions { get; }

    /// <summary>How many rows there are in all.</summary>
    public int Count { get; }

    /// <summary>What the columns mean.</summary>
    public FeatureSchema Schema => Partitions[0].Schema;

    /// <summary>How many threads statistics of several parts may be made with.</summary>
    internal int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>All rows as one dataset; copied when there are several parts.</summary>
    public Dataset Rows => Partitions.Count == 1 ? Partitions[0] : Partitions[0].Concat([.. Partitions.Skip(1)]);

    /// <summary>Other rows to be learned from in the same way.</summary>
    internal TrainingSet With(params IReadOnlyList<Dataset> partitions) => new(partitions) { Threads = Threads };

    /// <summary>Each part made into another.</summary>
    internal TrainingSet Map(Func<Dataset, Dataset> make) => With([.. Partitions.Select(make)]);

    /// <summary>Folds the parts into one statistic: an accumulator a part, filled by several threads, merged in the parts' order.</summary>
    internal TAccumulator Aggregate<TAccumulator>(Func<Dataset, TAccumulator> accumulate, Action<TAccumulator, TAccumulator> mergeInto)
    {
        var accumulators = new TAccumulator[Partitions.Count];
        if (!TryTogether(part => accumulators[part] = accumulate(Partitions[part])))
        {
            for (int part = 0; part < accumulators.Length; part++) accumulators[part] = accumulate(Partitions[part]);
        }

        for (int part = 1; part < accumulators.Length; part++) mergeInto(accumulators[0], accumulators[part]);
        return accumulators[0];
    }

    // False too where a part cannot be read: a single thread then finds the first.
    private bool TryTogether(Action<int> work)
    {
        if (Threads < 2 || Partitions.Count < 2) return false;
        try
        {
            SharedWork.Do(Threads, Partitions.Count, work);
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
