namespace DeepRec.Encoders;

/// <summary>How the gates of a <see cref="GatedSumFusion"/> come from their logits z ∈ ℝⁿ.</summary>
public enum FusionGate
{
    /// <summary>g_i = σ(z_i): each part is let in or not, whatever the others are.</summary>
    Sigmoid,

    /// <summary>g = softmax(z): parts share a weight of 1, so that one that comes in takes from the others.</summary>
    Softmax,
}
