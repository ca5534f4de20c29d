using System.Collections;

namespace DeepRec.Preprocessing;

/// <summary>
/// Ordered steps from raw columns to the columns a model reads. Fitting it on a <see cref="TrainingSet"/> gives a <see cref="FittedPipeline"/>,
/// another type: what was not fitted cannot transform, and nothing but training rows can be fitted on.
/// </summary>
/// <remarks>Build it in one place, then only read it; not for several threads while steps are added.</remarks>
public sealed partial class PreprocessingPipeline : IEnumerable<PreprocessingStep>
{
    private readonly List<PreprocessingStep> _steps = [];

    /// <summary>
    /// How many threads may fit and apply steps at once. The built-in steps of one column do not see those of another: where some follow one another and there are enough rows, each thread takes
    /// columns. What comes of it is the same for any number, to the bit, and so is the error of a step that fails. A <see cref="FittedPipeline"/> works on the thread that calls it.
    /// </summary>
    /// <value>Default: as many as the machine has processors for this process. 1 or more; 1 suits a service that learns beside answering.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads { get; set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads is 1 or more."); } = Environment.ProcessorCount;

    /// <summary>Adds a step at the end.</summary>
    public PreprocessingPipeline Add(PreprocessingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _steps.Add(step);
        return this;
    }

    /// <summary>Adds a step that learns nothing at the end.</summary>
    public PreprocessingPipeline Add(FittedStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _steps.Add(new ConstantStep(step));
        return this;
    }

    /// <summary>Adds a repair that a <see cref="DataQualityReport"/> suggests, as a step at the end.</summary>
    public PreprocessingPipeline Add(DataRepair repair) => Add(repair.ToStep());

    /// <summary>Fits the steps in order, each on the rows as the ones before left them.</summary>
    /// <exception cref="ArgumentException">A step's column is absent or of another kind, a step removed every row, or one that is no <see cref="RowStep"/> changed rows or the label.</exception>
    public FittedPipeline Fit(TrainingSet training) => FitTransform(training).Pipeline;

    /// <summary>Fits the steps and keeps the transformed training rows, so that they need not be transformed again.</summary>
    /// <inheritdoc cref="Fit(TrainingSet)" path="/exception"/>
    public PreprocessingResult FitTransform(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var schema = training.Schema;
        int threads = Threads;
        training = new TrainingSet(training.Partitions) { Threads = threads };
        var kept = training; // raw columns of the rows that stay
        var current = training;
        var fitted = new List<FittedStep>();
        var removed = new List<RowRemoval>();
        for (int i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            if (IndependentSteps.Count(_steps, i, current, threads) is > 0 and var count)
            {
                if (IndependentSteps.Fit(_steps[i..(i + count)], current, threads) is { } done)
                {
                    fitted.AddRange(done.Fitted);
                    current = done.Rows;
                    i += count - 1;
                    continue;
                }

                threads = 1;
            }

            if (step is RowStep rowStep)
            {
                // Row numbers travel as a column, so that the raw rows can follow.
                var numbered = RowNumbers.Add(current.Rows);
                var result = rowStep.Apply(numbered);
                removed.AddRange(result.Removed);
                if (result.Kept.Count == 0) throw new ArgumentException($"{rowStep.GetType().Name} removed every row: {string.Join("; ", result.Removed.Select(r => $"{r.Rows} {r.Reason}"))}.");
                var numbers = RowNumbers.Of(result.Kept, rowStep);
                var raw = numbers == RowNumbers.Of(numbered, rowStep) ? kept.Rows : kept.Rows.Select(numbers); // the same memory: every row is where it was
                kept = training.With(WithLabelOf(result.Kept, raw));
                current = training.With(RowNumbers.Remove(result.Kept));
            }
            else
            {
                var fit = step.Fit(current);
                fitted.Add(fit);
                if (IsRaw(fit.Corrects, current, kept)) kept = kept.Map(fit.TransformChecked);
                current = current.Map(fit.TransformChecked);
            }
        }

        var encoded = current.Rows;
        var pipeline = new FittedPipeline(schema, fitted, FittedPipeline.FindInputs(encoded));
        return new PreprocessingResult(pipeline, encoded, kept.Rows, removed);
    }

    /// <inheritdoc/>
    public IEnumerator<PreprocessingStep> GetEnumerator() => _steps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Who, what and when a row is about has a name outside the model too: the rows that a recommender keeps are corrected with it.
    private static bool IsRaw(string? column, TrainingSet current, TrainingSet kept) =>
        column is not null && kept.Schema.Contains(column) && kept.Schema[column].Role is FeatureRole.User or FeatureRole.Item or FeatureRole.Timestamp
        && current.Partitions[0][column].GetType() == kept.Partitions[0][column].GetType();

    // A row step may have merged labels; the raw rows must say the same as the encoded ones.
    private static Dataset WithLabelOf(Dataset kept, Dataset raw) =>
        raw.Schema.Label is { } label ? raw.With(label.Name, kept[label.Name]) : raw;
}
