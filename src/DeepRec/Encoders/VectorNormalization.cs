namespace DeepRec.Encoders;

/// <summary>How vectors are brought to one scale before anything is learned of them.</summary>
public enum VectorNormalization
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>To length 1: v / max(‖v‖₂, 1e-12). Keeps the direction, which is what cosine similarity reads.</summary>
    Length,

    /// <summary>To mean 0 and variance 1 over the numbers of a vector: (v − mean) / √(variance + 1e-5), without a learned scale.</summary>
    Layer,
}
