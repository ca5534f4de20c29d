using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>x + drop(relu(norm conv_2d(relu(norm conv_d(x))))) over sequences; the formula stands with <see cref="DilatedConvolutionHistoryOptions"/>.</summary>
/// <remarks>Cost of an item: 2 · K · D² multiply-adds.</remarks>
internal sealed class DilatedBlock : nn.Module<Tensor, Tensor>
{
    private readonly int _kernel;
    private readonly int _dilation;
    private readonly Linear _first;
    private readonly LayerNorm _norm1;
    private readonly Linear _second;
    private readonly LayerNorm _norm2;
    private readonly Dropout _dropout;

    public DilatedBlock(int width, int kernel, int dilation, double dropout, ref SeededRandom random) : base(nameof(DilatedBlock))
    {
        (_kernel, _dilation) = (kernel, dilation);
        try
        {
            register_module("conv1", _first = StartValues.Linear(checked(kernel * width), width, WeightInitialization.GlorotUniform, ref random));
            register_module("norm1", _norm1 = TransformerBlock.Norm(width));
            register_module("conv2", _second = StartValues.Linear(checked(kernel * width), width, WeightInitialization.GlorotUniform, ref random));
            register_module("norm2", _norm2 = TransformerBlock.Norm(width));
            register_module("dropout", _dropout = new Dropout(dropout));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>[S, L, D] → [S, L, D].</summary>
    public override Tensor forward(Tensor x)
    {
        var hidden = _norm1.call(_first.call(Past(x, _dilation))).relu();
        return x.Plus(_dropout.call(_norm2.call(_second.call(Past(hidden, 2 * _dilation))).relu())); // [S, L, D]
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    // What stands k · dilation places before each place, k = 0 … K − 1, side by side: zeros before the first.
    private Tensor Past(Tensor x, int dilation)
    {
        long length = x.shape[1];
        var parts = new Tensor[_kernel];
        for (int k = 0; k < _kernel; k++)
        {
            long shift = (long)k * dilation;
            parts[k] = k == 0 ? x
                : shift >= length ? zeros_like(x)
                : nn.functional.pad(x.narrow(1, 0, length - shift), [0, 0, shift, 0]); // [S, L, D]
        }

        return cat(parts, dim: 2); // [S, L, K · D]
    }
}
