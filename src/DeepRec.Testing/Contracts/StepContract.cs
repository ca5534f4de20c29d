using System.Runtime.CompilerServices;
using DeepRec.Preprocessing;

namespace DeepRec.Testing;

/// <summary>
/// What pipelines, the saved file and the recommender rely on in a preprocessing step of your own, as checks for any test framework: each throws a
/// <see cref="ContractException"/> that says what was expected, what was found, and the cure.
/// </summary>
/// <remarks>A step that removes rows is held to what can be asked of one: its fitted form passes rows unchanged. Immutable.</remarks>
public sealed class StepContract
{
    private const int Parts = 3;
    private readonly object _step;
    private readonly Func<PreprocessingPipeline> _pipeline;
    private readonly Dataset _rows; // never given to the step itself, which may write into it

    /// <summary>Takes a step and rows to try it on.</summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">Raw rows with the columns that the step reads, as they reach it; at least three.</param>
    /// <exception cref="ArgumentException">There are fewer rows.</exception>
    public StepContract(PreprocessingStep step, Dataset rows) : this(step, rows, () => [step])
    {
    }

    /// <summary>Takes a step that learns nothing, and rows to try it on.</summary>
    /// <inheritdoc cref="StepContract(PreprocessingStep, Dataset)"/>
    public StepContract(FittedStep step, Dataset rows) : this(step, rows, () => new PreprocessingPipeline().Add(step))
    {
    }

