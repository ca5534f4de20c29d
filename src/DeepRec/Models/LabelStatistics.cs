namespace DeepRec.Models;

/// <summary>What a model may know of the training labels before it starts.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation; 1 where all are alike, so that it can be divided by.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Levels">The distinct labels, ascending; empty when there are more than 100.</param>
public sealed record LabelStatistics(float Mean, float StandardDeviation, float Minimum, float Maximum, IReadOnlyList<float> Levels)
{
    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    internal static LabelStatistics? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        var label = new LabelStatistics(fields.Single("mean"), fields.Single("standardDeviation"), fields.Single("minimum"), fields.Single("maximum"), fields.Singles("levels"));
        return fields.AreWhole ? label : null;
    }

    /// <summary>Checks what was read from a file.</summary>
    /// <exception cref="InvalidBundleException">They are no numbers, or contradict each other.</exception>
    internal void RequireFinite()
    {
        bool sound = float.IsFinite(Minimum) && float.IsFinite(Maximum) && Minimum <= Mean && Mean <= Maximum && StandardDeviation > 0 && float.IsFinite(StandardDeviation);
        if (!sound || Levels.Count > OrdinalLoss.MaximumLevels || !AreWithin()) throw new InvalidBundleException("The labels in short are not those of any labels.");
    }

    private bool AreWithin()
    {
        for (int i = 0; i < Levels.Count; i++) if (!(Levels[i] >= Minimum && Levels[i] <= Maximum)) return false;
        return true;
    }

    /// <summary>Reads them off training labels.</summary>
    /// <param name="training">Training rows, raw or encoded, at least one.</param>
    /// <exception cref="ArgumentException">There is no row or no label column, or a label is missing; the message names the row.</exception>
    public static LabelStatistics Of(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count == 0) throw new ArgumentException("There are no rows to learn from.", nameof(training));
        var feature = training.Schema.Label ?? throw new ArgumentException("The data has no label. Mark the column to be predicted with [Label] or Feature.Label.");
        var column = training.Column<NumberColumn>(feature.Name);
        var distinct = new List<float>(); // ascending
        double sum = 0, squares = 0;
        for (int row = 0; row < column.Count; row++)
        {
            float value = column.Values[row];
            if (float.IsNaN(value)) throw new ArgumentException($"Column '{feature.Name}', row {row + 1}: the label is missing. Add DropInvalidRows to the pipeline, or complete the data.");
            sum += value;
            squares += (double)value * value;
            if (distinct.Count <= OrdinalLoss.MaximumLevels && distinct.BinarySearch(value) is < 0 and var place) distinct.Insert(~place, value);
        }

        var values = column.Values;
        double mean = sum / column.Count, deviation = Math.Sqrt(Math.Max(0, squares / column.Count - mean * mean));
        return new LabelStatistics(
            (float)mean,
            deviation > 1e-6 * Math.Max(1, Math.Abs(mean)) ? (float)deviation : 1,
            System.Numerics.Tensors.TensorPrimitives.Min(values),
            System.Numerics.Tensors.TensorPrimitives.Max(values),
            distinct.Count <= OrdinalLoss.MaximumLevels ? [.. distinct] : []);
    }
}
