using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/training.md, docs/fairness.md and docs/robustness.md on weights of rows and losses that bear wrong labels.</summary>
internal static class SnippetsGuideWeights
{
    public static (RecommenderOptions, RecommenderOptions, RankingOptions) Weights()
    {
        var trusted = RecommenderOptions.Recommended with { Weights = new ColumnWeights("Trust") };
        var popular = RecommenderOptions.Recommended with { Weights = new PopularityWeights { Power = 0.5 } };
        var groups = new RankingOptions { Weights = new GroupWeights("Gender") };
        return (trusted, popular, groups);
    }

    public static (RecommenderOptions, RecommenderOptions) InTraining()
    {
        var debiased = RecommenderOptions.Recommended with { Weights = new PopularityWeights() };
        var balanced = RecommenderOptions.Recommended with { Weights = new GroupWeights("Gender") };
        return (debiased, balanced);
    }

    public static MlpRatingPredictorOptions WrongLabels()
    {
        var robust = new MlpRatingPredictorOptions { Loss = new HuberLoss { Delta = 1 } };
        return robust;
    }
}
