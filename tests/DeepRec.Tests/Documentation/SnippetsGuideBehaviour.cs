using DeepRec.Encoders;
using DeepRec.Models;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/behaviour.md.</summary>
internal static class SnippetsGuideBehaviour
{
    public static RankingReport Run(Dataset acts, DateTimeOffset moment)
    {
        var options = new RankingOptions
        {
            Model = new SoftmaxRankerOptions
            {
                Scorer = new FactoredScorer
                {
                    Dimension = 16,
                    History = new PooledHistoryOptions { Length = 30, TimeGaps = true }, // every action; which one it was is part of its vector
                    Histories = new Dictionary<string, HistoryOptions>
                    {
                        ["bought"] = new PooledHistoryOptions { Actions = ["buy"], Length = 10 }, // purchases alone, however long ago
                    },
                    UserLayers = [32],
                },
            },
            TargetActions = ["buy"],
        };
        using var recommender = Recommender.TrainRanking<string, string>(new TrainingSet(acts), options);

        var now = new RankingRequestOptions<string>
        {
            RecentEvents =
            [
                new RecentEvent<string>("i4") { At = moment, Values = new Dictionary<string, object?> { ["Action"] = "click", ["Seconds"] = 12f } },
                new RecentEvent<string>("i7") { At = moment.AddMinutes(2), Values = new Dictionary<string, object?> { ["Action"] = "buy" } },
            ],
        };
        foreach (var (item, score) in recommender.Recommend("newcomer", count: 3, now)) Console.WriteLine($"{item} {score:F2}");
        return recommender.Evaluate(acts, new RankingEvaluationOptions { MaskSeen = false });
    }

    internal sealed record Act(
        [User] string User, [Item] string Item, [Timestamp] DateTimeOffset At,
        [Categorical(About = FeatureRole.Event)] string Action, [Numeric(About = FeatureRole.Event)] float? Seconds);
}
