namespace DeepRec.Models;

/// <summary>
/// Training of the two parts by themselves, each by Adam, before they are put together: their weights are copied, the output weights and biases of
/// the factorisation times α, those of the network times 1 − α.
/// </summary>
/// <remarks>He et al., "Neural Collaborative Filtering" (WWW 2017), section 3.4.1.</remarks>
public sealed record NeuMfPretraining
{
    /// <summary>Epochs of each part.</summary>
    /// <value>Default 20: the authors' code. 1 or more.</value>
    public int Epochs { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs is 1 or more."); } = 20;

    /// <summary>The learning rate of Adam.</summary>
    /// <value>Default 0.001: the authors' code. Above 0.</value>
    public double LearningRate { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LearningRate is positive."); } = 0.001;

    /// <summary>α, the share of the factorisation in the first scores of the whole.</summary>
    /// <value>Default 0.5, as in the paper. In [0, 1].</value>
    public double Share { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Share lies in [0, 1]."); } = 0.5;
}
