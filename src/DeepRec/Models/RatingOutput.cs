namespace DeepRec.Models;

/// <summary>How the sum of a rating predictor's parts becomes a rating.</summary>
public enum RatingOutput
{
    /// <summary>As it is.</summary>
    Linear,

    /// <summary>minimum + (maximum − minimum) · σ(z), the range of the training labels: never outside it.</summary>
    ScaledSigmoid,

    /// <summary>By an activation that is named beside it.</summary>
    Activation,
}
