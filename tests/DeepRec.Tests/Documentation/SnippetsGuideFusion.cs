using DeepRec.Encoders;
using DeepRec.Models;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/cold-start.md and of what docs/guide/encoders-and-models.md says of fusion and models of products.</summary>
internal static class SnippetsGuideFusion
{
    public static object[] Settings()
    {
        var gated = new MlpRatingPredictorOptions { Fusion = new GatedSumFusion { Dimension = 32 } };
        var crossed = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Fusion = new CrossFusion { Layers = 2, Rank = 16 } } };
        var clicks = new DeepFmOptions { Dimension = 16, HiddenLayers = [64, 32], Loss = new LogisticLoss() };
        var products = new DeepCrossNetworkOptions { CrossLayers = 2, Structure = CrossStructure.Parallel };
        var model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { ItemIdDropout = 0.5 } };
        return [gated, crossed, clicks, products, model];
    }

    public static void NewItems(RankingRecommender<string, string> recommender)
    {
        using var next = recommender.WithItems([new Article("a-1042", "economy", ["rates", "bank"])]);
        foreach (var (item, score) in next.Recommend("u1", count: 3)) Console.WriteLine($"{item} {score:F2}");
    }

    public static void Publish(ref RankingRecommender<string, string> serving, Article[] published, List<RankingRecommender<string, string>> retired)
    {
        var old = Interlocked.Exchange(ref serving, serving.WithItems(published));
        retired.Add(old); // disposed of when its requests are answered
    }

    internal sealed record Article([Item] string Id, [Categorical] string Topic, [Categories] string[] Words);
}
