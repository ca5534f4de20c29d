using DeepRec.Models;
using DeepRec.Tests.Models;

namespace DeepRec.Tests.Training;

public sealed class DivergenceTests
{
    [Fact]
    public void AFarTooHighRateIsToldAndTheFirstWeightsAreBack()
    {
        using var model = Checkerboard.Create(ModelSettings.Article);
        byte[] before = Weights(model);

        var error = Diverges(model, new TrainerOptions { Optimizer = new SgdOptions { LearningRate = 1e6 } }, Checkerboard.Data);

        Assert.Equal((1e6, 0), (error.LearningRate, error.LastGoodEpoch));
        Assert.InRange(error.Step, 1, 50);
        Assert.Contains($"At step {error.Step}, learning rate 1000000, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("The model holds the weights it started with.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights(model));
        Assert.False(model.training);
    }

    [Fact]
    public void TheWeightsOfTheLastGoodEpochAreBack()
    {
        using RatingPredictor good = Checkerboard.Create(ModelSettings.Recommended), bad = Checkerboard.Create(ModelSettings.Recommended);
        var options = new TrainerOptions { Epochs = 1, BatchSize = 400, Optimizer = new SgdOptions { LearningRate = 0.01 } };
        new Trainer(options).Train(good, Checkerboard.Data, cancellationToken: TestContext.Current.CancellationToken);

        var error = Diverges(bad, options with { Epochs = 5, Schedule = new Explosion(4, 1e25) }, Checkerboard.Data);

        Assert.Equal(1, error.LastGoodEpoch);
        Assert.InRange(error.Step, 4, 8);
        Assert.Contains("after epoch 1", error.Message, StringComparison.Ordinal);
        bad.FillUnmet(Checkerboard.Visible);
        Assert.Equal(Weights(good), Weights(bad));
    }

    [Fact]
    public void ALastStepIntoTheVoidIsSeen()
    {
        using var model = new OneNumber();

        var error = Diverges(model, new TrainerOptions { Epochs = 3, Optimizer = new SgdOptions { LearningRate = 0.1 }, Schedule = new Explosion(2, 1e300) }, OneNumber.Data(1));

        Assert.Equal((2, 2), (error.Step, error.LastGoodEpoch));
        Assert.Equal(0.36f, model.Value, 1e-6); // 0.2 and a fifth of what is left
    }

    [Fact]
    public void AValidationLossThatIsNoNumberIsToldAndTheLastGoodWeightsAreBack()
    {
        using var model = new OneNumber();

        var error = Diverges(model, new TrainerOptions { Epochs = 2, BatchSize = 1, Optimizer = new SgdOptions { LearningRate = 0.1 } }, OneNumber.Data(1, 1) with { Validation = OneNumber.Rows(1e30f) });

        Assert.Equal((1, 0.1, 0), (error.Step, error.LearningRate, error.LastGoodEpoch));
        Assert.True(double.IsPositiveInfinity(error.Loss));
        Assert.Equal(0, model.Value);
    }

    [Fact]
    public void LabelsTooLargeToSquareAreTold()
    {
        using var model = new OneNumber();

        var error = Diverges(model, new TrainerOptions(), OneNumber.Data(1e30f));

        Assert.Equal((0, double.PositiveInfinity, 0), (error.Step, error.Loss, error.LastGoodEpoch));
        Assert.Equal(0, model.Value);
    }

    private static TrainingDivergedException Diverges(RatingPredictor model, TrainerOptions options, TrainingData data) =>
        Assert.Throws<TrainingDivergedException>(() => new Trainer(options).Train(model, data, cancellationToken: TestContext.Current.CancellationToken));

    private static byte[] Weights(RatingPredictor model) => [.. ModelWeights.Capture(model).SelectMany(a => a.Data.ToArray())];

    private sealed record Explosion(long From, double Size) : LearningRateSchedule
    {
        public override double Factor(long step, long totalSteps) => step < From ? 1 : Size;
    }
}
