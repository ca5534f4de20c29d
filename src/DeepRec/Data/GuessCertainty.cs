namespace DeepRec;

/// <summary>How sure a guess about a column is.</summary>
public enum GuessCertainty
{
    /// <summary>Another reading is as likely. Look at the column and state what it is.</summary>
    Doubtful,

    /// <summary>Name and values point the same way.</summary>
    Likely,

    /// <summary>The values leave no other sensible reading.</summary>
    Sure,

    /// <summary>No guess: the caller said so.</summary>
    Stated,
}
