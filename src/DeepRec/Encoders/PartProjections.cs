using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Brings parts of different lengths into one space: t_i = W_i x_i + c_i, or without c.</summary>
internal sealed class PartProjections : nn.Module<Tensor[], Tensor>
{
    private readonly Linear[] _layers;

    /// <param name="widths">D₁ … D_n.</param>
    /// <param name="dimension">D.</param>
    /// <param name="bias">Whether there is a c_i; it also tells the parts apart.</param>
    /// <param name="random">Where start values come from.</param>
    public PartProjections(IReadOnlyList<int> widths, int dimension, bool bias, ref SeededRandom random) : base(nameof(PartProjections))
    {
        _layers = new Linear[widths.Count];
        try
        {
            for (int i = 0; i < _layers.Length; i++) register_module($"{i}", _layers[i] = StartValues.Glorot(widths[i], dimension, bias, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(Tensor[] parts) => stack([.. _layers.Zip(parts, (layer, part) => layer.call(part))], dim: 1); // n × [B, D_i] → n × [B, D] → [B, n, D]
}
