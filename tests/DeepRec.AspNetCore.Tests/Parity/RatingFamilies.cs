using DeepRec.Models;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Every family of models that predict ratings.</summary>
internal static class RatingFamilies
{
    public static IReadOnlyDictionary<string, Family<RatingPredictorOptions>> All { get; } = new Dictionary<string, Family<RatingPredictorOptions>>
    {
        ["recommended"] = new(RecommenderOptions.Recommended.Model),
        ["article"] = new(RecommenderOptions.Article.Model),
        ["multilayer perceptron"] = new(new MlpRatingPredictorOptions { EmbeddingDimension = 6, HiddenLayers = [8, 4], Biases = true, InnerProduct = true }),
        ["ordinal"] = new(new MlpRatingPredictorOptions { EmbeddingDimension = 6, HiddenLayers = [8], Loss = new OrdinalLoss() }),
        ["DeepFM"] = new(new DeepFmOptions { Dimension = 4, HiddenLayers = [8] }),
        ["deep cross network"] = new(new DeepCrossNetworkOptions { HiddenLayers = [8] }),
        ["rated history"] = new(new RatedHistoryPredictorOptions { Dimension = 6 }),
        ["rated history with times"] = new(RecommenderOptions.RatedHistoryTime.Model, "RatedHistoryPredictor reads the times of a user's other ratings"),
        ["AutoRec"] = new(new ItemAutoRecOptions { HiddenUnits = 8 }),
        ["ensemble"] = new(new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = new MlpRatingPredictorOptions { HiddenLayers = [8] }, Weight = 2 }, new RatingEnsembleMember { Model = new DeepFmOptions { Dimension = 4 } }] }),
    };
}
