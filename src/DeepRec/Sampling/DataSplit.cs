namespace DeepRec;

/// <summary>A dataset in two parts: one to learn from, one to test on. Made by <see cref="Split"/>; deconstructs to <c>(train, test)</c>.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
/// <param name="Train">The rows to learn from, at least one.</param>
/// <param name="Test">The rows that nothing may be learned from, at least one.</param>
public sealed record DataSplit(TrainingSet Train, Dataset Test)
{
    /// <summary>The rows to learn from, at least one.</summary>
    public TrainingSet Train { get; init; } = Train ?? throw new ArgumentNullException(nameof(Train));

    /// <summary>The rows that nothing may be learned from, at least one.</summary>
    public Dataset Test { get; init; } = Test ?? throw new ArgumentNullException(nameof(Test));

    /// <summary>How many rows had no time and went to the training part for that reason.</summary>
    /// <value>Default 0. Only splits by time count them.</value>
    public int RowsWithoutTime { get; init; }
}
