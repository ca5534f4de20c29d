namespace DeepRec;

/// <summary>How a search walks through its space.</summary>
public enum SearchMethod
{
    /// <summary>
    /// Points drawn by the seed, each independent of the others. Where every dimension has a list of values, no point is drawn twice.
    /// More is found in as many trials than on a grid when few settings matter (Bergstra and Bengio 2012).
    /// </summary>
    Random,

    /// <summary>Every combination of the values, the last dimension changing fastest.</summary>
    Grid,
}
