using DeepRec.Preprocessing;
using DeepRec.Testing;
using DeepRec.Tests.Preprocessing;
using Check = DeepRec.Testing.StepContract;

namespace DeepRec.Tests.Testing;

/// <summary>A broken step fails just the checks that are about what is broken.</summary>
public sealed class StepContractTests
{
    public static TheoryData<StepFlaw, string[]> Flaws => new()
    {
        { StepFlaw.None, [] },
        { StepFlaw.DrawsAtRandom, [nameof(Check.FittingTwiceGivesTheSame), nameof(Check.FittingOnPartsIsFittingOnTheWhole)] },
        { StepFlaw.ReadsOnePartition, [nameof(Check.FittingOnPartsIsFittingOnTheWhole)] },
        { StepFlaw.LooksAtOtherRows, [nameof(Check.FittingOnPartsIsFittingOnTheWhole), nameof(Check.RowsAreTransformedEachAlone)] },
        { StepFlaw.DividesByZero, [nameof(Check.NumbersStayFinite)] },
        { StepFlaw.RefusesMissingValues, [nameof(Check.MissingValuesAreNoError), nameof(Check.SavesAndLoads)] },
        { StepFlaw.RefusesUnseenCategories, [nameof(Check.UnseenCategoriesAreNoError), nameof(Check.SavesAndLoads)] },
        { StepFlaw.RefusesNoRows, [nameof(Check.NoRowsAreNoError)] },
        { StepFlaw.WritesIntoItsInput, [nameof(Check.TheInputStaysAsItWas)] },
        { StepFlaw.ForgetsWhatItLearned, [nameof(Check.SavesAndLoads)] },
        { StepFlaw.HasNoName, [nameof(Check.SavesAndLoads)] },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void AFlawFailsItsOwnChecks(StepFlaw flaw, string[] checks) => Assert.Equal(checks, FailedChecks.Of(new StepContract(new FlawedStep(flaw), SomeRows()).Verify));

    [Fact]
    public void EveryCheckIsFailedByAFlaw() => Assert.Equal(FailedChecks.Possible<StepContract>(), Flaws.SelectMany(row => row.Data.Item2).Distinct().Order());

    [Fact]
    public void AStepWithoutANameToSaveUnderIsTold() =>
        Assert.Contains("RegisterStep<Nameless>", Assert.Throws<ContractException>(new StepContract(new FlawedStep(StepFlaw.HasNoName), SomeRows()).SavesAndLoads).Message, StringComparison.Ordinal);

    [Fact]
    public void AMessageNamesTheColumnAndTheRow() => Assert.StartsWith(
        "FlawedStep breaks RowsAreTransformedEachAlone. Expected: row 1 alone as among others: column 'number', row 1: 0.",
        Assert.Throws<ContractException>(new StepContract(new FlawedStep(StepFlaw.LooksAtOtherRows), SomeRows()).RowsAreTransformedEachAlone).Message, StringComparison.Ordinal);

    [Fact]
    public void AStepThatLearnsNothingIsCheckedAsItIs() => new StepContract(new LogTransform("number"), SomeRows()).Verify();

    [Fact]
    public void AStepThatRemovesRowsIsChecked() => new StepContract(
        new DropInvalidRows(), Rows.Events(("u", "i", 1, 0), ("v", "i", 2, 1), (null, "j", 3, 2), ("u", "j", 4, 3), ("v", "j", 2, 4))).Verify();

    [Fact]
    public void TwoRowsAreTooFew() => Assert.Contains("3 rows at least; these are 2", Assert.Throws<ArgumentException>(() => new StepContract(new LogTransform("number"), SomeRows().Select([0, 1]))).Message, StringComparison.Ordinal);

    private static Dataset SomeRows() => Rows.Of(
        (Feature.Number("number"), new NumberColumn([1, 2, 5, 0.5f, 3, 6, 4, 8])),
        (Feature.Category("category"), Rows.Category("a", "b", null, "a", "c", "b", "a", "a")));
}
