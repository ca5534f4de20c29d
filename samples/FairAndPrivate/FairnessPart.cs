using DeepRec;

namespace FairAndPrivate;

/// <summary>Exposure between groups of items and quality between groups of users: as lists are, with a bonus fitted to validation rows, calibrated to each user.</summary>
internal static class FairnessPart
{
    private const string Ndcg = "NDCG@10";

    public static void Run(Material material, string? picture)
    {
        using var ranker = Recommender.TrainRanking<string, string>(material.Train, new RankingOptions { Model = new EaseOptions { Regularization = 250 } });
        var fit = ranker.FitGroupBonus(material.Validation, new GroupBonusOptions(material.ItemGroups) { MaximumLoss = 0.02 });
        (string Name, ListAdjustment? Adjustment)[] remedies = [("as they are", null), ("group bonus", fit.Bonus), ("calibrated", new CalibratedList(material.ItemGroups))];
        var options = new FairnessOptions { ItemFeature = material.ItemGroups, UserFeature = material.UserGroups };
        var reports = remedies.Select(remedy => (remedy.Name, Report: ranker.EvaluateFairness(material.Test, options with { Adjustment = remedy.Adjustment }, material.Validation))).ToArray();

        Sheet.Print(
            $"Fairness: {material.ItemGroups} of items, {material.UserGroups} of users, intervals of 95 %", ["lists", "exposure gap", Ndcg, "worst served", $"{Ndcg} gap", "miscalibration"],
            reports.Select(one => Row(one.Name, one.Report)));
        Sheet.Print(
            "Exposure of the group that lacks most", ["lists", "group", "share", "deserved"],
            reports.Select(one => (one.Name, Share: one.Report.Exposure[0])).Select(one => new[] { one.Name, one.Share.Group, Sheet.Of(one.Share.Share, one.Share.Lower, one.Share.Upper), Sheet.Of(one.Share.Target) }));
        Sheet.Print(
            "What the bonus costs, on the validation rows", ["strength", "exposure gap", Ndcg, ""],
            fit.Curve.Where((point, i) => i % 4 == 0 || point == fit.Chosen).Select(point => new[] { Sheet.Of(point.Strength), Sheet.Of(point.ExposureGap), Sheet.Of(point.Ndcg), point == fit.Chosen ? "chosen" : "" }));
        if (picture is not null) TradeOffCurve.Draw(fit, picture);
    }

    private static string[] Row(string name, FairnessReport report)
    {
        var all = report.AllUsers.Values;
        ComparedValue ndcg = all.Single(value => value.Metric == Ndcg), miscalibration = all.Single(value => value.Metric == "Miscalibration");
        var gap = report.Gap(Ndcg);
        return [name, Sheet.Of(report.ExposureGap), Sheet.Of(ndcg.Mean, ndcg.Lower, ndcg.Upper), gap.Lowest, Sheet.Of(gap.Gap, gap.Lower, gap.Upper), Sheet.Of(miscalibration.Mean)];
    }
}
