using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// Hidden layers and a linear output: h₀ = x, h_l = dropout(a(norm(W_l h_{l−1} + b_l))), y = W h_L + b. Without hidden layers y = W x + b.
/// </summary>
internal sealed class DenseLayers : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>?[] _normalizations;
    private readonly Linear[] _layers;
    private readonly Dropout _dropout;
    private readonly Activation _activation;

    public DenseLayers(int inputs, int outputs, MlpRatingPredictorOptions options, ref SeededRandom random) : base(nameof(DenseLayers))
    {
        int[] widths = [inputs, .. options.HiddenLayers, outputs];
        _activation = options.Activation;
        _dropout = new Dropout(options.Dropout);
        _layers = new Linear[widths.Length - 1];
        _normalizations = new nn.Module<Tensor, Tensor>?[options.HiddenLayers.Count];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = StartValues.Linear(widths[i], widths[i + 1], options.Initialization, ref random);
            register_module($"{i}", _layers[i]);
            if (i == _normalizations.Length) break;
            _normalizations[i] = options.Normalization switch
            {
                LayerNormalization.Batch => nn.BatchNorm1d(widths[i + 1]),
                LayerNormalization.Layer => nn.LayerNorm(widths[i + 1]),
                _ => null,
            };
            if (_normalizations[i] is { } normalization) register_module($"normalization_{i}", normalization);
        }

        register_module("dropout", _dropout);
    }

    /// <summary>The layer that gives the output.</summary>
    public Linear Output => _layers[^1];

    /// <summary>[B, inputs] → [B, outputs].</summary>
    public override Tensor forward(Tensor x)
    {
        for (int i = 0; i < _normalizations.Length; i++)
        {
            x = _layers[i].call(x); // [B, H_i]
            if (_normalizations[i] is { } normalization) x = normalization.call(x);
            x = _dropout.call(_activation.Apply(x));
        }

        return Output.call(x); // [B, outputs]
    }
}
