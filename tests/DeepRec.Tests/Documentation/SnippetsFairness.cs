using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/fairness.md.</summary>
internal static class SnippetsFairness
{
    public static void Gaps(RankingRecommender<string, string> recommender, Dataset validation, Dataset test)
    {
        var options = new FairnessOptions { ItemFeature = "Category", UserFeature = "Age", UserEdges = [30, 50] };
        Console.WriteLine(recommender.EvaluateFairness(test, options).ToString());

        var fit = recommender.FitGroupBonus(validation, new GroupBonusOptions("Category") { MaximumLoss = 0.02 });
        Console.WriteLine(fit.ToString());
        Console.WriteLine(recommender.EvaluateFairness(test, options with { Adjustment = fit.Bonus }).ToString());
        var list = recommender.Recommend("u1", 10, new RankingRequestOptions<string> { Adjustment = fit.Bonus });
        Console.WriteLine($"{list.Count} items");
    }

    public static void OffPolicy()
    {
        double[] propensities = [0.5, 0.25, 0.5, 0.25], target = [0.25, 0.5, 0.5, 0.25], clicks = [1, 1, 0, 1];
        var report = OffPolicyReport.Of(propensities, target, clicks);
        Console.WriteLine(FormattableString.Invariant($"IPS {report.Ips.Value:F3}, self-normalised {report.SelfNormalized.Value:F3}, {report.EffectiveRows:F2} effective rows"));
    }

    public static void Attack(Dataset ratings)
    {
        var attack = ShillingAttack.Plant(ratings, new ShillingOptions { Kind = ShillingKind.Average, AttackSize = 0.05 });
        foreach (var finding in new ShillingDetection().Find(attack.Rows)) Console.WriteLine($"{finding.Target}: {finding.Profiles.Count} profiles");
    }
}
