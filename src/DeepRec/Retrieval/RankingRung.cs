namespace DeepRec;

/// <summary>What a recommended item could lean on: the rungs of the cold-start ladder of rankings, from firm to loose.</summary>
public enum RankingRung
{
    /// <summary>The model, for a user whom it met in training.</summary>
    KnownUser,

    /// <summary>The items that a user new to the model met just now: by the model where it reads histories, else by which items are met by the same users.</summary>
    RecentItems,

    /// <summary>The model, by features of the user or the moment alone.</summary>
    Features,

    /// <summary>How often the item was met by users who share a feature with this one.</summary>
    SegmentPopularity,

    /// <summary>How often the item was met by anybody.</summary>
    Popularity,
}
