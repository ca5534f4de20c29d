using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>What <see cref="DenseLayers"/> are made by.</summary>
/// <param name="HiddenLayers">Widths, from the input on.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="Normalization">Of the hidden layers.</param>
/// <param name="Dropout">Of the hidden layers.</param>
/// <param name="Initialization">Of all layers.</param>
internal sealed record DenseSettings(
    IReadOnlyList<int> HiddenLayers, Activation Activation = Activation.ReLU, LayerNormalization Normalization = LayerNormalization.None, double Dropout = 0,
    WeightInitialization Initialization = WeightInitialization.GlorotUniform);
