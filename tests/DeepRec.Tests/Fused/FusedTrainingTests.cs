using DeepRec.Models;

namespace DeepRec.Tests.Fused;

public sealed class FusedTrainingTests
{
    private static readonly TrainerOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 50, // 333 = 6 · 50 + 33
        EmbeddingRegularization = 0.1,
        MaximumGradientNorm = 2,
        Optimizer = new AdamWOptions { LearningRate = 0.005, WeightDecay = 0.1 },
        Schedule = new LinearSchedule(),
    };

    public static TheoryData<string> Fused { get; } = [.. FusedRows.Fused.Keys];

    public static TheoryData<string, int> StructuresAndWidths => FusedStepTests.StructuresAndWidths;

    public static TheoryData<string> General { get; } = [.. FusedRows.General.Keys];

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void BothWaysLearnTheSame(string structure, int bits) => AssertSame(structure, bits, Options);

    [Theory]
    [MemberData(nameof(Fused))]
    public void SoTheyDoWhereAllRowsAreMoved(string structure) => AssertSame(structure, null, Options with { Optimizer = new AdamOptions { LearningRate = 0.005 } });

    // In steps so small beside tables so long that rows without a gradient are left until they are needed.
    [Theory]
    [MemberData(nameof(Fused))]
    public void SoTheyDoWhereRowsRest(string structure) => AssertSame(structure, null, Options with { BatchSize = 5, Epochs = 2, Optimizer = new AdamOptions { LearningRate = 0.005 } }, dimension: 64);

    [Theory]
    [MemberData(nameof(General))]
    public void OtherStructuresAreTrainedByAutograd(string structure)
    {
        var options = FusedRows.General[structure];
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);

        Assert.False(Train(model, rows, Options with { Epochs = 1 }).Fused);
    }

    [Fact]
    public void TheSameSeedGivesTheSameLossesToTheBit()
    {
        var rows = FusedRows.Rows();
        using RatingPredictor first = FusedRows.Create(FusedRows.Fused["recommended"], rows), second = FusedRows.Create(FusedRows.Fused["recommended"], rows);

        Assert.Equal(Losses(Train(first, rows, Options)), Losses(Train(second, rows, Options)));
        Assert.Equal(Weights(first), Weights(second));
    }

    [Theory]
    [InlineData(FusedTraining.Automatic, FusedTraining.Never)]
    [InlineData(FusedTraining.Never, FusedTraining.Automatic)]
    public void ACheckpointOfOneWayIsGoneOnFromByTheOther(FusedTraining before, FusedTraining after)
    {
        var rows = FusedRows.Rows();
        using RatingPredictor unbroken = FusedRows.Create(FusedRows.Fused["article"], rows), resumed = FusedRows.Create(FusedRows.Fused["article"], rows);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var source = new CancellationTokenSource();
            var options = Options with { CheckpointPath = Path.Combine(folder, "checkpoint") };
            Assert.Throws<OperationCanceledException>(() => new Trainer(options with { Fused = before }).Train(
                resumed, new TrainingData(rows, FusedRows.Inputs), new Training.Told(p => { if (p.Epoch.Number == 2) source.Cancel(); }), source.Token));

            var report = Train(resumed, rows, options with { Fused = after });

            Assert.Equal((3, after == FusedTraining.Automatic), (report.History.Count, report.Fused));
            Near.Equal(Losses(Train(unbroken, rows, Options)), Losses(report), 1e-4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ALossThatIsNoNumberEndsIt()
    {
        var rows = FusedRows.Rows(scale: 1e30f);
        using var model = FusedRows.Create(FusedRows.Fused["article"], rows);

        var error = Assert.Throws<TrainingDivergedException>(() => Train(model, rows, Options));

        Assert.Equal(0, error.Step);
    }

    [Fact]
    public void FrozenParametersStayAsTheyAre()
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(FusedRows.Fused["article"], rows);
        model.named_parameters().Single(p => p.name == "encoder.user.table.weight").parameter.requires_grad = false;
        float[] before = Encoded.Get(model, "encoder.user.table.weight"), weights = Encoded.Get(model, "layers.0.weight");

        Train(model, rows, Options with { Epochs = 1 });

        // What the trainer gives ids that no row held is another matter: every user occurs.
        Assert.Equal(before, Encoded.Get(model, "encoder.user.table.weight"));
        Assert.NotEqual(weights, Encoded.Get(model, "layers.0.weight"));
    }

    private static void AssertSame(string structure, int? bits, TrainerOptions trainer, int? dimension = null)
    {
        var options = FusedRows.Fused[structure];
        if (dimension is { } length) options = options with { EmbeddingDimension = length };
        var rows = FusedRows.RowsFor(options);
        using RatingPredictor first = FusedRows.Create(options, rows), second = FusedRows.Create(options, rows);
        TrainingReport fused;
        MatrixKernels.Force(bits);
        try
        {
            fused = Train(first, rows, trainer);
        }
        finally
        {
            MatrixKernels.Force(null);
        }

        var general = Train(second, rows, trainer with { Fused = FusedTraining.Never });

        Assert.True(fused.Fused);
        Assert.False(general.Fused);
        double tolerance = options.Loss is AbsoluteErrorLoss ? 1e-2 : 1e-5; // its slope leaps where an error changes its sign
        Near.Equal(Losses(general), Losses(fused), tolerance);
        Near.Equal(Encoded.Call(second, rows, FusedRows.Inputs), Encoded.Call(first, rows, FusedRows.Inputs), tolerance);
    }

    private static TrainingReport Train(RatingPredictor model, Dataset rows, TrainerOptions options) =>
        new Trainer(options).Train(model, new TrainingData(rows, FusedRows.Inputs), cancellationToken: TestContext.Current.CancellationToken);

    private static double[] Losses(TrainingReport report) => [.. report.History.Select(e => e.Loss)];

    private static byte[] Weights(RatingPredictor model) => [.. ModelWeights.Capture(model).SelectMany(a => a.Data.ToArray())];
}
