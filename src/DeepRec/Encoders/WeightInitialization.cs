namespace DeepRec.Encoders;

/// <summary>How the weights of a dense layer of n inputs and m outputs start.</summary>
public enum WeightInitialization
{
    /// <summary>Uniform in ±√(6 / (n + m)), biases zero: Glorot and Bengio, AISTATS 2010; the default of Keras.</summary>
    GlorotUniform,

    /// <summary>Weights and biases uniform in ±1/√n: LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998); the default of PyTorch.</summary>
    FanInUniform,
}
