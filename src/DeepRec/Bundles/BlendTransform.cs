namespace DeepRec;

/// <summary>What becomes of a model's scores before a <see cref="BlendOptions"/> adds them.</summary>
public enum BlendTransform
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>ln(max(s, 0) + ε): scores that are like probabilities or counts become like logits.</summary>
    Logarithm,

    /// <summary>(s − mean) / standard deviation, over the items of a request; 0 where all are alike.</summary>
    Standardize,
}
