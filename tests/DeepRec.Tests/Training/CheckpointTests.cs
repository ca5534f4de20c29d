using System.Globalization;
using DeepRec.Models;
using DeepRec.Tests.Models;

namespace DeepRec.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainerOptions Options = new()
    {
        Epochs = 6,
        BatchSize = 300,
        Patience = 4,
        EmbeddingRegularization = 0.01,
        MaximumGradientNorm = 1,
        Optimizer = new AdamWOptions { LearningRate = 0.01 },
        Schedule = new LinearSchedule(),
    };

    private static readonly TrainingData Data = Checkerboard.Data with { Validation = Checkerboard.HeldOut };
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string FilePath => Path.Combine(_folder, "training.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void AResumedTrainingIsTheUnbrokenOneToTheBit(int stopAfter)
    {
        using RatingPredictor unbroken = Create(), broken = Create(), resumed = Create(seed: 7);
        var expected = Train(unbroken, Options);
        Stop(broken, stopAfter);

        var report = Train(resumed, Options with { CheckpointPath = FilePath });

        Assert.Equal(expected.History.Select(Course), report.History.Select(Course));
        Assert.Equal((expected.BestEpoch, expected.Steps, expected.StoppedEarly), (report.BestEpoch, report.Steps, report.StoppedEarly));
        Assert.Equal(Weights(unbroken), Weights(resumed));
        Assert.Equal(Checkerboard.Scores(unbroken, Checkerboard.HeldOut), Checkerboard.Scores(resumed, Checkerboard.HeldOut));
    }

    [Fact]
    public void TheSameModelMayGoOn()
    {
        using RatingPredictor unbroken = Create(), broken = Create();
        Train(unbroken, Options);
        Stop(broken, 2);

        Train(broken, Options with { CheckpointPath = FilePath });

        Assert.Equal(Weights(unbroken), Weights(broken));
    }

    [Fact]
    public void AnEndedTrainingIsTakenAsItIs()
    {
        using RatingPredictor first = Create(), second = Create(seed: 7);
        Train(first, Options with { CheckpointPath = FilePath });
        byte[] file = File.ReadAllBytes(FilePath);

        Assert.Equal(6, Train(second, Options with { CheckpointPath = FilePath }).History.Count);

        Assert.Equal(Weights(first), Weights(second));
        Assert.Equal(file, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void PathsAndThreadsAreNoSettingsOfTheCourse()
    {
        using RatingPredictor broken = Create(), resumed = Create();
        Stop(broken, 2);
        string moved = Path.Combine(_folder, "moved");
        File.Move(FilePath, moved);

        Assert.Equal(6, Train(resumed, Options with { CheckpointPath = moved, Threads = 2, TensorBoardDirectory = Path.Combine(_folder, "board") }).History.Count);
    }

    [Fact]
    public void AnotherCultureGoesOn()
    {
        using RatingPredictor broken = Create(), resumed = Create();
        Stop(broken, 2);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal(6, Train(resumed, Options with { CheckpointPath = FilePath }).History.Count);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ACheckpointOfOtherSettingsIsRefused()
    {
        using var broken = Create();
        Stop(broken, 2);
        var here = Options with { CheckpointPath = FilePath };

        Refused("optimizer", here with { Optimizer = new AdamWOptions { LearningRate = 0.02 } });
        Refused("optimizer", here with { Optimizer = new AdamOptions { LearningRate = 0.01 } });
        Refused("schedule", here with { Schedule = new CosineSchedule() });
        Refused("seed", here with { Seed = 1 });
        Refused("epochs", here with { Epochs = 7 });
        Refused("batchSize", here with { BatchSize = 301 });
        Refused("model", here, model: (MlpRatingPredictorOptions)ModelSettings.Recommended with { Dropout = 0.3 });
        Refused("model", here, model: new DotProductOptions());
        Refused("training", here, Data with { Training = Checkerboard.Visible.Select([.. Enumerable.Range(0, 1_600).Reverse()]) });
        Refused("validation", here, Data with { Validation = Checkerboard.HeldOut.Select([.. Enumerable.Range(0, 100)]) });
    }

    [Fact]
    public void ACutOffOrForeignFileIsRefused()
    {
        using var broken = Create();
        Stop(broken, 2);
        byte[] file = File.ReadAllBytes(FilePath);
        var here = Options with { CheckpointPath = FilePath };
        foreach (int length in new[] { 0, 7, 100, file.Length / 2, file.Length - 1 })
        {
            File.WriteAllBytes(FilePath, file[..length]);
            Refused(FilePath, here);
        }

        File.WriteAllText(FilePath, "this is no checkpoint, but it is long enough to look like one");
        Refused(FilePath, here);
    }

    [Theory]
    [InlineData("best_epoch", "9")]
    [InlineData("best_epoch", "-1")]
    [InlineData("best_epoch", "0")]
    [InlineData("best_epoch", "x")]
    [InlineData("history", "null")]
    [InlineData("history", "[null]")]
    [InlineData("history", "[]")]
    [InlineData("history", "{")]
    public void AWrongHistoryIsRefused(string key, string value)
    {
        using var broken = Create();
        Stop(broken, 2);
        var content = SafeTensors.Read(File.ReadAllBytes(FilePath));
        Rewrite(content.Arrays, new Dictionary<string, string>(content.Metadata) { [key] = value });

        Refused(FilePath, Options with { CheckpointPath = FilePath });
    }

    [Theory]
    [InlineData("last/layers.0.bias")]
    [InlineData("best/layers.0.bias")]
    [InlineData("adamw.first_moment/layers.0.bias")]
    public void AMissingOrMisshapenTensorIsRefused(string name)
    {
        using var broken = Create();
        Stop(broken, 2);
        var content = SafeTensors.Read(File.ReadAllBytes(FilePath));
        NamedArray[] others = [.. content.Arrays.Where(a => a.Name != name)];
        Assert.NotEqual(content.Arrays.Count, others.Length);

        Rewrite(others, content.Metadata);
        Refused(FilePath, Options with { CheckpointPath = FilePath });
        Rewrite([.. others, NamedArray.From<float>(name, [1])], content.Metadata);
        Refused(FilePath, Options with { CheckpointPath = FilePath });
    }

    private static RatingPredictor Create(long seed = 42) => Checkerboard.Create(ModelSettings.Recommended, seed);

    private static TrainingReport Train(RatingPredictor model, TrainerOptions options) => new Trainer(options).Train(model, Data, cancellationToken: TestContext.Current.CancellationToken);

    private static (int, double, double?, double) Course(TrainingEpoch epoch) => (epoch.Number, epoch.Loss, epoch.ValidationLoss, epoch.LearningRate);

    private static byte[] Weights(RatingPredictor model) => [.. ModelWeights.Capture(model).SelectMany(a => a.Data.ToArray())];

    private void Stop(RatingPredictor model, int afterEpoch)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new Trainer(Options with { CheckpointPath = FilePath }).Train(
            model, Data, new Told(p => { if (p.Epoch.Number == afterEpoch) source.Cancel(); }), source.Token));
    }

    private void Refused(string what, TrainerOptions options, TrainingData? data = null, RatingPredictorOptions? model = null)
    {
        using var untouched = Checkerboard.Create(model ?? ModelSettings.Recommended, seed: 3);
        byte[] before = Weights(untouched);

        var error = Assert.Throws<InvalidBundleException>(() => new Trainer(options).Train(untouched, data ?? Data, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights(untouched));
    }

    private void Rewrite(IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        using var file = File.Create(FilePath);
        SafeTensors.Write(file, arrays, metadata);
    }
}
