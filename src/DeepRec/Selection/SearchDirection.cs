namespace DeepRec;

/// <summary>Which objective is the better one.</summary>
public enum SearchDirection
{
    /// <summary>The smaller: an error, a loss.</summary>
    Minimize,

    /// <summary>The larger: NDCG, recall.</summary>
    Maximize,
}
