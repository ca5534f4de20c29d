namespace DeepRec.Models;

/// <summary>What the vectors of items are before training.</summary>
public enum ItemStart
{
    /// <summary>Normal random numbers.</summary>
    Random,

    /// <summary>A truncated singular value decomposition of how often items follow each other in the training histories.</summary>
    Cooccurrence,
}
