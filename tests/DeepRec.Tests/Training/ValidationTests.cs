using DeepRec.Models;
using DeepRec.Tests.Models;

namespace DeepRec.Tests.Training;

public sealed class ValidationTests
{
    [Fact]
    public void PatienceEndsTheTrainingAndBringsBackTheBestWeights()
    {
        // Answers that contradict the training rows: the better it learns, the worse they fit.
        var contrary = Checkerboard.HeldOut.With("Value", Checkerboard.HeldOut.Column<NumberColumn>("Value").Map(v => 1 - v));
        using var model = Checkerboard.Create(ModelSettings.Recommended);

        var report = Train(model, new TrainerOptions { Epochs = 50, Patience = 3, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 0.005 } }, Checkerboard.Data with { Validation = contrary });

        Assert.True(report.StoppedEarly);
        Assert.Equal(report.BestEpoch + 3, report.History.Count);
        Assert.Equal(report.History.MinBy(e => e.ValidationLoss)!.Number, report.BestEpoch);
        double error = Checkerboard.Scores(model, contrary).Zip([.. contrary.Column<NumberColumn>("Value").Values], (score, label) => Math.Pow(score - label, 2)).Average();
        Assert.Equal(report.History[report.BestEpoch - 1].ValidationLoss!.Value, error, 1e-6);
        Assert.NotEqual(report.History[^1].ValidationLoss!.Value, error, 1e-6);
    }

    [Fact]
    public void WithoutPatienceTheLastWeightsStay()
    {
        using var model = new OneNumber();

        var report = Train(model, new TrainerOptions { Epochs = 3, Optimizer = new SgdOptions { LearningRate = 0.25 } }, OneNumber.Data(8) with { Validation = OneNumber.Rows(0) });

        Assert.Equal((3, false), (report.BestEpoch, report.StoppedEarly));
        Assert.Equal(7, model.Value); // 4, 6, 7
        Assert.Equal([16.0, 36, 49], report.History.Select(e => e.ValidationLoss!.Value));
    }

    [Fact]
    public void AnEqualLossIsNoBetter()
    {
        using var model = new OneNumber();

        var report = Train(model, new TrainerOptions { Epochs = 9, Patience = 2, Optimizer = new SgdOptions { LearningRate = 0.25 } }, OneNumber.Data(0) with { Validation = OneNumber.Rows(1) });

        Assert.Equal((1, 3), (report.BestEpoch, report.History.Count));
    }

    [Fact]
    public void TheNewestRowsAreHeldBackWhereRowsHaveATime()
    {
        using var model = new OneNumber();
        var rows = Encoded.Rows(
            (Feature.Label("y"), new NumberColumn([7, 0, 0, 0, 7, 0, 0, 0])),
            (Feature.Timestamp("at"), new DateTimeColumn([.. new[] { 80, 10, 20, 30, 90, 40, 50, 60 }.Select(day => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).Ticks)])));

        var report = Train(model, new TrainerOptions { Epochs = 1, ValidationFraction = 0.25 }, new TrainingData(rows, []));

        Assert.Equal((6, 0.0, 49.0), (report.Rows, report.History[0].Loss, report.History[0].ValidationLoss));
    }

    [Fact]
    public void SomeRowsAreHeldBackWhereTheyHaveNone()
    {
        using var model = new OneNumber();
        var options = new TrainerOptions { Epochs = 1, ValidationFraction = 0.25, Patience = 1 };

        Assert.Equal(6, Train(model, options, OneNumber.Data(1, 2, 3, 4, 5, 6, 7, 8)).Rows);
        Assert.Equal(8, Train(model, options, OneNumber.Data(1, 2, 3, 4, 5, 6, 7, 8) with { Validation = OneNumber.Rows(1) }).Rows); // validation rows are given
    }

    [Fact]
    public void PatienceNeedsRowsToWatchBy()
    {
        using var model = new OneNumber();
        var options = new TrainerOptions { Patience = 1 };

        Assert.Contains("Patience needs validation rows", Assert.Throws<InvalidOperationException>(() => Train(model, options, OneNumber.Data(1))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Train(model, options, OneNumber.Data(1) with { Validation = OneNumber.Rows() }));
    }

    private static TrainingReport Train(RatingPredictor model, TrainerOptions options, TrainingData data) =>
        new Trainer(options).Train(model, data, cancellationToken: TestContext.Current.CancellationToken);
}
