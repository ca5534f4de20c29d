using DeepRec.Models;
using DeepRec.Tests.Fused;

namespace DeepRec.Tests.Privacy;

public sealed class PrivateTrainingTests
{
    private static readonly MlpRatingPredictorOptions Recommended = FusedRows.Fused["recommended"];

    private static readonly TrainerOptions Private = new()
    {
        Epochs = 4,
        BatchSize = 60,
        EmbeddingRegularization = 0.05,
        Privacy = new PrivacyOptions { Epsilon = 4, Delta = 1e-4, ClippingNorm = 0.5, Unit = PrivacyUnit.Example, CryptographicNoise = false },
    };

    private static readonly TrainerOptions PrivateUsers = Private with { Privacy = Private.Privacy! with { Unit = PrivacyUnit.User } };

    [Theory]
    [InlineData(PrivacyUnit.Example)]
    [InlineData(PrivacyUnit.User)]
    public void TheReportSaysWhatWasSpent(PrivacyUnit unit)
    {
        var options = Private with { Privacy = Private.Privacy! with { Unit = unit } };
        var (report, _) = Train(Recommended, options);

        var spent = report.Privacy!;
        Assert.InRange(spent.Epsilon, 3.98, 4);
        Assert.Equal((1e-4, unit, 60.0 / FusedRows.Count, 4L * 6, 0.5, false), (spent.Delta, spent.Unit, spent.SampleRate, spent.Steps, spent.ClippingNorm, spent.CryptographicNoise));
        Assert.Equal(new PrivacyLossAccountant(new PrivacyPhase(spent.NoiseMultiplier, spent.SampleRate, spent.Steps)).Epsilon(1e-4), spent.Epsilon, 1e-12);
        Assert.True(report.Fused);
    }

    [Fact]
    public void WithoutPrivacyNothingIsSaid() => Assert.Null(Train(Recommended, Private with { Privacy = null }).Report.Privacy);

