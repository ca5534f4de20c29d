namespace DeepRec.Preprocessing;

/// <summary>
/// How old a row is in days, counted back from the newest row of training, as a number in the column <c>"&lt;column&gt;.age"</c>: 0 for rows that are newer
/// and for those without a time, as requests are. A model so learns what was sought when, and answers for now.
/// </summary>
/// <remarks>
/// Covington et al., "Deep Neural Networks for YouTube Recommendations" (RecSys 2016), section 3.3. The column itself stays. Of the row's own time it is a
/// feature of the context. Immutable; safe from many threads.
/// </remarks>
/// <param name="column">A column of points in time.</param>
public sealed class ExampleAge(string column) : PreprocessingStep
{
    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        long newest = DateTimeColumn.Missing;
        foreach (var rows in training.Partitions) foreach (long ticks in rows.Column<DateTimeColumn>(column).Ticks) newest = Math.Max(newest, ticks);
        return new FittedExampleAge(column, newest);
    }
}
