using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Models;

/// <summary>The models that the contract and the memory tests run over.</summary>
internal static class ModelSettings
{
    public static readonly RatingPredictorOptions Article = RecommenderOptions.Article.Model;

    public static readonly RatingPredictorOptions Recommended = RecommenderOptions.Recommended.Model;

    public static readonly RatingPredictorOptions Line = new MlpRatingPredictorOptions { HiddenLayers = [], EmbeddingDimension = 8 };

    public static readonly RatingPredictorOptions Ordinal = (MlpRatingPredictorOptions)Recommended with { Loss = new OrdinalLoss() };

    public static readonly RatingPredictorOptions BatchNormalized = (MlpRatingPredictorOptions)Article with { HiddenLayers = [32], Normalization = LayerNormalization.Batch };

    public static readonly RatingPredictorOptions Sigmoid = (MlpRatingPredictorOptions)Article with
    {
        HiddenLayers = [32, 8],
        Activation = Activation.Silu,
        Normalization = LayerNormalization.Layer,
        Output = RatingOutput.ScaledSigmoid,
        Loss = new HuberLoss(),
        Initialization = WeightInitialization.FanInUniform,
    };

    public static readonly RatingPredictorOptions Fused = (MlpRatingPredictorOptions)Article with { HiddenLayers = [16], Fusion = new GatedSumFusion { Dimension = 16 } };

    public static readonly RatingPredictorOptions DeepFm = new DeepFmOptions { Dimension = 8 };

    public static readonly RatingPredictorOptions Crossed = new DeepCrossNetworkOptions { EmbeddingDimension = 8, HiddenLayers = [16] };

    public static readonly RatingPredictorOptions ParallelCrossed = new DeepCrossNetworkOptions { EmbeddingDimension = 8, HiddenLayers = [16], Rank = 4, Structure = CrossStructure.Parallel };

    public static readonly RatingPredictorOptions Own = new DotProductOptions();

    public static IReadOnlyDictionary<string, RatingPredictorOptions> All { get; } = new Dictionary<string, RatingPredictorOptions>
    {
        [nameof(Article)] = Article,
        [nameof(Recommended)] = Recommended,
        [nameof(Line)] = Line,
        [nameof(Ordinal)] = Ordinal,
        [nameof(BatchNormalized)] = BatchNormalized,
        [nameof(Sigmoid)] = Sigmoid,
        [nameof(Fused)] = Fused,
        [nameof(DeepFm)] = DeepFm,
        [nameof(Crossed)] = Crossed,
        [nameof(ParallelCrossed)] = ParallelCrossed,
        [nameof(Own)] = Own,
    };

    public static TheoryData<string> Names { get; } = [.. All.Keys];
}
