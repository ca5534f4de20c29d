namespace DeepRec.Tests.Testing;

/// <summary>What can be wrong with an encoder of one's own.</summary>
public enum EncoderFlaw
{
    None,
    HidesAParameter,
    RegistersAParameterByItsProperty,
    SaysAnotherWidth,
    IsNotANumberForPadding,
    DrawsAtRandom,
    LooksAtTheBatch,
    HasAParameterWithoutUse,
    StartsFromTheGlobalGenerator,
    ForgetsASetting,
    SharesAFieldBetweenThreads,
    KeepsVectors,
}
