namespace DeepRec;

/// <summary>What a split promises about time.</summary>
public enum SplitProtocol
{
    /// <summary>
    /// Not stated: found out from the rows. Where nearly all test rows are newer than their user's training rows, the few that are not are leaks;
    /// where many are not, the split is taken to promise nothing.
    /// </summary>
    Unstated,

    /// <summary>Nothing, as <see cref="Split.Random(Dataset, double, int)"/>, <see cref="Split.KFold"/> and <see cref="Split.ByUsers"/>.</summary>
    Random,

    /// <summary>No test row is older than any training row, as <see cref="Split.ByTime"/>.</summary>
    ByTime,

    /// <summary>No test row is older than a training row of its user, as <see cref="Split.LeaveOneOut"/> and <see cref="Split.ByUserTime"/>.</summary>
    ByUserTime,
}
