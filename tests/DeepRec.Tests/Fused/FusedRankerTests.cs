using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>The fused step of a ranker whose towers are a table each, beside autograd, its oracle.</summary>
public sealed class FusedRankerTests
{
    private const int Items = 30;

    private static readonly int[][] Histories = Baselines.TinyRanking.Histories(users: 60, Items, seed: 3);

    private static readonly FactoredScorer Tables = new() { Dimension = 5, History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Start = ItemStart.Random, InitialDeviation = 0.6 };

    private static readonly Dictionary<string, FactoredScorer> Fused = new()
    {
        ["cosine"] = Tables with { Temperature = 0.15 },
        ["inner product"] = Tables with { Similarity = ItemSimilarity.Dot, Temperature = 1 },
        ["cosine and bias"] = Tables with { ItemBias = true, Temperature = 0.5 },
        ["long, inner product and bias"] = Tables with { Dimension = 40, Similarity = ItemSimilarity.Dot, Temperature = 2, ItemBias = true },
    };

    // Where ReLU units switch and scores are steep, Adam makes much of the last bits.
    private static readonly FactoredScorer Mild = Tables with { Temperature = 1 };

    private static readonly Dictionary<string, FactoredScorer> General = new()
    {
        ["history"] = Mild with { History = new PooledHistoryOptions { Length = 4 } },
        ["a residual block"] = Mild with { ResidualWidth = 8, Dropout = 0.2 },
        ["a network for the request"] = Mild with { UserLayers = [8] },
        ["a network for the item"] = Mild with { ItemLayers = [8], ItemBias = true },
        ["hidden ids"] = Mild with { ItemIdDropout = 0.3 },
    };

    private static readonly Dictionary<string, RankingLoss> Losses = new()
    {
        ["full"] = new FullSoftmaxLoss(),
        ["full, smoothed"] = new FullSoftmaxLoss { LabelSmoothing = 0.1 },
        ["sampled"] = new SampledSoftmaxLoss { Negatives = 70 },
        ["sampled, both corrected"] = new SampledSoftmaxLoss { Negatives = 7, Correction = LogQCorrection.Both },
        ["sampled, none corrected"] = new SampledSoftmaxLoss { Negatives = 1, Correction = LogQCorrection.None },
        ["in-batch"] = new InBatchSoftmaxLoss(),
    };

    public static TheoryData<string, string> StructuresAndLosses => Pairs(Fused.Keys);

    public static TheoryData<string, string> OthersAndLosses => Pairs(General.Keys);

