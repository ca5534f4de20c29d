using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Dropout = DeepRec.Encoders.Dropout;

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

    public DenseLayers(int inputs, int outputs, DenseSettings options, ref SeededRandom random) : base(nameof(DenseLayers))
    {
        int[] widths = [inputs, .. options.HiddenLayers, outputs];
        _activation = options.Activation;
        _dropout = new Dropout(options.Dropout);
        _layers = new Linear[widths.Length - 1];
        _normalizations = new nn.Module<Tensor, Tensor>?[options.HiddenLayers.Count];
        try
        {
            for (int i = 0; i < _layers.Length; i++)
            {
                _layers[i] = StartValues.Linear(widths[i], widths[i + 1], options.Initialization, ref random);
                register_module($"{i}", _layers[i]);
                if (i == _normalizations.Length) break;
                if (options.Normalization != LayerNormalization.None) WeightBudget.Take("a normalisation", widths[i + 1], 4);
                _normalizations[i] = options.Normalization switch
                {
                    LayerNormalization.Batch => nn.BatchNorm1d(widths[i + 1], DenseSettings.Epsilon, dtype: ScalarType.Float32),
                    LayerNormalization.Layer => nn.LayerNorm(widths[i + 1], DenseSettings.Epsilon, dtype: ScalarType.Float32),
                    _ => null,
                };
                if (_normalizations[i] is { } normalization) register_module(DenseSettings.Normalized(i), normalization);
            }
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }

        register_module("dropout", _dropout);
    }

    /// <summary>The dense layers in order, the output last.</summary>
    public IReadOnlyList<Linear> Layers => _layers;

    /// <summary>The layer that gives the output.</summary>
    public Linear Output => _layers[^1];

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    /// <summary>[B, inputs] → [B, outputs].</summary>
    public override Tensor forward(Tensor x)
    {
        for (int i = 0; i < _normalizations.Length; i++)
        {
            x = _layers[i].call(x); // [B, H_i]
            if (_normalizations[i] is { } normalization) x = Normalize(normalization, x);
            x = _dropout.call(_activation.Apply(x));
        }

        return Output.call(x); // [B, outputs]
    }

    // One row has no spread of its own, as the last batch of an epoch may be: it is normalised by the running statistics and leaves them alone.
    private static Tensor Normalize(nn.Module<Tensor, Tensor> normalization, Tensor x) =>
        normalization is BatchNorm1d { training: true } batch && x.shape[0] == 1
            ? nn.functional.batch_norm(x, batch.running_mean, batch.running_var, batch.weight, batch.bias, training: false, momentum: 0, eps: DenseSettings.Epsilon) // [1, H]
            : normalization.call(x); // [B, H]
}
