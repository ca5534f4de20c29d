namespace DeepRec;

public static partial class Split
{
    /// <summary>Carves rows out of a training set at random, to stop early or to choose settings on.</summary>
    /// <param name="training">The training set, at least two rows; several parts are joined.</param>
    /// <param name="fraction">The share of rows to validate on, above 0 and below 1.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <returns>The rows that are still learned from, and those to validate on.</returns>
    /// <inheritdoc cref="Random(Dataset, double, int)" path="/exception"/>
    public static (TrainingSet Train, Dataset Validation) Validation(TrainingSet training, double fraction = 0.1, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(training);
        CountPart(training.Count, fraction, nameof(fraction));
        var (train, validation) = Random(training.Rows, fraction, seed);
        return (train, validation);
    }

    /// <summary>Carves the newest rows out of a training set, to stop early or to choose settings on. Ties and rows without a time as in <see cref="ByTime"/>.</summary>
    /// <param name="training">The training set, at least two rows with a time; several parts are joined.</param>
    /// <param name="fraction">The share to validate on of the rows that have a time, above 0 and below 1.</param>
    /// <returns>The rows that are still learned from, and those to validate on.</returns>
    /// <inheritdoc cref="ByTime(Dataset, double)" path="/exception"/>
    public static (TrainingSet Train, Dataset Validation) ValidationByTime(TrainingSet training, double fraction = 0.1)
    {
        ArgumentNullException.ThrowIfNull(training);
        CountPart(training.Count, fraction, nameof(fraction));
        var (train, validation) = ByTime(training.Rows, fraction);
        return (train, validation);
    }

    /// <summary>Carves the newest share of each user's rows out of a training set. Ties and rows without a time as in <see cref="ByUserTime"/>.</summary>
    /// <param name="training">The training set; several parts are joined.</param>
    /// <param name="fraction">The share to validate on of each user's rows that have a time, above 0 and below 1.</param>
    /// <returns>The rows that are still learned from, and those to validate on.</returns>
    /// <inheritdoc cref="ByUserTime(Dataset, double)" path="/exception"/>
    public static (TrainingSet Train, Dataset Validation) ValidationByUserTime(TrainingSet training, double fraction = 0.1)
    {
        ArgumentNullException.ThrowIfNull(training);
        var (train, validation) = ByUserTime(training.Rows, fraction);
        return (train, validation);
    }

    /// <summary>
    /// Carves the newest row of each user out of a training set. After <see cref="LeaveOneOut(Dataset)"/> that is the newest but one of all: the protocol of
    /// most papers on sequences, the last to test on and the one before to validate on.
    /// </summary>
    /// <param name="training">The training set; several parts are joined.</param>
    /// <returns>The rows that are still learned from, and those to validate on.</returns>
    /// <inheritdoc cref="LeaveOneOut(Dataset)" path="/exception"/>
    public static (TrainingSet Train, Dataset Validation) ValidationLeaveOneOut(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var (train, validation) = LeaveOneOut(training.Rows);
        return (train, validation);
    }
}
