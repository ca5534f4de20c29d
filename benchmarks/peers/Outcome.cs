using System.Globalization;

namespace DeepRec.Peers;

/// <summary>What came of one training.</summary>
/// <param name="Error">RMSE; <see langword="null"/> for a classifier.</param>
/// <param name="Auc">The chance that a liked row is scored above one that is not.</param>
/// <param name="Seconds">CPU time to make features and to train.</param>
internal sealed record Outcome(double? Error, double Auc, double Seconds)
{
    /// <summary>What settings are chosen by, the lower the better.</summary>
    public double Criterion => Error ?? -Auc;

    /// <summary>A line of the table.</summary>
    public static string Row(string name, string settings, IReadOnlyList<Outcome> outcomes)
    {
        double[] errors = [.. outcomes.Select(outcome => outcome.Error).OfType<double>()];
        double mean = errors.Length == 0 ? double.NaN : errors.Average();
        double deviation = errors.Length < 2 ? 0 : Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (errors.Length - 1));
        string error = errors.Length == 0 ? "– | –" : string.Create(CultureInfo.InvariantCulture, $"{mean:F4} | {deviation:F4}");
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {settings} | {error} | {outcomes.Average(outcome => outcome.Auc):F4} | {outcomes.Average(outcome => outcome.Seconds):F1} |");
    }
}
