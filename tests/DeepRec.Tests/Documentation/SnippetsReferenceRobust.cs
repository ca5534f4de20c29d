using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference on weights of rows and on losses that bear wrong labels.</summary>
internal static class SnippetsReferenceRobust
{
    public static MlpRatingPredictorOptions AbsoluteErrorLossExample()
    {
        var options = new MlpRatingPredictorOptions { Loss = new AbsoluteErrorLoss() };
        return options;
    }

    public static DeepFmOptions GeneralizedCrossEntropyLossExample()
    {
        var options = new DeepFmOptions { Loss = new GeneralizedCrossEntropyLoss { Power = 0.7 } };
        return options;
    }

    public static (RecommenderOptions, RankingOptions) RowWeightsExample()
    {
        var options = RecommenderOptions.Recommended with { Weights = new PopularityWeights() };
        var ranking = new RankingOptions { Weights = new GroupWeights("Gender") };
        return (options, ranking);
    }
}
