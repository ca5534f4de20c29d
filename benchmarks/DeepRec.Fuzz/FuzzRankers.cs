using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Fuzz;

/// <summary>Small recommenders of rankings, trained in a moment on <see cref="FuzzRecommenders.Rows"/>.</summary>
internal static class FuzzRankers
{
    public static IReadOnlyList<Func<RankingRecommender<string, string>>> All { get; } =
    [
        Factored, Towers, Joint, Interest, Events,
        () => Train(new PopularityOptions { Segment = "Device" }), ItemNeighbors, () => Train(new UserKnnOptions { Neighbors = 3 }), () => Train(new EaseOptions()),
        () => Train(new GfCfOptions { Dimension = 3 }), () => Train(new ImplicitAlsOptions { Dimension = 3, Iterations = 2 }), () => Train(new ContentSimilarityOptions()), Blend,
        () => Train(new SasRecOptions { Dimension = 4, Length = 5, HiddenWidth = 3, Blocks = 1 }), () => Train(new Bert4RecOptions { Dimension = 4, Length = 5, HiddenWidth = 3, Blocks = 1 }), () => Train(new Gru4RecOptions { Dimension = 3, Length = 4, HiddenWidth = 2, Layers = 2, UserId = true }),
        () => Train(new Gru4RecOptions { Dimension = 3, Length = 5, HiddenWidth = 2, Cell = RecurrentCell.Lstm }), () => Train(new CaserOptions { Dimension = 3, Length = 4, HorizontalFilters = 2, VerticalFilters = 1, ItemBias = true }),
        () => Train(new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 3, History = new DilatedConvolutionHistoryOptions { Length = 5, Dilations = [1] }, ResidualWidth = 0 } }),
    ];

    /// <summary>Sums of history, user and features, a residual block, biases.</summary>
    public static RankingRecommender<string, string> Factored() => Train(new SoftmaxRankerOptions
    {
        Scorer = new FactoredScorer { Dimension = 4, History = new PooledHistoryOptions { Length = 5 }, UserId = true, ItemBias = true, ResidualWidth = 3 },
    });

    /// <summary>Hidden layers on both sides, a table for the history alone, an inner product.</summary>
    public static RankingRecommender<string, string> Towers() => Train(new SoftmaxRankerOptions
    {
        Scorer = new FactoredScorer
        {
            Dimension = 3,
            History = new PooledHistoryOptions { Length = 4, Pooling = HistoryPooling.Mean },
            TiedEmbeddings = false,
            UserLayers = [4],
            ItemLayers = [3, 2],
            ResidualWidth = 0,
            Similarity = ItemSimilarity.Dot,
            Temperature = 1,
        },
    });

    /// <summary>A network over pairs, with a cross.</summary>
    public static RankingRecommender<string, string> Joint() => Train(new SoftmaxRankerOptions
    {
        Scorer = new JointScorer { HiddenLayers = [4, 3], EmbeddingDimension = 2, Crosses = [new FeatureCross("Device", "Tags")] },
    });

    /// <summary>Target attention over a short history.</summary>
    public static RankingRecommender<string, string> Interest() => Train(new DeepInterestNetworkOptions { Dimension = 3, Length = 4, AttentionLayers = [4, 3], HiddenLayers = [4], UserId = true });

    /// <summary>Events with an action, a number and gaps of time, as two histories.</summary>
    public static RankingRecommender<string, string> Events() => Recommender.TrainRanking<string, string>(new TrainingSet(WithEvents(FuzzRecommenders.Rows().Rows)), new RankingOptions
    {
        Pipeline = new PreprocessingPipeline { new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new CategoryVocabulary("Action"), new Standardize("Dwell") },
        Model = new SoftmaxRankerOptions
        {
            Scorer = new FactoredScorer
            {
                Dimension = 3,
                History = new PooledHistoryOptions { Length = 6, TimeGaps = true },
                Histories = new Dictionary<string, HistoryOptions> { ["bought"] = new PooledHistoryOptions { Actions = ["buy"], Length = 3, Pooling = HistoryPooling.Mean, Events = ["Dwell"] } },
                UserLayers = [4],
                ResidualWidth = 0,
            },
        },
        Trainer = new TrainerOptions { Epochs = 1, BatchSize = 40 },
    });

    private static Dataset WithEvents(Dataset rows)
    {
        int[] numbers = [.. Enumerable.Range(0, rows.Count)];
        return rows.With(Feature.Category("Action", FeatureRole.Event), new CategoryColumn(Array.ConvertAll(numbers, row => row % 3 == 0 ? 1 : 0), ["click", "buy"]))
            .With(Feature.Number("Dwell", FeatureRole.Event), new NumberColumn(Array.ConvertAll(numbers, row => row % 7 == 0 ? float.NaN : row % 11)));
    }

    public static RankingRecommender<string, string> ItemNeighbors() => Train(new ItemKnnOptions { Neighbors = 3, HistoryDecay = 0.8 });

    /// <summary>A baseline and a ranker together.</summary>
    public static RankingRecommender<string, string> Blend() => Train(new BlendOptions
    {
        Parts =
        [
            new BlendPart { Model = new ItemKnnOptions(), Transform = BlendTransform.Logarithm },
            new BlendPart { Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 2, ResidualWidth = 0 } }, Weight = 0.5 },
        ],
    });

    private static RankingRecommender<string, string> Train(RankingModelOptions model)
    {
        var options = new RankingOptions();
        return Recommender.TrainRanking<string, string>(FuzzRecommenders.Rows(), options with
        {
            Pipeline = new PreprocessingPipeline
            {
                new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new HashCategory("City", 3), new CategoryVocabulary("Tags"), new Standardize("Age"),
                new FillMissing("Price") { AddIndicator = true }, new Standardize("Price"), new TimeFeatures("Released"), new CategoryVocabulary("Device"),
            },
            Model = model,
            Trainer = options.Trainer with { Epochs = 1, BatchSize = 40 },
        });
    }
}
