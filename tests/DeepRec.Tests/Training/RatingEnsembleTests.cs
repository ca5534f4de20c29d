using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests.Training;

public sealed class RatingEnsembleTests
{
    private static readonly TrainerOptions Short = new() { Epochs = 2, BatchSize = 64, Seed = 5 };

    [Fact]
    public void ThePredictionIsTheWeightedMeanOfMembersTrainedBySeedsInTurn()
    {
        var member = new RatedHistoryPredictorOptions { Dimension = 4, HiddenLayers = [4] };
        float[] whole = Predict(new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = member, Weight = 1 }, new RatingEnsembleMember { Model = member, Weight = 3 }] }, Short);
        float[] first = Predict(member, Short), second = Predict(member, Short with { Seed = 6 });
        Assert.NotEqual(first, second);
        Near.Equal([.. first.Zip(second, (a, b) => 0.25f * a + 0.75f * b)], whole, 1e-5);
    }

    [Fact]
    public void AMembersOwnTrainerIsItsOwnButForTheSeed()
    {
        var member = new RatedHistoryPredictorOptions { Dimension = 4, HiddenLayers = [4] };
        float[] whole = Predict(new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = member, Trainer = Short with { Epochs = 4, Seed = 99 } }] }, Short);
        Near.Equal(Predict(member, Short with { Epochs = 4 }), whole, 1e-6);
    }

    [Fact]
    public void TheReportCountsTheEpochsOfAll()
    {
        var ensemble = new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = new MlpRatingPredictorOptions() }, new RatingEnsembleMember { Model = new MlpRatingPredictorOptions(), Trainer = Short with { Epochs = 3 } }] };
        using var recommender = Train(ensemble, Short);
        Assert.Equal([1, 2, 3, 4, 5], recommender.Report!.History.Select(epoch => epoch.Number));
        Assert.Equal(5, recommender.Report.BestEpoch);
    }

    [Fact]
    public void OneWithoutAMemberOrAWeightIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RatingEnsembleOptions { Members = [] });
        Assert.Throws<ArgumentException>(() => new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = new MlpRatingPredictorOptions(), Weight = 0 }] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RatingEnsembleMember { Model = new MlpRatingPredictorOptions(), Weight = double.NaN });
    }

    [Fact]
    public void MembersThatReadTimesReadThemAlike()
    {
        var ensemble = new RatingEnsembleOptions { Members = [.. new[] { RatingTimes.All, RatingTimes.Earlier }.Select(times => new RatingEnsembleMember { Model = new RatedHistoryPredictorOptions { Times = times } })] };
        Assert.Contains("Set Times alike", Assert.Throws<ArgumentException>(() => Train(ensemble, Short)).Message, StringComparison.Ordinal);
    }

    private static Recommender<string, string> Train(RatingPredictorOptions model, TrainerOptions trainer) =>
        Recommender.Train<string, string>(new TrainingSet(AsymmetricCheckerboard.Create().ToDataset()), new RecommenderOptions { Model = model, Trainer = trainer });

    private static float[] Predict(RatingPredictorOptions model, TrainerOptions trainer)
    {
        using var recommender = Train(model, trainer);
        return recommender.Predict(AsymmetricCheckerboard.Create().ToHeldOutDataset());
    }
}
