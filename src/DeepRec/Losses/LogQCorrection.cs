namespace DeepRec.Models;

/// <summary>Which scores of a sampled softmax are lowered by ln(n q_j), the logarithm of how often item j is expected among n draws.</summary>
public enum LogQCorrection
{
    /// <summary>None: the model learns scores that hold the sampling in them.</summary>
    None,

    /// <summary>
    /// Those of the negatives: Σ exp(s_j) / (n q_j) estimates the sum over all other items without bias, and the loss that of the full softmax.
    /// Bengio and Senécal, "Quick Training of Probabilistic Neural Nets by Importance Sampling" (AISTATS 2003).
    /// </summary>
    NegativesOnly,

    /// <summary>
    /// That of the positive too: a softmax among the candidates. Jean et al., "On Using Very Large Target Vocabulary for Neural Machine
    /// Translation" (ACL 2015); <c>sampled_softmax_loss</c> of TensorFlow.
    /// </summary>
    Both,
}
