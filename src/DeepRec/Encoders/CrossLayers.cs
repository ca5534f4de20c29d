using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>x_{l+1} = x₀ ⊙ (W_l x_l + b_l) + x_l for each layer; with a rank, W_l = U_l V_l.</summary>
internal sealed class CrossLayers : nn.Module<Tensor, Tensor>
{
    private readonly (Linear? Down, Linear Up)[] _layers; // V_l, and U_l or W_l with b_l

    /// <param name="width">F.</param>
    /// <param name="layers">L.</param>
    /// <param name="rank">r, or <see langword="null"/>.</param>
    /// <param name="random">Where start values come from.</param>
    public CrossLayers(int width, int layers, int? rank, ref SeededRandom random) : base(nameof(CrossLayers))
    {
        _layers = new (Linear?, Linear)[layers];
        try
        {
            for (int i = 0; i < layers; i++)
            {
                if (rank is { } r) register_module($"down_{i}", _layers[i].Down = StartValues.Glorot(width, r, bias: false, ref random));
                register_module($"{i}", _layers[i].Up = StartValues.Glorot(rank ?? width, width, bias: true, ref random));
            }
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

    /// <summary>[B, F] → [B, F].</summary>
    public override Tensor forward(Tensor x)
    {
        var crossed = x;
        foreach (var (down, up) in _layers)
        {
            var weighed = up.call(down is null ? crossed : down.call(crossed)); // [B, F]; by way of [B, r] with a rank
            crossed = (x * weighed).Plus(crossed);
        }

        return crossed;
    }
}
