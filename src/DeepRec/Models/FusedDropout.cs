using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace DeepRec.Models;

/// <summary>What <see cref="Encoders.Dropout"/> does in training, by the same random numbers.</summary>
internal sealed class FusedDropout(double probability, int width, int block) : IDisposable
{
    private readonly float _scale = (float)(1 / (1 - probability));
    private readonly float[] _kept = new float[block * width];
    private Tensor? _mask; // [B, H], zeros and ones

    /// <summary>Draws for all rows of a step at once, as the module does.</summary>
    public void Draw(int rows)
    {
        using var scope = NewDisposeScope();
        if (_mask is null || _mask.shape[0] < rows)
        {
            _mask?.Dispose();
            _mask = empty(rows, width, ScalarType.Float32).DetachFromDisposeScope(); // [B, H]
        }

        _mask.narrow(0, 0, rows).bernoulli_(1 - probability, StepRandom.Current); // [rows, H]
    }

    /// <summary>What is kept of a block's outputs, scaled. [n, H]</summary>
    public MatrixView Kept(int rows) => MatrixView.Of(_kept, rows, width);

    /// <summary>Outputs [n, H] → <see cref="Kept"/>.</summary>
    public MatrixView Apply(MatrixView outputs, int first)
    {
        var kept = Kept(outputs.Rows);
        TensorPrimitives.Multiply(Mask(first, outputs.Rows), _scale, kept.Values);
        TensorPrimitives.Multiply(kept.Values, outputs.Values, kept.Values);
        return kept;
    }

    /// <summary>The gradient of what is kept → that of the outputs, in place. [n, H]</summary>
    public void Back(MatrixView gradient, int first)
    {
        TensorPrimitives.Multiply(gradient.Values, Mask(first, gradient.Rows), gradient.Values);
        TensorPrimitives.Multiply(gradient.Values, _scale, gradient.Values);
    }

    public void Dispose() => _mask?.Dispose();

    private ReadOnlySpan<float> Mask(int first, int rows) => TensorMemory.Span<float>(_mask!).Slice(first * width, rows * width);
}
