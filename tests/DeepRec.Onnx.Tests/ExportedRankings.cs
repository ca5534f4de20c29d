using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Onnx.Tests;

/// <summary>A ranker of each family, trained a little and exported when a test first asks for it.</summary>
public sealed class ExportedRankings : IDisposable
{
    private static readonly Dictionary<string, RankingModelOptions> Settings = Families();
    private readonly Dictionary<string, (RankingRecommender<int, string> Recommender, string Path)> _made = [];
    private readonly Scratch _scratch = new();

    /// <summary>What families are called here.</summary>
    public static IEnumerable<string> Models => Settings.Keys;

    /// <summary>A recommender and its file.</summary>
    public (RankingRecommender<int, string> Recommender, string Path) Of(string model)
    {
        if (_made.TryGetValue(model, out var made)) return made;
        _made.Add(model, (Train(Settings[model]), _scratch[$"{_made.Count}.onnx"]));
        _made[model].Recommender.ExportOnnx(_made[model].Path);
        return _made[model];
    }

    public static RankingRecommender<int, string> Train(RankingModelOptions model)
    {
        var trainer = new TrainerOptions { Epochs = 1, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 0.01 } };
        return Recommender.TrainRanking<int, string>(Visits.Train, new RankingOptions { Model = model, Trainer = trainer }, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        foreach (var (recommender, _) in _made.Values) recommender.Dispose();
        _scratch.Dispose();
    }

    private static Dictionary<string, RankingModelOptions> Families()
    {
        var models = new Dictionary<string, RankingModelOptions>
        {
            ["softmax ranker"] = new SoftmaxRankerOptions(),
            ["YouTube candidates"] = SoftmaxRankerOptions.YouTubeCandidates,
            ["two towers"] = SoftmaxRankerOptions.TwoTower,
            ["matrix factorisation"] = SoftmaxRankerOptions.MatrixFactorization,
            ["unknown items"] = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 8, ItemIdDropout = 0.3, ItemBias = true, UserId = true } },
            ["joint"] = new SoftmaxRankerOptions { Scorer = new JointScorer { HiddenLayers = [6, 5], Activation = Activation.Tanh } },
            ["linear with crosses"] = new SoftmaxRankerOptions { Scorer = new JointScorer { HiddenLayers = [], Crosses = [new FeatureCross("Region", "Tags"), new FeatureCross("Hour", "Price")] } },
            ["crosses and fusion"] = new SoftmaxRankerOptions { Scorer = new JointScorer { HiddenLayers = [6], Fusion = new CrossFusion(), Crosses = [new FeatureCross("Region", "Tags")] } },
            ["SASRec"] = new SasRecOptions { Dimension = 8, Length = 6, HiddenWidth = 12 },
            ["BERT4Rec"] = new Bert4RecOptions { Dimension = 8, Length = 6, HiddenWidth = 12 },
            ["GRU4Rec"] = new Gru4RecOptions { Dimension = 8, Length = 6, HiddenWidth = 5, Layers = 2, ItemBias = true },
            ["GRU4Rec with LSTM"] = new Gru4RecOptions { Dimension = 8, Length = 6, HiddenWidth = 5, Cell = RecurrentCell.Lstm },
            ["Caser"] = new CaserOptions { Dimension = 8, UserId = true },
            ["NeuMF"] = new NeuMfOptions { Factors = 4 },
            ["GMF"] = new NeuMfOptions { Factors = 4, Parts = NeuMfParts.Gmf },
            ["MLP of pairs"] = new NeuMfOptions { Factors = 4, Parts = NeuMfParts.Mlp },
            ["deep interest network"] = new DeepInterestNetworkOptions { Dimension = 6, Length = 5, UserId = true },
            ["deep interest network, normalised"] = new DeepInterestNetworkOptions { Dimension = 6, Length = 5, Normalized = true, HiddenLayers = [], AttentionLayers = [4] },
            ["autoencoder"] = new ItemAutoencoderOptions { Dimension = 8, ResidualWidth = 6, HistoryLength = 7 },
        };
        HistoryOptions[] histories =
        [
            new PooledHistoryOptions { Pooling = HistoryPooling.Sum, Length = 4 }, new PooledHistoryOptions { Pooling = HistoryPooling.Recency, Length = 4 },
            new DilatedConvolutionHistoryOptions { Length = 7 }, new ConvolutionHistoryOptions { Length = 4, Heights = [1, 3, 9] },
        ];
        foreach (var history in histories) models[$"{history}"] = Of(history);
        models["two histories"] = new SoftmaxRankerOptions
        {
            Scorer = new FactoredScorer { Dimension = 8, UserLayers = [7], TiedEmbeddings = false, Histories = new Dictionary<string, HistoryOptions> { ["short"] = new RecurrentHistoryOptions { Length = 3 } } },
        };
        return models;
    }

    private static SoftmaxRankerOptions Of(HistoryOptions history) => new() { Scorer = new FactoredScorer { Dimension = 8, History = history, ResidualWidth = 0 } };
}
