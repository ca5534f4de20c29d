using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Onnx.Tests;

/// <summary>A rating recommender of each family, trained a little and exported when a test first asks for it.</summary>
public sealed class ExportedRatings : IDisposable
{
    private static readonly Dictionary<string, RatingPredictorOptions> Settings = Families();
    private readonly Dictionary<string, (Recommender<int, string> Recommender, string Path)> _made = [];
    private readonly Scratch _scratch = new();

    /// <summary>What families are called here.</summary>
    public static IEnumerable<string> Models => Settings.Keys;

    /// <summary>A recommender and its file.</summary>
    public (Recommender<int, string> Recommender, string Path) Of(string model)
    {
        if (_made.TryGetValue(model, out var made)) return made;
        var trainer = new TrainerOptions { Epochs = 2, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 0.01 } };
        var recommender = Recommender.Train<int, string>(Visits.Train, new RecommenderOptions { Model = Settings[model], Trainer = trainer }, TestContext.Current.CancellationToken);
        _made.Add(model, (recommender, _scratch[$"{_made.Count}.onnx"]));
        recommender.ExportOnnx(_made[model].Path);
        return _made[model];
    }

    public void Dispose()
    {
        foreach (var (recommender, _) in _made.Values) recommender.Dispose();
        _scratch.Dispose();
    }

    private static Dictionary<string, RatingPredictorOptions> Families()
    {
        var models = new Dictionary<string, RatingPredictorOptions>
        {
            ["recommended"] = RecommenderOptions.Recommended.Model,
            ["article"] = RecommenderOptions.Article.Model,
            ["linear"] = new MlpRatingPredictorOptions { HiddenLayers = [] },
            ["batch normalisation"] = new MlpRatingPredictorOptions { Normalization = LayerNormalization.Batch, Dropout = 0.2 },
            ["layer normalisation"] = new MlpRatingPredictorOptions { Normalization = LayerNormalization.Layer },
            ["scaled sigmoid"] = new MlpRatingPredictorOptions { Output = RatingOutput.ScaledSigmoid },
            ["activation"] = new MlpRatingPredictorOptions { Output = RatingOutput.Activation, OutputActivation = Activation.Elu, ClampToLabelRange = false },
            ["ordinal"] = new MlpRatingPredictorOptions { Loss = new OrdinalLoss(), Biases = true, InnerProduct = true, EmbeddingDimension = 6 },
            ["watch time"] = new MlpRatingPredictorOptions { Loss = new WatchTimeLoss() },
            ["one-hot"] = new MlpRatingPredictorOptions { OneHotLimit = 100 },
            ["pooling"] = new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Tags"] = new CategoriesEncoderOptions { Pooling = BagPooling.Sum }, ["Words"] = new CategoriesEncoderOptions { Pooling = BagPooling.SquareRoot } } },
            ["text and vector"] = new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Title"] = new TextBagEncoderOptions { Dimension = 5, SublinearFrequency = false }, ["Picture"] = new VectorEncoderOptions { Normalization = VectorNormalization.Length, Dimension = null } } },
            ["DeepFM"] = new DeepFmOptions { Dimension = 4 },
            ["DeepFM without layers"] = new DeepFmOptions { HiddenLayers = [], StandardizeLabel = true },
            ["DCN"] = new DeepCrossNetworkOptions { HiddenLayers = [8] },
            ["DCN side by side"] = new DeepCrossNetworkOptions { HiddenLayers = [8], Structure = CrossStructure.Parallel, Rank = 3, Loss = new OrdinalLoss() },
            ["rated history"] = new RatedHistoryPredictorOptions { Dimension = 6 },
            ["rated history of levels"] = new RatedHistoryPredictorOptions { Dimension = 6, Loss = new OrdinalLoss(), ClampToLabelRange = false },
            ["AutoRec"] = new ItemAutoRecOptions { HiddenUnits = 9 },
            ["ensemble of rated histories"] = RecommenderOptions.RatedHistoryEnsemble.Model,
            ["ensemble"] = new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = new MlpRatingPredictorOptions(), Weight = 2 }, new RatingEnsembleMember { Model = new DeepFmOptions() }] },
        };
        foreach (var activation in Enum.GetValues<Activation>()) models[$"{activation}"] = new MlpRatingPredictorOptions { HiddenLayers = [7, 5], Activation = activation };
        FusionOptions[] fusions =
        [
            new CrossFusion(), new CrossFusion { Rank = 2 }, new FactorizationFusion { Dimension = 4 }, new GatedSumFusion { Dimension = 5 }, new GatedSumFusion { Gate = FusionGate.Softmax },
            new AttentionFusion { Dimension = 6, Heads = 2 }, new AttentionFusion { Dimension = 6, Heads = 3, SelfAttention = true },
        ];
        foreach (var fusion in fusions) models[$"{fusion}"] = new MlpRatingPredictorOptions { Fusion = fusion };
        return models;
    }
}
