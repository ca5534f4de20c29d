namespace DeepRec.Preprocessing;

/// <summary>How a stretch of time becomes features.</summary>
[Flags]
public enum ElapsedEncoding
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A number, ln(1 + seconds).</summary>
    Logarithm = 1,

    /// <summary>The id of the bucket it falls into.</summary>
    Buckets = 2,
}
