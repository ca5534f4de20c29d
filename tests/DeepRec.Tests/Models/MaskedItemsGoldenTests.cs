using System.Text.Json;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>A step of BERT4Rec's training beside PyTorch: torch_bert4rec.json, written by torch_bert4rec.py, which reads each sequence by itself.</summary>
public sealed class MaskedItemsGoldenTests
{
    private const int Epoch = 1;
    private static readonly JsonElement Root = Golden.Load("torch_bert4rec.json").GetProperty("task");
    private static readonly int[][] Histories = Whole("histories");
    private static readonly int Items = Root.GetProperty("itemCount").GetInt32();
    private static readonly RankingData Data = Rankings.Data(Histories, Items);
    private static readonly RankingFit Fit = new(Seed: 42, BatchSize: 16);

    private static readonly Bert4RecOptions Model = new()
    {
        Dimension = 4,
        Length = Root.GetProperty("length").GetInt32(),
        HiddenWidth = 6,
        Dropout = 0,
        MaskShare = 0.5,
        NewestShare = 0.3,
        Similarity = ItemSimilarity.Dot,
        Temperature = 1,
        Loss = new FullSoftmaxLoss(),
    };

    private static Bert4RecOptions Sampled => Model with { Similarity = ItemSimilarity.Cosine, Temperature = 0.2, Loss = new SampledSoftmaxLoss { Negatives = Whole("negatives", 1)[0].Length } };

    [Fact]
    public void WhatIsHiddenAndDrawnIsWhatTheFileSays()
    {
        int[][] sequences = Whole("sequences");
        for (int s = 0; s < sequences.Length; s++)
        {
            int offset = Data.Interactions.Offsets[sequences[s][0]];
            int[] hidden = MaskedItemsTask.Hide(
                Data.Interactions, new Stretch(sequences[s][0], offset + sequences[s][1], sequences[s][2]), Model.MaskShare, Model.NewestShare,
                StableHash.Combine(StableHash.Combine((uint)Fit.Seed, Epoch), (uint)s));
            Assert.Equal(Whole("hidden")[s], hidden.Select(place => place - offset));
        }

        var negatives = new int[Whole("negatives", 1)[0].Length];
        new NegativeSampler(new PopularitySampling(), Data.Interactions.ItemCounts).Draw(negatives, (uint)Fit.Seed, step: 0);
        Assert.Equal(Whole("negatives", 1)[0], negatives);
    }

    [Fact]
    public void TheFullSoftmaxAgreesWithPyTorch() => Compare(Model, Root.GetProperty("fullSoftmax"));

    [Fact]
    public void TheSampledSoftmaxAgreesWithPyTorch() => Compare(Sampled, Root.GetProperty("sampledSoftmax"));

    private static void Compare(Bert4RecOptions options, JsonElement expected)
    {
        using var scope = NewDisposeScope();
        using var ranker = options.Create(Data.Inputs, seed: 1);
        var task = new MaskedItemsTask(ranker, options, Data, Fit);
        GoldenModule.ToDoubles(ranker);
        var history = ranker.named_modules().Single(module => module.name == "network.history").module;
        var items = ranker.get_parameter("network.items.weight")!;
        GoldenModule.Fill(history, expected.GetProperty("weights"));
        double[] vectors = Golden.Flatten(expected.GetProperty("items"));
        vectors.CopyTo(TensorMemory.Span<double>(items)[(Rankings.Reserved * options.Dimension)..]);

        task.BeginEpoch(Epoch);
        var loss = task.Loss(step: 0, globalStep: 0);
        loss.Value.backward();

        Assert.Equal(Whole("sequences").Length, task.Rows);
        Assert.Equal(expected.GetProperty("targets").GetInt32(), loss.Rows);
        Near.Equal([expected.GetProperty("loss").GetDouble()], GoldenModule.Values(loss.Value), 1e-9);
        Near.Equal([.. new double[Rankings.Reserved * options.Dimension], .. Golden.Flatten(expected.GetProperty("itemGradients"))], GoldenModule.Values(items.grad!), 1e-9);
        GoldenModule.CompareGradients(history, expected.GetProperty("gradients"));
    }

    private static int[][] Whole(string name, int depth = 2) => depth == 1
        ? [[.. Golden.Vector(Root.GetProperty(name)).Select(value => (int)value)]]
        : [.. Golden.Matrix(Root.GetProperty(name)).Select(row => Array.ConvertAll(row, value => (int)value))];
}
