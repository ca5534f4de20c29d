using System.Collections.Concurrent;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>What holds for every rating model. Derive it for each.</summary>
public abstract class ModelContract
{
    // Trained once for all tests of a class.
    private static readonly ConcurrentDictionary<RatingPredictorOptions, Lazy<RatingPredictor>> Cache = [];

    private RatingPredictor Trained => Cache.GetOrAdd(Options, _ => new(() => Train(epochs: 40, seed: 42).Model)).Value;

    private protected abstract RatingPredictorOptions Options { get; }

    /// <summary>Whether more than the sum of a user's and an item's part can be learned.</summary>
    protected virtual bool SeesInteractions => true;

    [Fact]
    public void LearnsTheCheckerboardIfItSeesInteractions()
    {
        double error = Checkerboard.Error(Trained);

        // The mean alone errs by 0.154.
        if (SeesInteractions) Assert.InRange(error, 0, 0.03);
        else Assert.InRange(error, 0.14, 0.2);
    }

    [Fact]
    public void EveryParameterGetsAFiniteGradient()
    {
        using var model = Checkerboard.Create(Options);
        using var scope = NewDisposeScope();
        using var random = StepRandom.Begin(1);
        model.train();
        model.Loss(Batch([.. Enumerable.Range(0, 64)])).backward();

        Assert.NotEmpty(model.named_parameters());
        Assert.All(model.named_parameters(), p =>
        {
            Assert.NotNull(p.parameter.grad);
            Assert.All(TensorMemory.ToFloats(p.parameter.grad), g => Assert.True(float.IsFinite(g), p.name));
        });
        Assert.Contains(model.named_parameters(), p => TensorMemory.ToFloats(p.parameter.grad!).Any(g => g != 0));
    }

    [Fact]
    public void WeightsReadBackGiveTheSameScoresToTheBit()
    {
        var model = Trained;
        using var other = Checkerboard.Create(Options, seed: 7);
        Assert.NotEqual(Checkerboard.Scores(model, Checkerboard.HeldOut), Checkerboard.Scores(other, Checkerboard.HeldOut));
        using var file = new MemoryStream();
        SafeTensors.Write(file, ModelWeights.Capture(model));

        ModelWeights.Restore(other, SafeTensors.Read(file.ToArray()).Arrays);

        Assert.Equal(Checkerboard.Scores(model, Checkerboard.HeldOut), Checkerboard.Scores(other, Checkerboard.HeldOut));
    }

    [Fact]
    public void WhatIsSavedIsEachTensorOnce()
    {
        var captured = ModelWeights.Capture(Trained);

        Assert.Equal(captured.Where(a => a.Type == ElementType.Float32).Sum(a => a.ElementCount), Trained.parameters().Sum(p => p.numel()) + Trained.buffers().Where(b => b.dtype == ScalarType.Float32).Sum(b => b.numel()));
        Assert.All(captured, a => Assert.DoesNotContain("k__BackingField", a.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void EvaluatingTwiceGivesTheSameBits()
    {
        var model = Trained;

        Assert.Equal(Checkerboard.Scores(model, Checkerboard.HeldOut), Checkerboard.Scores(model, Checkerboard.HeldOut));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void ScoresDoNotDependOnTheOtherRowsOfTheBatch(int batchSize)
    {
        var model = Trained;
        var source = new BatchSource(Checkerboard.HeldOut, Checkerboard.Inputs);
        float[] together = Checkerboard.Scores(model, Checkerboard.HeldOut);
        var grouped = new List<float>();
        foreach (int[] rows in Enumerable.Range(0, source.Count).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            grouped.AddRange(TensorMemory.ToFloats(model.call(source.Gather(rows))));
        }

        Near.Equal(together, grouped, 1e-6);
    }

    [Fact]
    public void NoRowsAreNoScores()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([0], Trained.call(Batch([])).shape);
    }

    [Fact]
    public void UnknownUsersAndItemsGetAFiniteScore()
    {
        var unknown = Checkerboard.HeldOut.Select([0]);
        foreach (var input in Checkerboard.Inputs.Where(i => i.Kind == FeatureInputKind.Id)) unknown = unknown.With(input.Name, new IdColumn([Vocabulary.FirstBucket], input.Size));

        Assert.True(float.IsFinite(Checkerboard.Scores(Trained, unknown)[0]));
    }

    [Fact]
    public void TheSeedDecidesEveryLossToTheBit()
    {
        double[] Losses(int seed)
        {
            var (model, report) = Train(epochs: 2, seed);
            model.Dispose();
            return [.. report.History.Select(e => e.Loss)];
        }

        Assert.Equal(Losses(1), Losses(1));
        Assert.NotEqual(Losses(1), Losses(2));
    }

    [Fact]
    public void ManyThreadsScoreAsOneDoes()
    {
        var model = Trained;
        float[] alone = Checkerboard.Scores(model, Checkerboard.HeldOut);
        float[][] together = new float[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() => together[i] = Checkerboard.Scores(model, Checkerboard.HeldOut)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.All(together, scores => Assert.Equal(alone, scores));
    }

    private static FeatureBatch Batch(int[] rows) => new BatchSource(Checkerboard.Visible, Checkerboard.Inputs).Gather(rows);

    private (RatingPredictor Model, TrainingReport Report) Train(int epochs, int seed)
    {
        var model = Checkerboard.Create(Options, seed);
        var options = new TrainerOptions { Epochs = epochs, BatchSize = 64, Seed = seed, Optimizer = new AdamOptions { LearningRate = 0.01 } };
        return (model, new Trainer(options).Train(model, Checkerboard.Data, cancellationToken: TestContext.Current.CancellationToken));
    }
}
