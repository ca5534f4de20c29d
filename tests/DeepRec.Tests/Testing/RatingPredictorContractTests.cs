using DeepRec.Models;
using DeepRec.Testing;
using Check = DeepRec.Testing.RatingPredictorContract;

namespace DeepRec.Tests.Testing;

/// <summary>A broken model fails just the checks that are about what is broken.</summary>
public sealed class RatingPredictorContractTests
{
    public static TheoryData<ModelFlaw, string[]> Flaws => new()
    {
        { ModelFlaw.None, [] },
        { ModelFlaw.HasAParameterWithoutUse, [nameof(Check.GradientsAreFinite)] },
        { ModelFlaw.HidesAParameter, [nameof(Check.RegistersEveryParameter), nameof(Check.LearnsTheCheckerboard), nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads)] },
        { ModelFlaw.RegistersAParameterByItsProperty, [nameof(Check.SavesEachTensorOnce)] },
        { ModelFlaw.AddsNoInteraction, [nameof(Check.LearnsTheCheckerboard)] },
        { ModelFlaw.DrawsAtRandom, [nameof(Check.ScoresAreDeterministic), nameof(Check.ScoresDoNotDependOnTheBatch), nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads), nameof(Check.TheSeedDecidesTheTraining), nameof(Check.ManyThreadsScoreAlike)] },
        { ModelFlaw.LooksAtTheBatch, [nameof(Check.ScoresDoNotDependOnTheBatch)] },
        { ModelFlaw.RefusesNoRows, [nameof(Check.NoRowsGiveNoScores)] },
        { ModelFlaw.IsNotANumberForUnknownUsers, [nameof(Check.UnknownIdsGetFiniteScores)] },
        { ModelFlaw.ForgetsASetting, [nameof(Check.SavesAndLoads)] },
        { ModelFlaw.StartsFromTheGlobalGenerator, [nameof(Check.TheSeedDecidesTheTraining)] },
        { ModelFlaw.SharesAFieldBetweenThreads, [nameof(Check.ManyThreadsScoreAlike)] },
        { ModelFlaw.KeepsScores, [nameof(Check.ScoringLeavesNoTensorBehind), nameof(Check.TrainingLeavesNoTensorBehind)] },
        { ModelFlaw.KeepsLosses, [nameof(Check.TrainingLeavesNoTensorBehind)] },
        { ModelFlaw.IsNotANumberUntilTenSteps, [nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads), nameof(Check.CancellingEndsTheTrainingWithinAStep)] },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void AFlawFailsItsOwnChecks(ModelFlaw flaw, string[] checks) =>
        Assert.Equal(checks, FailedBy(new FlawedModelOptions(flaw) { Shift = flaw == ModelFlaw.ForgetsASetting ? 0.5 : 0 }));

    [Fact]
    public void EveryCheckIsFailedByAFlaw() => Assert.Equal(FailedChecks.Possible<RatingPredictorContract>(), Flaws.SelectMany(row => row.Data.Item2).Distinct().Order());

    [Fact]
    public void AModelWithoutANameToSaveUnderIsTold()
    {
        using var contract = new RatingPredictorContract(new NamelessModelOptions());

        var error = Assert.Throws<ContractException>(contract.SavesAndLoads);

        Assert.Equal([nameof(Check.SavesAndLoads)], error.FailedChecks);
        Assert.Contains("RegisterModel<NamelessModelOptions>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresOfAnotherShapeAreToldByTheirShape()
    {
        using var contract = new RatingPredictorContract(new FlawedModelOptions(ModelFlaw.GivesAColumn));

        var error = Assert.Throws<ContractException>(contract.NoRowsGiveNoScores);

        Assert.StartsWith("FlawedModelOptions breaks NoRowsGiveNoScores. Expected: a score for each row, shape [0]. Found: shape [0, 1]. Cure: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinearModelIsHeldToBeingOne()
    {
        using var linear = new RatingPredictorContract(new FlawedModelOptions(ModelFlaw.AddsNoInteraction)) { SeesInteractions = false };
        using var other = new RatingPredictorContract(new FlawedModelOptions(ModelFlaw.None)) { SeesInteractions = false };

        linear.LearnsTheCheckerboard();
        Assert.Equal([nameof(Check.LearnsTheCheckerboard)], Assert.Throws<ContractException>(other.LearnsTheCheckerboard).FailedChecks);
    }

    [Fact]
    public void AnExceptionOfTheModelIsTheCauseOfTheFailure()
    {
        using var contract = new RatingPredictorContract(new FlawedModelOptions(ModelFlaw.RefusesNoRows));

        var error = Assert.Throws<ContractException>(contract.NoRowsGiveNoScores);

        Assert.Equal("no rows", Assert.IsType<InvalidOperationException>(error.InnerException).Message);
    }

    private static IReadOnlyList<string> FailedBy(RatingPredictorOptions options)
    {
        using var contract = new RatingPredictorContract(options);
        return FailedChecks.Of(contract.Verify);
    }
}
