using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>The rated-history predictor against PyTorch, on fixed weights.</summary>
public sealed class RatedHistoryGoldenTests
{
    private static readonly JsonElement Expected = Golden.Load("torch_hist.json");
    private static readonly FeatureInput[] Inputs =
    [
        new("user", FeatureInputKind.Id, FeatureRole.User, 9, []), new("item", FeatureInputKind.Id, FeatureRole.Item, 10, []), new("kind", FeatureInputKind.Id, FeatureRole.UserFeature, 6, []),
    ];

    private static readonly Dataset Rows = new(
        new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Category("kind"), Feature.Label("rating")]),
        [new IdColumn(Ids("users"), 9), new IdColumn(Ids("items"), 10), new IdColumn([.. Ids("kinds").Select(kind => kind + 3)], 6), new NumberColumn([.. Golden.Vector(Expected.GetProperty("ratings")).Select(r => (float)r)])]);

    [Fact]
    public void ForwardLossPenaltyAndGradientsAgreeWithPyTorch()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Create();
        var batch = FeatureBatch.Of(Rows, Inputs).With(RatedHistories.Of(Rows, Inputs));
        model.Begin(Rows);
        model.to(ScalarType.Float64);
        Fill(model);
        model.train();
        Near.Equal(Vector("prediction"), Values(model.call(batch)), 1e-9);
        var loss = model.Loss(batch);
        var penalty = model.EmbeddingPenalty(batch)!;
        Near.Equal(Vector("loss"), Values(loss), 1e-9);
        Near.Equal(Vector("penalty"), Values(penalty), 1e-6); // its weights are float32
        loss.backward();
        penalty.Times(0.5).backward();
        foreach (var expected in Expected.GetProperty("gradients").EnumerateObject())
        {
            Near.Equal(Golden.Flatten(expected.Value), Values(model.get_parameter(expected.Name)!.grad!), 1e-6);
        }
    }

    [Fact]
    public void GradientsOfTheLossAgreeToManyDigits()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Create();
        model.to(ScalarType.Float64); // without Begin the penalty's weights are zeros
        Fill(model);
        model.train();
        model.Loss(FeatureBatch.Of(Rows, Inputs).With(RatedHistories.Of(Rows, Inputs))).backward();
        foreach (var expected in Expected.GetProperty("lossGradients").EnumerateObject())
        {
            Near.Equal(Golden.Flatten(expected.Value), Values(model.get_parameter(expected.Name)!.grad!), 1e-9);
        }
    }

    [Fact]
    public void WhatIsKeptForScoringAgreesWithPyTorch()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Create();
        Fill(model);
        model.Begin(Rows);
        model.FillUnmet(Rows);
        model.eval();
        Near.Equal(Vector("scores"), Values(model.call(FeatureBatch.Of(Rows, Inputs))), 1e-4);
    }

    private static RatingPredictor Create() => new RatedHistoryPredictorOptions { Dimension = 6, HiddenLayers = [4], Dropout = 0, BlankedShare = 0, ClampToLabelRange = false }
        .CreateDetached(new ModelInputs(Inputs, new LabelStatistics(3, 1.25f, 0.5f, 5, [])), 1);

    private static void Fill(RatingPredictor model) => GoldenModule.Fill(model, Expected.GetProperty("parameters"));

    private static int[] Ids(string name) => [.. Golden.Vector(Expected.GetProperty(name)).Select(id => (int)id)];

    private static double[] Vector(string name) => Golden.Flatten(Expected.GetProperty(name));

    private static double[] Values(Tensor tensor)
    {
        using var doubles = tensor.to(ScalarType.Float64).contiguous();
        return TensorMemory.Span<double>(doubles).ToArray();
    }
}
