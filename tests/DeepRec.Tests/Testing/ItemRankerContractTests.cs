using DeepRec.Models;
using DeepRec.Testing;
using Check = DeepRec.Testing.ItemRankerContract;

namespace DeepRec.Tests.Testing;

/// <summary>A broken ranker fails just the checks that are about what is broken.</summary>
public sealed class ItemRankerContractTests
{
    public static TheoryData<RankerFlaw, string[]> Flaws => new()
    {
        { RankerFlaw.None, [] },
        { RankerFlaw.HasAParameterWithoutUse, [nameof(Check.GradientsAreFinite)] },
        { RankerFlaw.HidesAParameter, [nameof(Check.RegistersEveryParameter), nameof(Check.LearnsTheCheckerboard), nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads)] },
        { RankerFlaw.RegistersAParameterByItsProperty, [nameof(Check.SavesEachTensorOnce)] },
        { RankerFlaw.AddsNoInteraction, [nameof(Check.LearnsTheCheckerboard)] },
        { RankerFlaw.DrawsAtRandom, [nameof(Check.ScoresAreDeterministic), nameof(Check.PairsAgreeWithAll), nameof(Check.ScoresDoNotDependOnTheBatch), nameof(Check.ScoresDoNotDependOnOtherItems), nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads), nameof(Check.TheSeedDecidesTheTraining), nameof(Check.ManyThreadsScoreAlike)] },
        { RankerFlaw.ScoresPairsOtherwise, [nameof(Check.PairsAgreeWithAll)] },
        { RankerFlaw.LooksAtTheBatch, [nameof(Check.ScoresDoNotDependOnTheBatch)] },
        { RankerFlaw.LooksAtOtherItems, [nameof(Check.PairsAgreeWithAll), nameof(Check.ScoresDoNotDependOnOtherItems)] },
        { RankerFlaw.IsNotANumberForUnknownUsers, [nameof(Check.UnknownUsersGetFiniteScores)] },
        { RankerFlaw.ForgetsASetting, [nameof(Check.SavesAndLoads)] },
        { RankerFlaw.StartsFromTheGlobalGenerator, [nameof(Check.TheSeedDecidesTheTraining)] },
        { RankerFlaw.SharesAFieldBetweenThreads, [nameof(Check.ManyThreadsScoreAlike)] },
        { RankerFlaw.KeepsScores, [nameof(Check.ScoringLeavesNoTensorBehind), nameof(Check.TrainingLeavesNoTensorBehind)] },
        {
            RankerFlaw.RefusesManyRequests,
            [
                nameof(Check.LearnsTheCheckerboard), nameof(Check.ScoresAreDeterministic), nameof(Check.PairsAgreeWithAll), nameof(Check.ScoresDoNotDependOnTheBatch), nameof(Check.ScoresDoNotDependOnOtherItems), nameof(Check.UnknownUsersGetFiniteScores),
                nameof(Check.SavedWeightsGiveTheSameScores), nameof(Check.SavesAndLoads), nameof(Check.TheSeedDecidesTheTraining), nameof(Check.ManyThreadsScoreAlike), nameof(Check.ScoringLeavesNoTensorBehind),
                nameof(Check.TrainingLeavesNoTensorBehind), nameof(Check.CancellingEndsTheTrainingWithinAStep),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void AFlawFailsItsOwnChecks(RankerFlaw flaw, string[] checks) => Assert.Equal(checks, FailedBy(new FlawedRankerOptions { Flaw = flaw, Shift = flaw == RankerFlaw.ForgetsASetting ? 0.5 : 0 }));

    [Fact]
    public void EveryCheckIsFailedByAFlaw() => Assert.Equal(FailedChecks.Possible<ItemRankerContract>(), Flaws.SelectMany(row => row.Data.Item2).Distinct().Order());

    [Fact]
    public void WhatIsKeptOfPairsIsFoundWhereALossScoresThem()
    {
        using var contract = new ItemRankerContract(new FlawedRankerOptions { Flaw = RankerFlaw.KeepsPairs, Loss = new BprLoss() });

        Assert.Equal([nameof(Check.TrainingLeavesNoTensorBehind)], Assert.Throws<ContractException>(contract.TrainingLeavesNoTensorBehind).FailedChecks);
    }

    [Fact]
    public void PairsThatDisagreeAreToldByTheirScores()
    {
        using var contract = new ItemRankerContract(new FlawedRankerOptions { Flaw = RankerFlaw.ScoresPairsOtherwise });

        string message = Assert.Throws<ContractException>(contract.PairsAgreeWithAll).Message;

        Assert.StartsWith("FlawedRankerOptions breaks PairsAgreeWithAll. Expected: the same score for a pair by ScorePairs as by Score, to 1E-05. Found: ", message, StringComparison.Ordinal);
        Assert.EndsWith("Cure: compute both from the same formula: training may use either.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresOfAnotherShapeAreToldByTheirShape()
    {
        using var contract = new ItemRankerContract(new FlawedRankerOptions { Flaw = RankerFlaw.GivesAColumn });

        Assert.StartsWith("FlawedRankerOptions breaks ScoresAreDeterministic. Expected: a score for each request and item, shape [40, 50]. Found: shape [40, 50, 1]. Cure: ", Assert.Throws<ContractException>(contract.ScoresAreDeterministic).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARankerWithoutANameToSaveUnderIsTold()
    {
        using var contract = new ItemRankerContract(new NamelessRankerOptions());

        var error = Assert.Throws<ContractException>(contract.SavesAndLoads);

        Assert.Equal([nameof(Check.SavesAndLoads)], error.FailedChecks);
        Assert.Contains("RegisterRanker<NamelessRankerOptions>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinearRankerIsHeldToBeingOne()
    {
        using var linear = new ItemRankerContract(new FlawedRankerOptions { Flaw = RankerFlaw.AddsNoInteraction }) { SeesInteractions = false };
        using var other = new ItemRankerContract(new FlawedRankerOptions()) { SeesInteractions = false };

        linear.LearnsTheCheckerboard();
        Assert.Equal([nameof(Check.LearnsTheCheckerboard)], Assert.Throws<ContractException>(other.LearnsTheCheckerboard).FailedChecks);
    }

    [Fact]
    public void ABaselineGoesThroughTheChecksOfWhatItRecommends()
    {
        using var popularity = new ItemRankerContract(new PopularityOptions()) { SeesInteractions = false };
        using var neighbors = new ItemRankerContract(new EaseOptions { Regularization = 1 });

        popularity.Verify();
        neighbors.Verify();
    }

    private static IReadOnlyList<string> FailedBy(ItemRankerOptions options)
    {
        using var contract = new ItemRankerContract(options);
        return FailedChecks.Of(contract.Verify);
    }
}