    private StepContract(object step, Dataset rows, Func<PreprocessingPipeline> pipeline)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < Parts) throw new ArgumentException($"A step is tried on {Parts} rows at least; these are {rows.Count}.", nameof(rows));
        (_step, _rows, _pipeline) = (step, rows, pipeline);
    }

    /// <summary>Runs every check.</summary>
    /// <exception cref="ContractException">One or more fail; the message holds a line for each.</exception>
    public void Verify() => Contract.HoldAll(
        FittingTwiceGivesTheSame, FittingOnPartsIsFittingOnTheWhole, RowsAreTransformedEachAlone, NumbersStayFinite, MissingValuesAreNoError,
        UnseenCategoriesAreNoError, NoRowsAreNoError, TheInputStaysAsItWas, SavesAndLoads);

    /// <summary>Fitted twice on the same rows, it transforms them alike, to the bit.</summary>
    public void FittingTwiceGivesTheSame() => Hold(() => DatasetValues.AreEqual(
        Fit(_rows).Encoded, Fit(_rows).Encoded, 0, "the same from the same rows", "draw nothing at random, read no clock, and depend on no order of a set or dictionary"));

    /// <summary>Fitted on rows in three parts, it transforms as fitted on all: numbers agree to 1e-5, all else exactly.</summary>
    public void FittingOnPartsIsFittingOnTheWhole() => Hold(() =>
    {
        int[] cuts = [.. Enumerable.Range(0, Parts + 1).Select(i => i * _rows.Count / Parts)];
        Dataset[] parts = [.. cuts.Zip(cuts.Skip(1), (from, to) => _rows.Select([.. Enumerable.Range(from, to - from)]))];
        DatasetValues.AreEqual(
            Fit(_rows).Encoded, _pipeline().FitTransform(new TrainingSet(parts)).Encoded, 1e-5, "the same from the rows in parts", "read every one of TrainingSet.Partitions, and let sums and counts run over all of them");
    });

    /// <summary>A row is transformed alone as it is among others, and in any order, to the bit.</summary>
    public void RowsAreTransformedEachAlone() => Hold(() =>
    {
        var fitted = Fit(_rows).Pipeline;
        var together = fitted.Transform(Copy(_rows));
        const string Cure = "let Transform look at one row at a time: what depends on other rows is learned in Fit";
        for (int row = 0; row < Math.Min(_rows.Count, 100); row++) DatasetValues.AreEqual(together.Select([row]), fitted.Transform(_rows.Select([row])), 0, $"row {row + 1} alone as among others", Cure);
        int[] backwards = [.. Enumerable.Range(0, _rows.Count).Reverse()];
        DatasetValues.AreEqual(together.Select(backwards), fitted.Transform(_rows.Select(backwards)), 0, "the same rows in another order", Cure);
    });

    /// <summary>Of a row that misses nothing, every number that leaves is finite, also where numbers are 0, negative or beyond those fitted on.</summary>
    public void NumbersStayFinite() => Hold(() =>
    {
        var fitted = Fit(_rows).Pipeline;
        var whole = _rows.Select([.. Enumerable.Range(0, _rows.Count).Where(row => _rows.Schema.All(f => !_rows[f.Name].IsMissing(row)))]);
        const string Cure = "divide by nothing that may be 0, take logarithms and roots of nothing that may be negative, and clip what grows";
        foreach (var rows in new[] { whole, Variations.Numbers(whole, 0), Variations.Numbers(whole, -1), Variations.Numbers(whole, 1e6f) })
        {
            var transformed = fitted.Transform(rows);
            foreach (var feature in transformed.Schema)
            {
                if (transformed[feature.Name] is NumberColumn numbers) TensorValues.AreFinite(numbers.Values, $"the numbers of '{feature.Name}'", Cure);
            }
        }
    });

    /// <summary>Rows that miss values can be fitted on and transformed, one column at a time and all at once.</summary>
    public void MissingValuesAreNoError() => Hold(() =>
    {
        var fitted = Fit(_rows).Pipeline;
        foreach (var rows in Variations.Missing(_rows, row => true)) fitted.Transform(rows);
        foreach (var rows in Variations.Missing(_rows, row => row % 2 == 1)) Fit(rows);
    });

    /// <summary>Categories that no training row held can be transformed.</summary>
    public void UnseenCategoriesAreNoError() => Hold(() => Fit(_rows).Pipeline.Transform(Variations.Unseen(_rows)));

    /// <summary>No rows give no rows.</summary>
    public void NoRowsAreNoError() => Hold(() =>
    {
        var none = _rows.Select([]);
        int left = Fit(_rows).Pipeline.Transform(none).Count + (_step is RowStep step ? step.Apply(none).Kept.Count : 0);
        if (left != 0) throw Contract.Broken("no rows of no rows", $"{left}", "a step makes no rows");
    });

    /// <summary>The dataset that came in holds what it held.</summary>
    public void TheInputStaysAsItWas() => Hold(() =>
    {
        var rows = Copy(_rows);
        _pipeline().FitTransform(new TrainingSet(rows)).Pipeline.Transform(rows);
        foreach (var (feature, was, isNow) in _rows.Schema.Zip(DatasetValues.Texts(_rows), DatasetValues.Texts(rows)))
        {
            if (!was.SequenceEqual(isNow)) throw Contract.Broken($"column '{feature.Name}' as it was", "other values in it", "make a new column; never write into the arrays of the one that came in");
        }
    });

    /// <summary>Written to JSON and read back, it transforms alike to the bit.</summary>
    public void SavesAndLoads() => Hold(() =>
    {
        const string Cure = "let public properties of the fitted record, or the parameters of its constructor, hold all that it has learned";
        var fitted = Fit(_rows).Pipeline;
        string json = fitted.ToJson();
        var loaded = FittedPipeline.FromJson(json);
        if (loaded.ToJson() != json) throw Contract.Broken("the same JSON again", "another", Cure);
        foreach (var rows in Variations.Missing(_rows, row => true).Prepend(Variations.Unseen(_rows)).Prepend(_rows))
        {
            DatasetValues.AreEqual(fitted.Transform(Copy(rows)), loaded.Transform(Copy(rows)), 0, "the same after loading", Cure);
        }
    });

    private static Dataset Copy(Dataset rows) => rows.Select([.. Enumerable.Range(0, rows.Count)]);

    private PreprocessingResult Fit(Dataset rows) => _pipeline().FitTransform(new TrainingSet(Copy(rows)));

    private void Hold(Action check, [CallerMemberName] string name = "") => Contract.Hold(_step, name, check);
}
