using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of the ranking baselines of docs/reference. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceBaselines
{
    public static RankingModelOptions PopularityOptionsExample()
    {
        RankingModelOptions options = new PopularityOptions { HalfLife = 5 };
        return options;
    }

    public static RankingModelOptions ItemKnnOptionsExample()
    {
        RankingModelOptions options = new ItemKnnOptions { Shrinkage = 20, HistoryDecay = 0.7 };
        return options;
    }

    public static RankingModelOptions UserKnnOptionsExample()
    {
        RankingModelOptions options = new UserKnnOptions { Neighbors = 100, HistoryDecay = 0.7 };
        return options;
    }

    public static RankingModelOptions EaseOptionsExample()
    {
        RankingModelOptions options = new EaseOptions { Regularization = 50, HistoryDecay = 0.7 };
        return options;
    }

    public static RankingModelOptions GfCfOptionsExample()
    {
        RankingModelOptions options = new GfCfOptions { Dimension = 256, LowFrequencies = 0.3 };
        return options;
    }

    public static RankingModelOptions ImplicitAlsOptionsExample()
    {
        RankingModelOptions options = new ImplicitAlsOptions { Dimension = 64, Confidence = 10 };
        return options;
    }

    public static RankingModelOptions ContentSimilarityOptionsExample()
    {
        RankingModelOptions options = new ContentSimilarityOptions { HistoryDecay = 0.7 };
        return options;
    }
}
