namespace DeepRec.Preprocessing;

/// <summary>
/// Gives the categories of a column (or of a column of several categories) dense ids: the most frequent first, ties in ordinal order.
/// Works on <see cref="FeatureKind.Category"/> and <see cref="FeatureKind.Categories"/>. See <see cref="Vocabulary"/> for the reserved ids.
/// </summary>
/// <param name="column">The column.</param>
public sealed class CategoryVocabulary(string column) : PreprocessingStep
{
    /// <summary>How often a value must occur in training to be known.</summary>
    /// <value>Default 1.</value>
    public int MinimumCount { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumCount is 1 or more."); } = 1;

    /// <summary>How many values are kept at most, the most frequent.</summary>
    /// <value>Default: all.</value>
    public int MaximumSize { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumSize is 1 or more."); } = int.MaxValue;

    /// <summary>How many ids the values that are not known share.</summary>
    /// <value>Default 1.</value>
    public int OutOfVocabularyBuckets { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OutOfVocabularyBuckets is 1 or more."); } = 1;

    internal override string? OnlyColumn => column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        string[] values = [.. CategoryValues.ByFrequency(training, column, MinimumCount).Take(MaximumSize)];
        return new FittedVocabulary(column, values, OutOfVocabularyBuckets);
    }
}
