using System.Globalization;
using System.Numerics;

namespace DeepRec;

/// <summary>
/// How far predicted ratings r̂ lie from the true ones r, over n rows. All values are in the unit of the ratings, squared for
/// <see cref="MeanSquaredError"/>, except <see cref="RSquared"/>, which has none. Immutable, so safe from many threads.
/// </summary>
public sealed record RatingMetrics
{
    private RatingMetrics()
    {
    }

    /// <summary>The number of rows n.</summary>
    /// <value>At least 1.</value>
    public int Count { get; private init; }

    /// <summary>The mean squared error, Σ (r̂ − r)² / n.</summary>
    /// <value>From 0, which is perfect; finite.</value>
    public double MeanSquaredError { get; private init; }

    /// <summary>The root of <see cref="MeanSquaredError"/>.</summary>
    /// <value>From 0, which is perfect; finite.</value>
    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);

    /// <summary>The mean absolute error, Σ |r̂ − r| / n.</summary>
    /// <value>From 0, which is perfect; finite.</value>
    public double MeanAbsoluteError { get; private init; }

    /// <summary>
    /// The coefficient of determination, 1 − Σ (r̂ − r)² / Σ (r − r̄)², where r̄ is the mean of the true ratings: the share of their
    /// variance that the predictions explain. Where all true ratings are the same there is none to explain: then it is 1 if every
    /// prediction is exact, otherwise 0.
    /// </summary>
    /// <value>At most 1, which is perfect; 0 is no better than predicting r̄, below 0 is worse. Finite.</value>
    public double RSquared { get; private init; }

    /// <summary>Compares predictions with true ratings, row by row. Sums are kept in double precision and compensated.</summary>
    /// <param name="predictions">The predicted ratings r̂, [n].</param>
    /// <param name="labels">The true ratings r, [n].</param>
    /// <returns>The metrics of all rows.</returns>
    /// <exception cref="ArgumentException">
    /// There are no rows, the lengths differ, a value is not finite (the message names its row, from 0), or the squares exceed double precision.
    /// </exception>
    public static RatingMetrics Compute(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels) => Compute<float>(predictions, labels);

    /// <inheritdoc cref="Compute(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static RatingMetrics Compute(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels) => Compute<double>(predictions, labels);

    private static RatingMetrics Compute<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (predictions.Length != labels.Length)
            throw new ArgumentException($"There are {predictions.Length} predictions but {labels.Length} labels. Each row needs one of both.", nameof(predictions));
        if (predictions.IsEmpty)
            throw new ArgumentException("There are no rows to measure. Pass at least one prediction with its label.", nameof(predictions));
        var squared = new CompensatedSum();
        var absolute = new CompensatedSum();
        var total = new CompensatedSum();
        for (var row = 0; row < labels.Length; row++)
        {
            var label = Finite(labels[row], row, nameof(labels));
            var error = Finite(predictions[row], row, nameof(predictions)) - label;
            squared.Add(error * error);
            absolute.Add(Math.Abs(error));
            total.Add(label);
        }
        var deviation = SquaredDeviation(labels, total.Value / labels.Length);
        if (!double.IsFinite(squared.Value) || !double.IsFinite(deviation))
            throw new ArgumentException("The values are too large: their squares exceed double precision. Scale the ratings first.", nameof(predictions));
        return new RatingMetrics
        {
            Count = labels.Length,
            MeanSquaredError = squared.Value / labels.Length,
            MeanAbsoluteError = absolute.Value / labels.Length,
            RSquared = ShareExplained(squared.Value, deviation),
        };
    }

    private static double SquaredDeviation<T>(ReadOnlySpan<T> labels, double mean) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The mean of equal labels may be rounded; their deviation is 0 all the same.
        if (!labels.ContainsAnyExcept(labels[0]))
            return 0;
        var squared = new CompensatedSum();
        foreach (var label in labels)
        {
            var deviation = double.CreateChecked(label) - mean;
            squared.Add(deviation * deviation);
        }
        return squared.Value;
    }

    private static double ShareExplained(double squaredError, double squaredDeviation) =>
        squaredError == 0 ? 1
        : squaredDeviation == 0 ? 0
        : 1 - Math.Min(squaredError / squaredDeviation, double.MaxValue);

    private static double Finite<T>(T value, int row, string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsFinite(value)
            ? double.CreateChecked(value)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of the {name} is {value}, expected a finite number."), name);
}
