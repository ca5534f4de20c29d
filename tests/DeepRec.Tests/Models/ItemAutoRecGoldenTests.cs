using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>The autoencoder of items' ratings against PyTorch, on fixed weights.</summary>
public sealed class ItemAutoRecGoldenTests
{
    private static readonly JsonElement Expected = Golden.Load("torch_autorec.json");
    private static readonly FeatureInput[] Inputs = [new("user", FeatureInputKind.Id, FeatureRole.User, 9, []), new("item", FeatureInputKind.Id, FeatureRole.Item, 8, [])];
    private static readonly Dataset Rows = RowsOf(Ids("users"), Ids("items"), [.. Vector("ratings").Select(r => (float)r)]);

    [Fact]
    public void ForwardLossPenaltyAndGradientsAgreeWithPyTorch()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Create();
        var batch = FeatureBatch.Of(Rows, Inputs);
        model.to(ScalarType.Float64);
        Fill(model);
        model.train();
        Near.Equal(Vector("prediction"), Values(model.call(batch)), 1e-9);
        var loss = model.Loss(batch);
        var penalty = model.EmbeddingPenalty(batch)!;
        Near.Equal(Vector("loss"), Values(loss), 1e-9);
        Near.Equal(Vector("penalty"), Values(penalty), 1e-9);
        loss.Plus(penalty.Times(0.5)).backward();
        foreach (var expected in Expected.GetProperty("gradients").EnumerateObject())
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
        model.FillUnmet(Rows);
        model.eval();
        int[] users = [.. Enumerable.Range(0, 8).SelectMany(_ => Enumerable.Range(3, 6))], items = [.. Enumerable.Range(0, 8).SelectMany(item => Enumerable.Repeat(item, 6))];
        Near.Equal(Vector("all"), Values(model.call(FeatureBatch.Of(RowsOf(users, items, new float[48]), Inputs))), 1e-5);
    }

    private static RatingPredictor Create() => new ItemAutoRecOptions { HiddenUnits = 5, HiddenShare = 0, ClampToLabelRange = false }
        .CreateDetached(new ModelInputs(Inputs, new LabelStatistics(3, 2, 0.5f, 5, [])), 1);

    private static Dataset RowsOf(int[] users, int[] items, float[] ratings) => new(
        new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating")]), [new IdColumn(users, 9), new IdColumn(items, 8), new NumberColumn(ratings)]);

    private static void Fill(RatingPredictor model) => GoldenModule.Fill(model, Expected.GetProperty("parameters"));

    private static int[] Ids(string name) => [.. Golden.Vector(Expected.GetProperty(name)).Select(id => (int)id)];

    private static double[] Vector(string name) => Golden.Flatten(Expected.GetProperty(name));

    private static double[] Values(Tensor tensor)
    {
        using var doubles = tensor.to(ScalarType.Float64).contiguous();
        return TensorMemory.Span<double>(doubles).ToArray();
    }
}
