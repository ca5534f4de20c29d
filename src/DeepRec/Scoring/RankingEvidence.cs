namespace DeepRec;

/// <summary>What of a request the scores of a model lean on. A model is asked only where it has something to go by.</summary>
[Flags]
internal enum RankingEvidence
{
    /// <summary>Nothing: everybody gets the same order.</summary>
    None = 0,

    /// <summary>The user's id.</summary>
    User = 1,

    /// <summary>The items met so far.</summary>
    History = 2,

    /// <summary>Columns of user and context, also without a history.</summary>
    Features = 4,

    /// <summary>Features of the items met so far, so that one whom nobody met in training says something too.</summary>
    Content = 8,
}
