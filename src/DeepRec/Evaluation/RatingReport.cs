using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>How well ratings were predicted, over all rows and over parts of them.</summary>
/// <param name="Overall">All rows.</param>
/// <param name="Segments">Parts that hold at least one row: known and unknown users and items, and tenths of the rows by the user's activity in training.</param>
public sealed record RatingReport(RatingMetrics Overall, IReadOnlyList<RatingSegment> Segments)
{
    /// <summary>The mean squared error over all rows.</summary>
    public double MeanSquaredError => Overall.MeanSquaredError;

    /// <summary>The root of the mean squared error over all rows.</summary>
    public double RootMeanSquaredError => Overall.RootMeanSquaredError;

    /// <summary>The mean absolute error over all rows.</summary>
    public double MeanAbsoluteError => Overall.MeanAbsoluteError;

    /// <summary>R² over all rows.</summary>
    public double RSquared => Overall.RSquared;

    /// <summary>A readable table.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{"segment",-36}{"rows",10}{"MSE",10}{"RMSE",10}{"MAE",10}{"R²",10}\n"));
        foreach (var (name, metrics) in Segments.Prepend(new RatingSegment("all rows", Overall)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-36}{metrics.Count,10}{metrics.MeanSquaredError,10:F4}{metrics.RootMeanSquaredError,10:F4}{metrics.MeanAbsoluteError,10:F4}{metrics.RSquared,10:F4}\n");
        }

        return text.ToString();
    }
}
