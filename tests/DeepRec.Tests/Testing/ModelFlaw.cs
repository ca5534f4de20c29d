namespace DeepRec.Tests.Testing;

/// <summary>What can be wrong with a model of one's own.</summary>
public enum ModelFlaw
{
    None,
    HasAParameterWithoutUse,
    HidesAParameter,
    RegistersAParameterByItsProperty,
    AddsNoInteraction,
    DrawsAtRandom,
    LooksAtTheBatch,
    RefusesNoRows,
    GivesAColumn,
    IsNotANumberForUnknownUsers,
    ForgetsASetting,
    StartsFromTheGlobalGenerator,
    SharesAFieldBetweenThreads,
    KeepsScores,
    KeepsLosses,
    IsNotANumberUntilTenSteps,
}
