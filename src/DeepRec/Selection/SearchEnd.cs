namespace DeepRec;

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>Every point of the space was tried.</summary>
    Exhausted,

    /// <summary>The number of trials was reached.</summary>
    Trials,

    /// <summary>The time was over.</summary>
    Time,
}
