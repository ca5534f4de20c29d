using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>A ranking report as text of one width a character.</summary>
internal static class RankingReportText
{
    public static string Write(RankingReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Protocol}\n{report.Users:N0} users");
        if (report.UsersWithoutRelevantItems > 0) text.Append(CultureInfo.InvariantCulture, $"; {report.UsersWithoutRelevantItems:N0} without relevant items left out");
        if (report.UsersWithOnlySeenItems > 0) text.Append(CultureInfo.InvariantCulture, $"; {report.UsersWithOnlySeenItems:N0} with only seen ones left out");
        text.Append("\n\n").Append(Metrics(report));
        if (report.Corrected.Count > 0) text.Append("\nEstimates of the full ranking (Krichene and Rendle 2020)\n").Append(Corrected(report));
        if (report.Lists.Count > 0) text.Append('\n').Append(Lists(report));
        foreach (string warning in report.Warnings) text.Append("\n- ").Append(warning);
        return text.Append(report.Warnings.Count > 0 ? "\n" : "").ToString();
    }

    public static IReadOnlyList<string> Warnings(RankingReport report)
    {
        var warnings = new List<string>();
        void Add(bool holds, FormattableString text)
        {
            if (holds) warnings.Add(text.ToString(CultureInfo.InvariantCulture));
        }

        Add(report.TiedUsers > 0, $"{report.TiedUsers:N0} of {report.Users:N0} users have a relevant item tied with another candidate: the figures are means over all orders of the ties, the lowest and highest the bounds.");
        Add(report.SeenRelevantItems > 0, $"{report.SeenRelevantItems:N0} relevant items were seen before and are masked: they are left out. Where repeats count, do not mask what was seen.");
        Add(report.MetricSuffix.Length > 0, $"Ranks among sampled negatives are not ranks in the catalogue, and may order models otherwise. Compare only with figures of the same negatives.");
        Add(report.MetricSuffix.Length > 0 && report.Corrected.Count == 0, $"There is no estimate of the full ranking: it needs one relevant item and at least one negative a user.");
        Add(report.DroppedNegatives > 0, $"{report.DroppedNegatives:N0} sampled negatives are relevant or stand twice: they are left out.");
        Add(report.UsersWithoutAuc > 0, $"{report.UsersWithoutAuc:N0} users have no candidate that is not relevant: they have no AUC.");
        foreach (var lists in report.Lists.Where(lists => report.Users > 1 && lists.OverlapAboveChance >= report.CollapseOverlap))
        {
            Add(true, $"The lists of {lists.CutOff} have collapsed: two users share {lists.Overlap:P0} of them on average. The model ranks nearly the same for everybody.");
        }

        return warnings;
    }

    private static string Metrics(RankingReport report)
    {
        var table = new TextTable(report.TiedUsers > 0 ? ["Metric", "Value", "Lowest", "Highest"] : ["Metric", "Value"]);
        for (int cut = 0; cut < report.Metrics.Count; cut++)
        {
            var (expected, low, high) = (report.Metrics[cut].Values, report.Lowest[cut].Values, report.Highest[cut].Values);
            for (int i = 0; i < expected.Length; i++)
            {
                string name = RankingMetrics.NameOf(RankingMetrics.Names[i], report.Metrics[cut].CutOff, report.Metrics[cut].Gain) + report.MetricSuffix;
                if (report.TiedUsers > 0) table.Add(name, Number(expected[i]), Number(low[i]), Number(high[i]));
                else table.Add(name, Number(expected[i]));
            }
        }

        string[] blank = report.TiedUsers > 0 ? ["", ""] : [];
        table.Add(["MRR" + report.MetricSuffix, Number(report.Mrr), .. blank]);
        if (report.Auc is { } auc) table.Add(["AUC" + report.MetricSuffix, Number(auc), .. blank]);
        return table.ToString();
    }

    private static string Corrected(RankingReport report)
    {
        var table = new TextTable("Cut-off", "HitRate", "NDCG", "MRR");
        foreach (var e in report.Corrected) table.Add($"{e.CutOff}", Number(e.HitRate), Number(e.Ndcg), Number(e.Mrr));
        return table.ToString();
    }

    private static string Lists(RankingReport report)
    {
        var table = new TextTable("Lists of", "Coverage", "Novelty", "Gini", "Popularity lift", "Overlap", "Diversity");
        foreach (var l in report.Lists)
        {
            table.Add($"{l.CutOff}", Number(l.Coverage), Number(l.Novelty), Number(l.ExposureGini), l.PopularityLift is { } lift ? Number(lift) : "", Number(l.Overlap), l.Diversity is { } diversity ? Number(diversity) : "");
        }

        return table.ToString();
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
