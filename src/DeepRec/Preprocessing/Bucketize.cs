namespace DeepRec.Preprocessing;

/// <summary>
/// Numbers to the id of the bucket they fall into. Ids follow <see cref="Vocabulary"/>: 0 padding, 1 missing, 2 (not in the vocabulary) never
/// occurs, then the buckets in ascending order.
/// </summary>
/// <remarks>
/// Between boundaries b₀ &lt; b₁ &lt; … lie the half-open buckets (−∞, b₀), [b₀, b₁), …, [bₙ, ∞): a value at a boundary belongs to the upper one,
/// and every value has a bucket. Immutable; safe from many threads.
/// </remarks>
public sealed class Bucketize : PreprocessingStep
{
    private readonly string _column;
    private readonly Func<TrainingSet, IEnumerable<float>> _findBoundaries;

    private Bucketize(string column, Func<TrainingSet, IEnumerable<float>> findBoundaries) => (_column, _findBoundaries) = (column, findBoundaries);

    /// <summary>Buckets of one width between the smallest and the largest value in training.</summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="buckets">How many; 1 or more. A column that is constant in training gets one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no bucket.</exception>
    public static Bucketize Uniform(string column, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        return new(column, training =>
        {
            var range = NumberSummary.Of(training, column);
            // A boundary at the minimum would leave the first bucket empty: its embedding would never be trained.
            return Inner(buckets).Select(share => (float)(range.Minimum + (share * ((double)range.Maximum - range.Minimum)))).Where(b => b > range.Minimum).Distinct();
        });
    }

    /// <summary>
    /// Buckets that hold about equally many training rows. Where values occur often, a boundary that would leave a bucket empty is dropped:
    /// there are fewer buckets then, and none is empty in training.
    /// </summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="buckets">How many at most; 1 or more.</param>
    /// <remarks>Quantiles are exact, by linear interpolation (type 7 of Hyndman and Fan 1996); fitting keeps 4 bytes a training row.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no bucket.</exception>
    public static Bucketize Quantile(string column, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        return new(column, training =>
        {
            float[] sorted = Numbers.Sorted(training, column);
            return WithoutEmpty(sorted, Inner(buckets).Select(share => Quantiles.At(sorted, share)));
        });
    }

    /// <summary>Buckets between boundaries of your own.</summary>
    /// <param name="column">A column of one number a row.</param>
    /// <param name="boundaries">Finite, strictly rising; n of them make n + 1 buckets.</param>
    /// <exception cref="ArgumentException">A boundary is not finite or does not rise.</exception>
    public static Bucketize Given(string column, params IReadOnlyList<float> boundaries)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        float[] checkedBoundaries = FittedBucketize.Check(column, boundaries);
        return new(column, _ => checkedBoundaries);
    }

    internal override string? OnlyColumn => _column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new FittedBucketize(_column, [.. _findBoundaries(training)]);
    }

    private static IEnumerable<double> Inner(int buckets) => Enumerable.Range(1, buckets - 1).Select(i => (double)i / buckets);

    private static IEnumerable<float> WithoutEmpty(float[] sorted, IEnumerable<float> boundaries)
    {
        int below = 0; // values below the boundary before
        foreach (float boundary in boundaries)
        {
            int next = below;
            while (next < sorted.Length && sorted[next] < boundary) next++;
            if (next > below) yield return boundary;
            below = next;
        }
    }
}
