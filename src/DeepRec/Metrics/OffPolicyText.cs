using System.Globalization;

namespace DeepRec;

/// <summary>A report on a policy as text of one width a character.</summary>
internal static class OffPolicyText
{
    // How far, in its own standard errors, the mean weight may lie from 1 before it is a finding.
    private const double FarFromOne = 4;

    public static string Write(OffPolicyReport report)
    {
        string level = string.Create(CultureInfo.InvariantCulture, $"{100 * report.Confidence:0.##} %");
        var table = new TextTable("Estimator", "Value", $"Lower {level}", $"Upper {level}", "Standard error");
        Add("IPS", report.Ips);
        Add("Self-normalised IPS", report.SelfNormalized);
        if (report.DoublyRobust is { } robust) Add("Doubly robust", robust);
        string head = string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows, {report.EffectiveRows:N1} effective; mean weight {report.MeanWeight:F3}, largest {report.LargestWeight:F3}\n\n");
        return head + table + string.Concat(report.Warnings.Select(warning => $"\n- {warning}")) + (report.Warnings.Count > 0 ? "\n" : "");

        void Add(string name, OffPolicyEstimate e) => table.Add(name, Number(e.Value), Number(e.Lower), Number(e.Upper), Number(e.StandardError));
    }

    public static IReadOnlyList<string> Warnings(OffPolicyReport report, double few)
    {
        var warnings = new List<string>();
        if (report.CutRows > 0) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{report.CutRows:N0} weights were cut: the estimates are biased, and the intervals do not say by how much."));
        if (report.EffectiveRows < few) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Only {report.EffectiveRows:N1} rows' worth of weight carries the estimates: normal intervals are not to be trusted."));
        double meanSquare = report.EffectiveRows > 0 ? report.MeanWeight * report.MeanWeight * report.Rows / report.EffectiveRows : 0;
        double error = Math.Sqrt(Math.Max(0, meanSquare - (report.MeanWeight * report.MeanWeight)) / report.Rows);
        if (report.CutRows == 0 && Math.Abs(report.MeanWeight - 1) > FarFromOne * error)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The mean weight is {report.MeanWeight:F3} where 1 is expected: propensities are wrong, or the target shows what the log never did."));
        }

        return warnings;
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