    [Theory]
    [InlineData(PrivacyUnit.Example)]
    [InlineData(PrivacyUnit.User)]
    public void NoGradientOfAUnitIsEverLongerThanTheBound(PrivacyUnit unit)
    {
        var options = Private with { Epochs = 8, Privacy = Private.Privacy! with { Unit = unit, ClippingNorm = 0.2 } };
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(Recommended, rows);
        model.train();
        using var run = new TrainingRun(new RowTask(model, new TrainingData(rows, FusedRows.Inputs), options), options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        int shortened = 0;
        for (int step = 0; step < 48; step++)
        {
            run.Step(step % 6, step, 1e-2);
            foreach (double length in run.PrivateSteps!.Lengths) shortened += length > 0.2 ? 1 : 0;
        }

        Assert.True(shortened > 100);
        Assert.InRange(run.PrivateSteps!.Longest, 0.19, 0.2);
    }

    [Theory]
    [InlineData(PrivacyUnit.Example)]
    [InlineData(PrivacyUnit.User)]
    public void AGradientIsWhatWasDrawnAndNoiseOfTheRightVarianceForEveryRowMetOrNot(PrivacyUnit unit)
    {
        const int steps = 300;
        const double bound = 0.5;
        var options = Private with { EmbeddingRegularization = 0, Privacy = Private.Privacy! with { Unit = unit, ClippingNorm = bound } };
        var rows = FusedRows.Rows();
        var (users, items) = (rows.Column<IdColumn>("user"), rows.Column<IdColumn>("item"));
        rows = rows.Select([.. Enumerable.Range(0, FusedRows.Count).Where(row => users.Ids[row] is > 0 and < 35 && items.Ids[row] is > 0 and < 20)]);
        using var model = FusedRows.Create(Recommended with { Dropout = 0 }, rows);
        model.train();
        var task = new RowTask(model, new TrainingData(rows, FusedRows.Inputs), options);
        using var run = new TrainingRun(task, options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using var parameters = new ParameterSet(model);
        using var fused = model.Fuse(rows, 0)!;
        parameters.Adopt(fused.Gradients);
        var units = task.UnitsOf(unit);
        double expected = run.PrivateSteps!.SampleRate * units.Count, deviation = run.PrivateSteps.NoiseMultiplier * bound / expected;
        double[][] squares = [.. parameters.Slots.Select(slot => new double[slot.Length])], means = [.. parameters.Slots.Select(slot => new double[slot.Length])];
        bool[][] met = [.. parameters.Slots.Select(slot => new bool[slot.Length])];
        for (int step = 0; step < steps; step++)
        {
            float[][] sums = parameters.MakeSums();
            foreach (int u in run.PrivateSteps.SourceOf(step).Draw(units.Count, run.PrivateSteps.SampleRate))
            {
                fused.Run(units[u], step);
                parameters.AddGradients(sums, RowClipping.Factor(parameters.GradientNorm(), bound));
            }

            run.PrivateSteps.Run(step);
            for (int p = 0; p < sums.Length; p++)
            {
                for (int i = 0; i < sums[p].Length; i++)
                {
                    double noise = run.PrivateSteps.Gradients[p][i] - (sums[p][i] / expected);
                    squares[p][i] += noise * noise / steps;
                    means[p][i] += noise / steps;
                    met[p][i] |= sums[p][i] != 0;
                }
            }
        }

        int untouched = 0;
        foreach (var ((name, parameter), p) in model.named_parameters().Select((named, p) => (named, p)))
        {
            int width = (int)parameter.shape[^1];
            for (int row = 0; row < squares[p].Length / width; row++)
            {
                var numbers = (row * width)..((row + 1) * width);
                untouched += Array.TrueForAll(met[p][numbers], one => !one) ? 1 : 0;
                double six = 6 * Math.Sqrt(2.0 / (steps * width)); // deviations of a variance's estimate
                Assert.InRange(squares[p][numbers].Average() / (deviation * deviation), 1 - six, 1 + (1.5 * six)); // chi squared has the longer tail above
                Assert.InRange(means[p][numbers].Average() / deviation, -6 / Math.Sqrt(steps * width), 6 / Math.Sqrt(steps * width));
            }

            if (name.Contains("user", StringComparison.Ordinal) || name.Contains("item", StringComparison.Ordinal)) Assert.Contains(false, met[p]);
        }

        double all = squares.Sum(s => s.Sum()) / squares.Sum(s => s.Length);
        Assert.InRange(all / (deviation * deviation), 0.99, 1.01);
        Assert.InRange(untouched, 10, 40); // padding and ids that no row holds, of both tables with their biases
    }

    [Fact]
    public void WhoIsNotKnownIsTheMeanOfThoseWhoAre()
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(Recommended, rows);
        new Trainer(Private).Train(model, new TrainingData(rows, FusedRows.Inputs), cancellationToken: TestContext.Current.CancellationToken);

        foreach (string table in (string[])["encoder.user.table.weight", "encoder.item.table.weight", "user_bias.weight", "item_bias.weight"])
        {
            int width = table.EndsWith("bias.weight", StringComparison.Ordinal) ? 1 : 16, known = (DeepRec.Preprocessing.Vocabulary.FirstBucket + 1) * width;
            float[] weights = Encoded.Get(model, table);
            for (int i = 0; i < width; i++)
            {
                Assert.Equal(Enumerable.Range(0, (weights.Length - known) / width).Average(row => (double)weights[known + (row * width) + i]), weights[known - width + i], 1e-6); // not known
                Assert.Equal(weights[known - width + i], weights[width + i]); // missing
            }
        }
    }

    [Fact]
    public void UnitByUnitAutogradGivesWhatTheFusedStepGives()
    {
        var (_, fused) = Train(Recommended with { Dropout = 0 }, PrivateUsers with { Epochs = 2 });
        var (report, autograd) = Train(Recommended with { Dropout = 0 }, PrivateUsers with { Epochs = 2, Fused = FusedTraining.Never });

        Assert.False(report.Fused);
        for (int i = 0; i < fused.Length; i++) Assert.Equal(fused[i], autograd[i], 1e-3 * Math.Max(1, Math.Abs(fused[i])));
    }

    [Fact]
    public void RowByRowAutogradGivesWhatTheClosedFormsGive()
    {
        var (_, fused) = Train(Recommended with { Dropout = 0 }, Private with { Epochs = 1 });
        var (_, autograd) = Train(Recommended with { Dropout = 0 }, Private with { Epochs = 1, Fused = FusedTraining.Never });

        for (int i = 0; i < fused.Length; i++) Assert.Equal(fused[i], autograd[i], 1e-3 * Math.Max(1, Math.Abs(fused[i])));
    }

    [Fact]
    public void TheSeedGovernsSeededNoiseAndNothingGovernsCryptographicNoise()
    {
        float[] first = Train(Recommended, Private).Weights;
        Assert.Equal(first, Train(Recommended, Private).Weights);
        Assert.NotEqual(first, Train(Recommended, Private with { Seed = 43 }).Weights);

        var secret = Private with { Privacy = Private.Privacy! with { CryptographicNoise = true } };
        var (report, weights) = Train(Recommended, secret);
        Assert.True(report.Privacy!.CryptographicNoise);
        Assert.NotEqual(weights, Train(Recommended, secret).Weights);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ABatchIsOftenEmptyAndThatIsNoFault(int batchSize)
    {
        var (report, weights) = Train(Recommended, PrivateUsers with { BatchSize = batchSize, Epochs = 1 });
        Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
        Assert.True(double.IsFinite(report.History[0].Loss));
    }

    [Fact]
    public void AllRowsAtOnceAreNotDrawnButTaken() => Assert.Equal(1, Train(Recommended, Private with { BatchSize = 1000, Epochs = 2 }).Report.Privacy!.SampleRate);

    [Fact]
    public void ACheckpointIsGoneOnFromAsIfNothingHadHappened()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "checkpoint");
        float[] whole = Train(Recommended, Private).Weights;
        Assert.Throws<OperationCanceledException>(() => Train(Recommended, Private with { CheckpointPath = path }, stopAfter: 2));

        var (report, resumed) = Train(Recommended, Private with { CheckpointPath = path });

        Assert.Equal(whole, resumed);
        Assert.Equal(24, report.Privacy!.Steps);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "patience", "Patience" }, { "norm", "ClippingNorm" }, { "lazy", "Lazy = false" }, { "batch norm", "Normalization" }, { "rated histories", "MlpRatingPredictor" }, { "ensemble", "one model" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void WhatIsNotCoveredIsRefusedWithTheCure(string what, string cure)
    {
        var (model, options) = what switch
        {
            "patience" => (Recommended, Private with { Patience = 2, ValidationFraction = 0.2 }),
            "norm" => (Recommended, Private with { MaximumGradientNorm = 1 }),
            "lazy" => (Recommended, Private with { Optimizer = new AdamOptions { Lazy = true } }),
            "ensemble" => (new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = Recommended }] }, Private),
            _ => (FusedRows.General[what], (TrainerOptions)Private),
        };
        var error = Assert.Throws<ArgumentException>(() => Train(model, options));
        Assert.Contains(cure, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Private training does not cover", error.Message, StringComparison.Ordinal);
    }

    private static (TrainingReport Report, float[] Weights) Train(RatingPredictorOptions options, TrainerOptions trainer, int stopAfter = int.MaxValue)
    {
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);
        using var stop = new CancellationTokenSource();
        var report = new Trainer(trainer).Train(model, new TrainingData(rows, FusedRows.Inputs), new Stopping(stop, stopAfter), stop.Token);
        return (report, [.. model.parameters().SelectMany(TensorMemory.ToFloats)]);
    }

    private sealed class Stopping(CancellationTokenSource source, int after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch.Number == after) source.Cancel();
        }
    }
}
