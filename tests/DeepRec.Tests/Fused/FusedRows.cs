using System.Reflection;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>Encoded rows with everything that a fused step knows, padding, missing numbers and empty bags among it; and models of them.</summary>
internal static class FusedRows
{
    public const int Count = 333;

    public static readonly FeatureInput[] Inputs =
    [
        Encoded.Id("user", 40, FeatureRole.User), Encoded.Id("item", 25, FeatureRole.Item), Encoded.Id("place", 9), Encoded.Id("weekday", 9),
        Encoded.Bag("genres", 12), Encoded.Bag("words", 7), Encoded.Number("age", 0.25f), Encoded.Number("weather", 1, 2, 3),
    ];

    private static readonly Dictionary<string, FeatureEncoderOptions> Encoders = new()
    {
        ["weekday"] = new OneHotEncoderOptions(),
        ["words"] = new OneHotEncoderOptions(),
        ["genres"] = new CategoriesEncoderOptions { Dimension = 5, InitialDeviation = 0.5 },
        ["place"] = new CategoryEncoderOptions { Dimension = 3, InitialDeviation = 0.5 },
    };

    private static readonly MlpRatingPredictorOptions Small = new() { HiddenLayers = [10, 5], EmbeddingDimension = 8, Encoders = Encoders };

    private static readonly MlpRatingPredictorOptions Wide = new()
    {
        HiddenLayers = [64, 32],
        Dropout = 0.25,
        EmbeddingDimension = 16,
        StandardizeLabel = true,
        Biases = true,
        InnerProduct = true,
        IdsInNetwork = false,
        Encoders = Encoders,
    };

    /// <summary>Structures that have a fused step, by name.</summary>
    public static IReadOnlyDictionary<string, MlpRatingPredictorOptions> Fused { get; } = new Dictionary<string, MlpRatingPredictorOptions>
    {
        ["article"] = Small,
        ["line"] = Small with { HiddenLayers = [] },
        ["wide"] = Small with { HiddenLayers = [64, 32], StartAtLabelMean = false },
        ["deep"] = Small with { HiddenLayers = [17, 16, 3, 1], Activation = Activation.Tanh },
        ["recommended"] = Wide,
        ["ids in both"] = Wide with { IdsInNetwork = true, Activation = Activation.LeakyReLU },
        ["biases"] = Small with { Biases = true, Activation = Activation.Elu },
        ["sums"] = Small with { Activation = Activation.Sigmoid, StartAtLabelMean = false, Encoders = With(BagPooling.Sum) }, // near the mean its gradients would cancel
        ["roots"] = Small with { Activation = Activation.Identity, Encoders = With(BagPooling.SquareRoot) },
        ["scaled"] = Small with { Output = RatingOutput.ScaledSigmoid },
        ["activated"] = Small with { Output = RatingOutput.Activation, OutputActivation = Activation.Tanh },
        ["huber"] = Wide with { Loss = new HuberLoss { Delta = 0.5 } },
        ["logistic"] = Wide with { Loss = new LogisticLoss() },
        ["absolute error"] = Small with { Loss = new AbsoluteErrorLoss() },
        ["generalised cross-entropy"] = Wide with { Loss = new GeneralizedCrossEntropyLoss(), StartAtLabelMean = false }, // else slopes of labels in the middle would cancel
        ["watch time"] = Wide with { Loss = new WatchTimeLoss() },
    };

    /// <summary>Structures that autograd alone serves, by name.</summary>
    public static IReadOnlyDictionary<string, RatingPredictorOptions> General { get; } = new Dictionary<string, RatingPredictorOptions>
    {
        ["ordinal"] = Wide with { Loss = new OrdinalLoss() },
        ["gelu"] = Small with { Activation = Activation.Gelu },
        ["silu"] = Small with { Activation = Activation.Silu },
        ["silu output"] = Small with { Output = RatingOutput.Activation, OutputActivation = Activation.Silu },
        ["batch norm"] = Small with { Normalization = LayerNormalization.Batch },
        ["layer norm"] = Small with { Normalization = LayerNormalization.Layer },
        ["gated fusion"] = Small with { Fusion = new GatedSumFusion { Dimension = 4 } },
        ["time encoder"] = Small with { Encoders = new Dictionary<string, FeatureEncoderOptions>(Encoders) { ["weather"] = new TimeEncoderOptions() } },
        ["deep factorisation machine"] = new DeepFmOptions { Dimension = 4 },
        ["deep and cross"] = new DeepCrossNetworkOptions { EmbeddingDimension = 4 },
        ["rated histories"] = new RatedHistoryPredictorOptions { Dimension = 4 },
    };

    /// <param name="scale">The highest label; the lowest is 0.</param>
    /// <param name="seed">Of everything.</param>
    /// <param name="labels">In the place of those drawn. [N]</param>
    public static Dataset Rows(float scale = 4, int seed = 1, float[]? labels = null)
    {
        var random = new Random(seed);
        int[] Ids(int size) => [.. Enumerable.Range(0, Count).Select(_ => random.Next(size))];
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? float.NaN : random.NextSingle() * 2 - 1)];
        return Encoded.Rows(
            (Feature.User("user"), new IdColumn(Ids(40), 40)), (Feature.Item("item"), new IdColumn(Ids(25), 25)),
            (Feature.Category("place", FeatureRole.Context), new IdColumn(Ids(9), 9)), (Feature.Category("weekday", FeatureRole.Context), new IdColumn(Ids(9), 9)),
            (Feature.Categories("genres", FeatureRole.ItemFeature), Bags(random, 12)), (Feature.Categories("words", FeatureRole.ItemFeature), Bags(random, 7)),
            (Feature.Number("age", FeatureRole.UserFeature), new NumberColumn(Numbers(Count))), (Feature.Number("weather", FeatureRole.Context), new NumberColumn(Numbers(3 * Count), width: 3)),
            (Feature.Label("y"), new NumberColumn(labels ?? [.. Enumerable.Range(0, Count).Select(_ => scale * random.Next(5) / 4)])));
    }

    /// <summary>The rows that suit a loss.</summary>
    public static Dataset RowsFor(RatingPredictorOptions options) => Rows(options is MlpRatingPredictorOptions { Loss: LogisticLoss or GeneralizedCrossEntropyLoss } ? 1 : 4);

    public static RatingPredictor Create(RatingPredictorOptions options, Dataset rows, int seed = 5) => options.Create(new ModelInputs(Inputs, LabelStatistics.Of(rows)), seed);

    /// <summary>Converts a model to float64. A table looks its vectors up in a field of its own, which the module's conversion leaves behind.</summary>
    public static void ToDoubles(RatingPredictor model)
    {
        model.to(ScalarType.Float64);
        var field = typeof(EmbeddingTable).GetField("_weight", BindingFlags.NonPublic | BindingFlags.Instance)!;
        foreach (var table in model.modules().OfType<EmbeddingTable>()) field.SetValue(table, table.get_parameter("weight"));
    }

    private static Dictionary<string, FeatureEncoderOptions> With(BagPooling pooling) => new(Encoders) { ["genres"] = new CategoriesEncoderOptions { Dimension = 5, Pooling = pooling } };

    private static IdBagColumn Bags(Random random, int size)
    {
        var (offsets, ids) = (new int[Count + 1], new List<int>());
        for (int i = 0; i < Count; i++)
        {
            for (int n = random.Next(4); n > 0; n--) ids.Add(random.Next(size));
            offsets[i + 1] = ids.Count;
        }

        return new IdBagColumn(offsets, [.. ids], size);
    }
}
