using DeepRec.Models;

namespace DeepRec;

/// <summary>The names that model settings have in a bundle. A name, once released, stays.</summary>
internal static class RatingPredictorOptionsTypes
{
    public static NamedTypes<RatingPredictorOptions> Types { get; } = new NamedTypes<RatingPredictorOptions>("model", "RegisterModel")
        .Register<MlpRatingPredictorOptions>("mlp-rating-predictor")
        .Register<DeepFmOptions>("deep-fm")
        .Register<DeepCrossNetworkOptions>("deep-cross-network")
        .Register<RatedHistoryPredictorOptions>("rated-history-predictor")
        .Register<ItemAutoRecOptions>("item-auto-rec")
        .Register<RatingEnsembleOptions>("rating-ensemble");

    /// <summary>Reads common ones by hand, or <see langword="null"/>: the register then knows more.</summary>
    public static RatingPredictorOptions? FromJson(JsonTree tree) => NamedTypes<RatingPredictorOptions>.Read(tree, (name, json) => name switch
    {
        "mlp-rating-predictor" => MlpRatingPredictorOptions.FromJson(json),
        _ => null,
    });
}
