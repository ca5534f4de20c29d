namespace DeepRec.Tests.Testing;

/// <summary>What can be wrong with a ranker of one's own.</summary>
public enum RankerFlaw
{
    None,
    HasAParameterWithoutUse,
    HidesAParameter,
    RegistersAParameterByItsProperty,
    AddsNoInteraction,
    DrawsAtRandom,
    ScoresPairsOtherwise,
    LooksAtTheBatch,
    LooksAtOtherItems,
    GivesAColumn,
    IsNotANumberForUnknownUsers,
    ForgetsASetting,
    StartsFromTheGlobalGenerator,
    SharesAFieldBetweenThreads,
    KeepsScores,
    KeepsPairs,
    RefusesManyRequests,
}
