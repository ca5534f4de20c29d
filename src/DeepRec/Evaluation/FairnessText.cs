using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>A fairness report as text of one width a character.</summary>
internal static class FairnessText
{
    public static string Write(FairnessReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Protocol}; lists of {report.CutOff}; intervals of {100 * report.Confidence:0.##} % over users\n\n");
        if (report.Exposure.Count > 0)
        {
            var shares = new TextTable("Items of", "Number", "Exposure", "", "Deserved", "Gap", "Ratio");
            foreach (var e in report.Exposure) shares.Add(e.Group, e.Items.ToString("0.##", CultureInfo.InvariantCulture), Number(e.Share), Interval(e.Lower, e.Upper), Number(e.Target), Number(e.Gap), Number(e.Ratio));
            text.Append(shares).Append(CultureInfo.InvariantCulture, $"\nExposure against {Name(report.Target)}: gap {Number(report.ExposureGap)}, ratio {Number(report.ExposureRatio)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Unfairness between items: {Number(report.ItemUnfairness)}; long tail covered: {Number(report.LongTailCoverage)}\n\n");
        var users = new TextTable(["Users of", "Number", .. report.AllUsers.Values.Select(value => value.Metric)]);
        foreach (var group in report.UserGroups.Prepend(report.AllUsers))
        {
            users.Add([group.Name.Length == 0 ? "all" : group.Name, group.Users.ToString("N0", CultureInfo.InvariantCulture), .. group.Values.Select(value => $"{Number(value.Mean)} {Interval(value.Lower, value.Upper)}")]);
        }

        text.Append(users);
        if (report.Gaps.Count == 0) return text.ToString();
        var gaps = new TextTable("Gap in", "Lowest", "", "Highest", "", "Gap", "");
        foreach (var gap in report.Gaps) gaps.Add(gap.Metric, gap.Lowest, Number(gap.LowestValue), gap.Highest, Number(gap.HighestValue), Number(gap.Gap), Interval(gap.Lower, gap.Upper));
        return text.Append('\n').Append(gaps).ToString();
    }

    private static string Name(ExposureTarget target) => target switch
    {
        ExposureTarget.Catalogue => "the share of the catalogue",
        ExposureTarget.Equal => "an equal share for each group",
        ExposureTarget.History => "the share of the training",
        _ => "the share of what is wanted",
    };

    private static string Interval(double lower, double upper) => $"[{Number(lower)}, {Number(upper)}]";

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "F1" : "F4", CultureInfo.InvariantCulture);
}
