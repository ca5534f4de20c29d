using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>DeepFM and DCN-v2 against PyTorch: an id, several ids and numbers; a squared error and a log-loss.</summary>
public sealed class CrossingModelGoldenTests
{
    private static readonly FeatureInput[] Inputs = [Encoded.Id("User", 5, FeatureRole.User), Encoded.Bag("Tags", 6), Encoded.Number("Price", 0, 0)];
    private static readonly LabelStatistics Labels = new(0.5625f, 0.5f, 0, 1, [0, 0.25f, 1]);

    private static readonly Dictionary<string, FieldRatingPredictorOptions> Cases = new()
    {
        ["deep-fm"] = new DeepFmOptions { Dimension = 3 },
        ["dcn-stacked"] = Network(new DeepCrossNetworkOptions()),
        ["dcn-stacked-rank"] = Network(new DeepCrossNetworkOptions { Rank = 2 }),
        ["dcn-parallel"] = Network(new DeepCrossNetworkOptions { Structure = CrossStructure.Parallel }),
    };

    public static TheoryData<string, string> Names { get; } = [.. Cases.Keys.SelectMany(name => new[] { (name, "squared"), (name, "log") })];

    [Theory]
    [MemberData(nameof(Names))]
    public void PredictionLossAndGradientsAreThoseOfPyTorch(string name, string loss)
    {
        using var scope = NewDisposeScope();
        var golden = new FusionGolden(name);
        using var model = (Cases[name] with { HiddenLayers = [4], Loss = loss == "log" ? new LogisticLoss() : new SquaredErrorLoss() }).Create(new ModelInputs(Inputs, Labels), 1);
        golden.Set(model);
        var expected = golden[loss];
        var batch = Batch();

        FusionGolden.Agree(expected.GetProperty("prediction"), model.call(batch));
        var value = model.Loss(batch);
        value.backward();

        FusionGolden.Agree(expected.GetProperty("loss"), value);
        FusionGolden.AgreeGradients(expected.GetProperty("gradients"), model);
    }

    private static DeepCrossNetworkOptions Network(DeepCrossNetworkOptions options) => options with
    {
        Encoders = new Dictionary<string, FeatureEncoderOptions> { ["User"] = new CategoryEncoderOptions { Dimension = 3 }, ["Tags"] = new CategoriesEncoderOptions { Dimension = 2 } },
    };

    private static FeatureBatch Batch() => new(
        4,
        new Dictionary<string, Tensor> { ["User"] = tensor(new long[] { 3, 4, 3, 1 }), ["Price"] = tensor(new[] { 0.5, -1, 2, 0.25, 0, 1.5, -0.75, 1 }, [4, 2]) },
        new Dictionary<string, IdBag> { ["Tags"] = new(tensor(new long[] { 3, 4, 5, 3, 3, 5 }), tensor(new long[] { 0, 0, 2, 3, 3, 3 }), tensor(new double[] { 2, 0, 1, 3 })) },
        tensor(new[] { 0.25, 1, 0, 1 }));
}
