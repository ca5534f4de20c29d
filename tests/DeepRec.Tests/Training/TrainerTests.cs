using System.Diagnostics;
using DeepRec.Models;
using DeepRec.Tests.Models;
using Microsoft.Extensions.Logging;

namespace DeepRec.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainerOptions Short = new() { Epochs = 3, BatchSize = 128, Optimizer = new AdamWOptions { LearningRate = 0.01 } };

    [Fact]
    public void TheSameSeedGivesTheSameTrainingToTheBit()
    {
        using RatingPredictor first = Checkerboard.Create(ModelSettings.Recommended), second = Checkerboard.Create(ModelSettings.Recommended), third = Checkerboard.Create(ModelSettings.Recommended);

        var losses = Losses(Train(first, Short));

        Assert.Equal(losses, Losses(Train(second, Short)));
        Assert.Equal(Weights(first), Weights(second));
        Assert.NotEqual(losses, Losses(Train(third, Short with { Seed = 43 })));
    }

    [Fact]
    public void TwoTrainingsAtOnceAreAsTheyWouldBeAlone()
    {
        byte[] Alone(int seed)
        {
            using var model = Checkerboard.Create(ModelSettings.Recommended);
            new Trainer(Short with { Seed = seed }).Train(model, Checkerboard.Data);
            return Weights(model);
        }

        byte[] first = Alone(1), second = Alone(2);
        byte[][] together = new byte[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() => together[i] = Alone(1 + i % 2)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.Equal([first, second, first, second], together);
    }

    [Fact]
    public void TheReportSaysWhatWasDone()
    {
        using var model = Checkerboard.Create(ModelSettings.Article);
        long started = Stopwatch.GetTimestamp();

        var report = Train(model, Short with { BatchSize = 300, Schedule = new LinearSchedule() });
        double whole = Stopwatch.GetElapsedTime(started).TotalSeconds, epochs = report.History.Sum(e => e.Duration.TotalSeconds);

        Assert.Equal([1, 2, 3], report.History.Select(e => e.Number));
        Assert.Equal((1_600, 18L, 3, false), (report.Rows, report.Steps, report.BestEpoch, report.StoppedEarly)); // ⌈1600 / 300⌉ = 6 steps
        Assert.Equal([0.01 * (1 - 5 / 18.0), 0.01 * (1 - 11 / 18.0), 0.01 * (1 - 17 / 18.0)], report.History.Select(e => e.LearningRate), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(report.History, e => Assert.Null(e.ValidationLoss));
        Assert.All(report.History, e => Assert.True(e.Duration > TimeSpan.Zero));
        Assert.InRange(report.RowsPerSecond, 4_800 / whole, 4_800 / epochs); // however busy the machine is
        Assert.True(report.CpuSeconds > 0 && report.PeakMemoryBytes > 10_000_000);
        Assert.False(model.training);
    }

    [Fact]
    public void TheLossOfAnEpochIsTheMeanOverItsRows()
    {
        using var model = new OneNumber();

        var report = Train(model, new TrainerOptions { Epochs = 1, BatchSize = 2, Optimizer = new SgdOptions { LearningRate = 1e-30 } }, OneNumber.Data(1, 2, 3));

        Assert.Equal((1 + 4 + 9) / 3.0, report.History[0].Loss, 1e-6);
    }

    [Fact]
    public void ProgressAndLogHearOfEveryEpoch()
    {
        using var model = new OneNumber();
        var logger = new ListLogger();
        var told = new List<(int, int, bool)>();
        int thread = Environment.CurrentManagedThreadId;

        new Trainer(new TrainerOptions { Epochs = 2 }, logger).Train(
            model, OneNumber.Data(1, 2) with { Validation = OneNumber.Rows(1) },
            new Told(p => told.Add((p.Epoch.Number, p.Epochs, Environment.CurrentManagedThreadId == thread && p.RowsPerSecond > 0))), TestContext.Current.CancellationToken);

        Assert.Equal([(1, 2, true), (2, 2, true)], told);
        Assert.Equal([200, 200], logger.Events);
    }

    [Fact]
    public void CancellingEndsBeforeTheNextStep()
    {
        using var source = new CancellationTokenSource();
        using var model = new OneNumber { OnLoss = number => { if (number == 3) source.Cancel(); } };

        Assert.Throws<OperationCanceledException>(() => new Trainer(new TrainerOptions { BatchSize = 1 }).Train(model, OneNumber.Data(1, 2, 3, 4, 5), cancellationToken: source.Token));

        Assert.Equal(3, model.Losses);
        Assert.NotEqual(0, model.Value);
        Assert.False(model.training);
    }

    [Fact]
    public void GradientsAreShortened()
    {
        float Moved(double? maximum)
        {
            using var model = new OneNumber();
            Train(model, new TrainerOptions { Epochs = 1, MaximumGradientNorm = maximum, Optimizer = new SgdOptions { LearningRate = 1 } }, OneNumber.Data(3, 5));
            return model.Value;
        }

        Assert.Equal(8, Moved(null)); // −2 (0 − 4)
        Assert.Equal(0.25, Moved(0.25), 1e-5);
        Assert.Equal(8, Moved(100));
    }

    [Fact]
    public void TheRidgePullsEmbeddingsToZeroButIsNoPartOfTheLoss()
    {
        using RatingPredictor free = Checkerboard.Create(ModelSettings.Recommended), held = Checkerboard.Create(ModelSettings.Recommended);
        var all = Short with { Epochs = 1, BatchSize = 1_600 };
        double Length(RatingPredictor model) => Encoded.Get(model, "encoder.UserId.table.weight").Sum(w => w * (double)w);

        Assert.Equal(Losses(Train(free, all)), Losses(Train(held, all with { EmbeddingRegularization = 100 })));
        Assert.True(Length(held) < Length(free));
    }

    [Fact]
    public void ATrainingAfterAnotherStartsWithItsOwnGradients()
    {
        using OneNumber twice = new(), once = new();
        var step = new TrainerOptions { Epochs = 1, Optimizer = new SgdOptions { LearningRate = 0.25 } };
        Train(once, step, OneNumber.Data(4));
        Train(twice, step, OneNumber.Data(4)); // to 2: half of the way
        Train(twice, step, OneNumber.Data(4));

        Assert.Equal((2f, 3f), (once.Value, twice.Value));
    }

    [Fact]
    public void BatchNormalizationLivesThroughALastBatchOfOneRow()
    {
        using var model = Checkerboard.Create(ModelSettings.BatchNormalized);

        Train(model, Short with { BatchSize = 41, Epochs = 2 }); // 1600 = 39 · 41 + 1

        Assert.All(Checkerboard.Scores(model, Checkerboard.HeldOut), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void RowsThatCannotBeLearnedFromAreRefused()
    {
        using var model = new OneNumber();
        void Refused<T>(string message, RatingPredictor trained, TrainingData data) where T : ArgumentException =>
            Assert.Contains(message, Assert.Throws<T>(() => Train(trained, new TrainerOptions(), data)).Message, StringComparison.Ordinal);

        Refused<ArgumentException>("no rows", model, OneNumber.Data());
        Refused<ArgumentException>("'y', row 2: the label is missing", model, OneNumber.Data(1, float.NaN));
        Refused<ArgumentException>("'y', row 1: the label is missing", model, OneNumber.Data(1) with { Validation = OneNumber.Rows(float.NaN) });
        Refused<ArgumentNullException>("model", null!, OneNumber.Data(1));
        Assert.Equal(0, model.Losses);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { ValidationFraction = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { MaximumGradientNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { EmbeddingRegularization = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => Short with { Threads = 0 });
    }

    private static TrainingReport Train(RatingPredictor model, TrainerOptions options, TrainingData? data = null) =>
        new Trainer(options).Train(model, data ?? Checkerboard.Data, cancellationToken: TestContext.Current.CancellationToken);

    private static double[] Losses(TrainingReport report) => [.. report.History.Select(e => e.Loss)];

    private static byte[] Weights(RatingPredictor model) => [.. ModelWeights.Capture(model).SelectMany(a => a.Data.ToArray())];

    private sealed class ListLogger : ILogger
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Add(eventId.Id);
    }
}
