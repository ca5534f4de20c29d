namespace DeepRec.Preprocessing;

/// <summary>How a cycle of time becomes a feature.</summary>
public enum TimeEncoding
{
    /// <summary>Sine and cosine of its angle: 23:59 lies beside 00:00. Missing is (0, 0), which is no point of the circle.</summary>
    Cyclic,

    /// <summary>An id, to be embedded.</summary>
    Bucketed,
}
