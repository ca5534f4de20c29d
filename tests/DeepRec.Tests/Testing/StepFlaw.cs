namespace DeepRec.Tests.Testing;

/// <summary>What can be wrong with a step of one's own.</summary>
public enum StepFlaw
{
    None,
    DrawsAtRandom,
    ReadsOnePartition,
    LooksAtOtherRows,
    DividesByZero,
    RefusesMissingValues,
    RefusesUnseenCategories,
    RefusesNoRows,
    WritesIntoItsInput,
    ForgetsWhatItLearned,
    HasNoName,
}
