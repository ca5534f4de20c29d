namespace DeepRec.Preprocessing;

/// <summary>What becomes of several rows of one user and item.</summary>
public enum DuplicatePolicy
{
    /// <summary>The last in time stays; without times, or at one time, the last in the order of rows. A row without a time counts as the oldest.</summary>
    KeepLast,

    /// <summary>The last stays and gets the mean of their labels, those present.</summary>
    MeanLabel,
}
