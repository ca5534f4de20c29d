namespace DeepRec;

/// <summary>Which letters texts are written in.</summary>
public enum TextCase
{
    /// <summary>As they came.</summary>
    Keep,

    /// <summary>Small ones, by the rules of no particular language.</summary>
    Lower,

    /// <summary>Capital ones, by the rules of no particular language.</summary>
    Upper,
}
