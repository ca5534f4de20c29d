using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DeepRec;

/// <summary>
/// How much each training row counts in the loss. Weights are scaled to a mean of 1 over the training rows, and the loss of a step is (1 / B) Σ w_b l_b: over all rows the weighted mean
/// Σ w l / Σ w. A row of weight 2 counts as if it were there twice, one of weight 0 as if it were absent. Vocabularies, statistics of labels, histories and negatives do not look at them.
/// </summary>
/// <remarks>Derive a sealed record for weights of your own. Immutable, so safe from many threads.</remarks>
public abstract record RowWeights
{
    /// <summary>The weights of some rows.</summary>
    /// <param name="rows">Raw training rows.</param>
    /// <returns>One a row, in their order, not scaled.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite, all are 0, or the rows lack a column; the message names the row and the value, or the column.</exception>
    public float[] Of(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        float[] weights = Weigh(rows);
        Require(weights, rows.Count);
        return weights;
    }

    /// <summary>Finds the weights.</summary>
    /// <param name="rows">Raw training rows, at least one.</param>
    /// <returns>One a row, finite, 0 or more, not all 0, in any unit.</returns>
    protected abstract float[] Weigh(Dataset rows);

    /// <exception cref="ArgumentException">They are no weights of so many rows.</exception>
    internal static void Require(float[] weights, int rows)
    {
        if (weights.Length != rows) throw new ArgumentException($"There are {weights.Length} weights for {rows} rows. Give each row one.", nameof(weights));
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0 && float.IsFinite(weight)));
        if (wrong >= 0) throw new ArgumentException(FormattableString.Invariant($"Row {wrong + 1} has the weight {weights[wrong]}. A weight is finite and 0 or more; leave a row out by 0."), nameof(weights));
        if (weights.Length > 0 && !weights.Any(weight => weight > 0)) throw NoneCounts();
    }

    /// <summary>The same, times what makes their sum a number.</summary>
    /// <exception cref="ArgumentException">All are 0.</exception>
    internal static float[] Scaled(float[] weights, int sum)
    {
        if (weights.Length == 0) return weights;
        double total = weights.Sum(weight => (double)weight);
        return total > 0 ? Array.ConvertAll(weights, weight => (float)(weight * (sum / total))) : throw NoneCounts();
    }

    /// <summary>Adds what training depends on.</summary>
    internal static void Sign(float[] weights, JsonObject signature)
    {
        if (weights.Length > 0) signature["weights"] = $"{DataDigest.With(0, MemoryMarshal.Cast<float, int>(weights)):x16}";
    }

    private static ArgumentException NoneCounts() => new("All weights are 0: there is nothing to learn from. Give some rows a weight above 0.");
}
