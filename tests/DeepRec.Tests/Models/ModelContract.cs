using System.Collections.Concurrent;
using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests.Models;

/// <summary>What holds for every rating model. Derive it for each.</summary>
public abstract class ModelContract
{
    // Trained once for all tests of a class.
    private static readonly ConcurrentDictionary<RatingPredictorOptions, RatingPredictorContract> Cache = [];

    private RatingPredictorContract Contract => Cache.GetOrAdd(Options, options => new RatingPredictorContract(options) { SeesInteractions = SeesInteractions });

    private protected abstract RatingPredictorOptions Options { get; }

    /// <summary>Whether more than the sum of a user's and an item's part can be learned.</summary>
    protected virtual bool SeesInteractions => true;

    [Fact]
    public void RegistersEveryParameter() => Contract.RegistersEveryParameter();

    [Fact]
    public void SavesEachTensorOnce() => Contract.SavesEachTensorOnce();

    [Fact]
    public void GradientsAreFinite() => Contract.GradientsAreFinite();

    [Fact]
    public void LearnsTheCheckerboard() => Contract.LearnsTheCheckerboard();

    [Fact]
    public void ScoresAreDeterministic() => Contract.ScoresAreDeterministic();

    [Fact]
    public void ScoresDoNotDependOnTheBatch() => Contract.ScoresDoNotDependOnTheBatch();

    [Fact]
    public void NoRowsGiveNoScores() => Contract.NoRowsGiveNoScores();

    [Fact]
    public void UnknownIdsGetFiniteScores() => Contract.UnknownIdsGetFiniteScores();

    [Fact]
    public void SavedWeightsGiveTheSameScores() => Contract.SavedWeightsGiveTheSameScores();

    [Fact]
    public void SavesAndLoads() => Contract.SavesAndLoads();

    [Fact]
    public void TheSeedDecidesTheTraining() => Contract.TheSeedDecidesTheTraining();

    [Fact]
    public void ManyThreadsScoreAlike() => Contract.ManyThreadsScoreAlike();

    [Fact]
    public void ScoringLeavesNoTensorBehind() => Contract.ScoringLeavesNoTensorBehind();

    [Fact]
    public void TrainingLeavesNoTensorBehind() => Contract.TrainingLeavesNoTensorBehind();

    [Fact]
    public void CancellingEndsTheTrainingWithinAStep() => Contract.CancellingEndsTheTrainingWithinAStep();
}
