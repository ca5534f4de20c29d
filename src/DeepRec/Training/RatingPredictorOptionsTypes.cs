using DeepRec.Models;

namespace DeepRec;

/// <summary>The names that model settings have in a bundle. A name, once released, stays.</summary>
internal static class RatingPredictorOptionsTypes
{
    public static NamedTypes<RatingPredictorOptions> Types { get; } = new NamedTypes<RatingPredictorOptions>("model", "RegisterModel")
        .Register("mlp-rating-predictor", MlpRatingPredictorOptions.FromJson)
        .Register<DeepFmOptions>("deep-fm")
        .Register<DeepCrossNetworkOptions>("deep-cross-network")
        .Register<RatedHistoryPredictorOptions>("rated-history-predictor")
        .Register<ItemAutoRecOptions>("item-auto-rec")
        .Register<RatingEnsembleOptions>("rating-ensemble");
}
