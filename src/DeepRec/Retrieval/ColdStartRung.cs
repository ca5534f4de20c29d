namespace DeepRec;

/// <summary>How much a score could lean on: the rungs of the cold-start ladder, from firm to loose.</summary>
public enum ColdStartRung
{
    /// <summary>The user and the item both occurred in training.</summary>
    Known,

    /// <summary>The item did not occur in training: scored by the user, and by the item's features where they are known.</summary>
    UnknownItem,

    /// <summary>The user did not occur in training: scored by the item, and by what the request says of the user and the moment.</summary>
    UnknownUser,

    /// <summary>Neither occurred in training: scored by features and the mean.</summary>
    UnknownUserAndItem,
}
