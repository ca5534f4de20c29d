using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Dropout = DeepRec.Encoders.Dropout;

namespace DeepRec.Models;

/// <summary>x + dropout(W₂ gelu(W₁ norm(x))), norm the standardisation of each row without gain or bias. It starts close to x itself.</summary>
/// <remarks>The position-wise network of a pre-norm Transformer block: Vaswani et al. (2017), Xiong et al. (2020).</remarks>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private const double OuterDeviation = 0.1, InnerDeviation = 0.02;
    private readonly int _width;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Dropout _dropout;

    public ResidualBlock(int width, int hidden, double dropout, ref SeededRandom random) : base(nameof(ResidualBlock))
    {
        _width = width;
        try
        {
            register_module("up", _up = StartValues.Linear(width, hidden, OuterDeviation, ref random));
            register_module("down", _down = StartValues.Linear(hidden, width, InnerDeviation, ref random));
            register_module("dropout", _dropout = new Dropout(dropout));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>[N, D] → [N, D].</summary>
    public override Tensor forward(Tensor x)
    {
        var normal = nn.functional.layer_norm(x, [_width], null, null, 1e-5);
        return x.Plus(_dropout.call(_down.call(nn.functional.gelu(_up.call(normal)))));
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