    [Theory]
    [MemberData(nameof(StructuresAndLosses))]
    public void LossAndGradientsAreThoseOfAutograd(string structure, string loss)
    {
        foreach (int bits in new[] { 32, 128, 256, 512 })
        {
            MatrixKernels.Force(bits);
            try
            {
                foreach (int batch in bits == 256 ? [1, 2, 37, 1000] : new[] { 2, 37 }) Check(structure, loss, batch, isLazy: batch == 37);
            }
            finally
            {
                MatrixKernels.Force(null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndLosses))]
    public void BothWaysLearnTheSame(string structure, string loss)
    {
        OptimizerOptions[] optimizers = [new AdamOptions { LearningRate = 0.01 }, new AdamOptions { LearningRate = 0.01, Lazy = true }, new AdamWOptions { LearningRate = 0.01, WeightDecay = 0.1 }];
        foreach (var optimizer in optimizers)
        {
            var (fused, general) = (Train(Fused[structure], loss, optimizer, FusedTraining.Automatic), Train(Fused[structure], loss, optimizer, FusedTraining.Never));

            Assert.Equal((true, false), (fused.Fused, general.Fused));
            Near.Equal([.. general.History.Select(epoch => epoch.Loss)], [.. fused.History.Select(epoch => epoch.Loss)], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(OthersAndLosses))]
    public void OtherTowersAreTrainedByAutogradAndTheirSoftmaxIsTheSame(string structure, string loss)
    {
        var optimizer = new AdamOptions { LearningRate = 0.01 };
        var (found, general) = (Train(General[structure], loss, optimizer, FusedTraining.Automatic), Train(General[structure], loss, optimizer, FusedTraining.Never));

        Assert.Equal((false, false), (found.Fused, general.Fused));
        Near.Equal([.. general.History.Select(epoch => epoch.Loss)], [.. found.History.Select(epoch => epoch.Loss)], 1e-4);
    }

    [Theory]
    [MemberData(nameof(StructuresAndLosses))]
    public void WeightedRowsHaveTheGradientsOfAutograd(string structure, string loss)
    {
        var data = Weighted();
        using var model = Create(Fused[structure], Losses[loss], data);
        RankerTask oracle = new(model, Losses[loss], data, new RankingFit(1, 37)), task = new(model, Losses[loss], data, new RankingFit(1, 37));
        oracle.BeginEpoch(0);
        task.BeginEpoch(0);
        model.train();
        using var fused = task.Fuse(isLazy: false, threads: 1);
        if (Losses[loss] is FullSoftmaxLoss { LabelSmoothing: > 0 })
        {
            Assert.Null(fused); // by autograd, then
            return;
        }

        using var scope = NewDisposeScope();
        model.zero_grad();
        var expected = oracle.Loss(0, 0).Value;
        expected.backward();

        Assert.Equal(TensorMath.Number(expected), fused!.Run(task.RowsOf(0), 0), 1e-5 * Math.Max(1, TensorMath.Number(expected)));
        AssertGradients(model, fused);
    }

    [Theory]
    [MemberData(nameof(OthersAndLosses))]
    public void OtherTowersLearnTheSameOfWeightedRowsOnBothWays(string structure, string loss)
    {
        var optimizer = new AdamOptions { LearningRate = 0.01 };
        var (found, general) = (Train(General[structure], Losses[loss], optimizer, FusedTraining.Automatic, Weighted()), Train(General[structure], Losses[loss], optimizer, FusedTraining.Never, Weighted()));
        var plain = Train(General[structure], Losses[loss], optimizer, FusedTraining.Never);

        Near.Equal([.. general.History.Select(epoch => epoch.Loss)], [.. found.History.Select(epoch => epoch.Loss)], 1e-4);
        Assert.NotEqual(plain.History[0].Loss, general.History[0].Loss, 1e-4);
    }

    [Fact]
    public void OtherLossesAreTrainedByAutograd() => Assert.False(Train(Fused["cosine"], new BprLoss(), new AdamOptions(), FusedTraining.Automatic).Fused);

    [Fact]
    public void ASampledStepWithALazyOptimiserMovesOnlyWhatItMet()
    {
        var data = Rankings.Data(Histories, Items);
        using var model = Create(Fused["inner product"], Losses["sampled, none corrected"], data);
        var task = new RankerTask(model, Losses["sampled, none corrected"], data, new RankingFit(1, 2));
        task.BeginEpoch(0);
        using var step = task.Fuse(isLazy: true, threads: 1)!;

        step.Run(task.RowsOf(0), step: 0);

        Assert.All(step.Gradients, gradient => Assert.InRange(gradient.Rows!.Count, 1, 3)); // two users; two items and one that was drawn
        Assert.All(step.Gradients, gradient => Assert.Null(gradient.All));
    }

    private static void Check(string structure, string loss, int batch, bool isLazy)
    {
        var data = Rankings.Data(Histories, Items);
        using var model = Create(Fused[structure], Losses[loss], data);
        if (Fused[structure].ItemBias) Encoded.Set(model, "network.item_bias.weight", [.. Enumerable.Range(0, Items + Rankings.Reserved).Select(item => MathF.Sin(item))]);
        RankerTask oracle = new(model, Losses[loss], data, new RankingFit(1, batch)), task = new(model, Losses[loss], data, new RankingFit(1, batch));
        oracle.BeginEpoch(0);
        task.BeginEpoch(0);
        model.train();
        using var fused = task.Fuse(isLazy, threads: 1)!;
        foreach (int step in new[] { 0, task.StepsAnEpoch - 1 })
        {
            using var scope = NewDisposeScope();
            model.zero_grad();
            var expected = oracle.Loss(step, step).Value;
            expected.backward();

            Assert.Equal(TensorMath.Number(expected), fused.Run(task.RowsOf(step), step), 1e-5 * Math.Max(1, TensorMath.Number(expected)));
            AssertGradients(model, fused);
        }
    }

    // Of the whole gradient's length, besides what single precision leaves of sums that cancel.
    private static void AssertGradients(ItemRanker model, FusedStep fused)
    {
        var parameters = model.named_parameters().ToArray();
        Assert.Equal(parameters.Length, fused.Gradients.Count);
        double length = 0, off = 0;
        foreach (var (_, parameter) in parameters)
        {
            float[] expected = TensorMemory.ToFloats(parameter.grad!), found = Dense(fused.Gradients.Single(gradient => ReferenceEquals(gradient.Parameter, parameter)), expected.Length);
            length += expected.Sum(value => (double)value * value);
            off += expected.Zip(found).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2));
        }

        Assert.True(Math.Sqrt(off) <= (1e-6 * Math.Sqrt(length)) + 3e-7, FormattableString.Invariant($"off by {Math.Sqrt(off):E2} of {Math.Sqrt(length):E2}"));
    }

    private static float[] Dense(MemoryGradient gradient, int length)
    {
        if (gradient.All is { } all) return all;
        var (dense, rows) = (new float[length], gradient.Rows!);
        for (int i = 0; i < rows.Count; i++) rows.Values.Slice(i * rows.Width, rows.Width).CopyTo(dense.AsSpan(rows.Rows[i] * rows.Width));
        return dense;
    }

    private static ItemRanker Create(FactoredScorer scorer, RankingLoss loss, RankingData data)
    {
        TorchRuntime.EnsureLoaded();
        return new SoftmaxRankerOptions { Scorer = scorer, Loss = loss }.CreateDetached(data.Inputs, seed: 4);
    }

    private static TrainingReport Train(FactoredScorer scorer, string loss, OptimizerOptions optimizer, FusedTraining way) => Train(scorer, Losses[loss], optimizer, way);

    private static TrainingReport Train(FactoredScorer scorer, RankingLoss loss, OptimizerOptions optimizer, FusedTraining way, RankingData? given = null)
    {
        var data = given ?? Rankings.Data(Histories, Items);
        using var model = Create(scorer, loss, data);
        var options = new TrainerOptions { Epochs = 3, BatchSize = 20, Seed = 5, Optimizer = optimizer, MaximumGradientNorm = 2, Schedule = new LinearSchedule(), Fused = way };
        return new Trainer(options).Train(new RankerTask(model, loss, data, new RankingFit(5, 20)), progress: null, TestContext.Current.CancellationToken);
    }

    private static RankingData Weighted()
    {
        var data = Rankings.Data(Histories, Items);
        return data with { Weights = [.. Enumerable.Range(0, data.Interactions.Count).Select(row => row % 4 * 0.7f)] };
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> structures)
    {
        var all = new TheoryData<string, string>();
        foreach (string structure in structures) foreach (string loss in Losses.Keys) all.Add(structure, loss);
        return all;
    }
}
