namespace DeepRec.Preprocessing;

/// <summary>How an encoded column enters a model.</summary>
public enum FeatureInputKind
{
    /// <summary>One dense id a row, shape [B].</summary>
    Id,

    /// <summary>Any number of dense ids a row.</summary>
    IdBag,

    /// <summary>One or more numbers a row, shape [B, width].</summary>
    Number,

    /// <summary>One dense vector a row or none, each distinct one of a batch once: see <see cref="Encoders.VectorRows"/>.</summary>
    Vector,
}
