using TorchSharp.Modules;

namespace DeepRec.Models;

/// <summary>A dense layer y = W x + b in the parameters' own memory, for up to a block of rows at a time.</summary>
internal sealed class FusedLayer
{
    private readonly MatrixKernels _kernels = MatrixKernels.Best;
    private readonly float[] _transposed; // [I, O]
    private readonly float[] _ones; // [block]
    private readonly float[] _zeros; // [I]
    private readonly float[] _outputs; // [block, O]
    private readonly float[] _gradients; // [block, O]

    public FusedLayer(Linear layer, int block)
    {
        (Outputs, Inputs) = ((int)layer.weight!.shape[0], (int)layer.weight.shape[1]);
        Weight = new MemoryGradient(layer.weight, new float[Outputs * Inputs], Rows: null);
        Bias = new MemoryGradient(layer.bias!, new float[Outputs], Rows: null);
        _transposed = new float[Inputs * Outputs];
        _zeros = new float[Inputs];
        _ones = new float[block];
        Array.Fill(_ones, 1);
        (_outputs, _gradients) = (new float[block * Outputs], new float[block * Outputs]);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public MemoryGradient Weight { get; }

    public MemoryGradient Bias { get; }

    /// <summary>Where the outputs of a block stand. [n, O]</summary>
    public MatrixView OutputsOf(int rows) => MatrixView.Of(_outputs, rows, Outputs);

    /// <summary>Where the gradient of those outputs stands. [n, O]</summary>
    public MatrixView GradientsOf(int rows) => MatrixView.Of(_gradients, rows, Outputs);

    /// <summary>Before a step: the weights have moved, and gradients begin at zero.</summary>
    public void Begin()
    {
        Weight.Clear();
        Bias.Clear();
        MatrixView.Of(TensorMemory.Span<float>(Weight.Parameter), Outputs, Inputs).Transposed.CopyTo(MatrixView.Of(_transposed, Inputs, Outputs)); // [O, I] → [I, O]
    }

    /// <summary>x [n, I] → <see cref="OutputsOf"/> [n, O].</summary>
    public void Forward(MatrixView x)
    {
        var bias = TensorMemory.Span<float>(Bias.Parameter);
        var y = OutputsOf(x.Rows);
        if (Outputs > 1)
        {
            _kernels.Product(x, MatrixView.Of(_transposed, Inputs, Outputs), bias, y); // [n, I] · [I, O]
            return;
        }

        for (int i = 0; i < x.Rows; i++) y.Values[i] = bias[0] + _kernels.Dot(x[i], _transposed);
    }

    /// <summary>Adds to the gradients of weight and bias what <see cref="GradientsOf"/> asks for, and gives the gradient of some columns of x.</summary>
    /// <param name="x">[n, I], as they came.</param>
    /// <param name="firstColumn">The first column of x of which the gradient is asked for.</param>
    /// <param name="gradient">[n, columns]; no columns: none is.</param>
    public void Backward(MatrixView x, int firstColumn, MatrixView gradient)
    {
        var y = GradientsOf(x.Rows);
        _kernels.AddProduct(y.Transposed, x, MatrixView.Of(Weight.All, Outputs, Inputs)); // [O, n] · [n, I]
        _kernels.AddProduct(MatrixView.Of(_ones, 1, x.Rows), y, MatrixView.Of(Bias.All, 1, Outputs)); // [1, n] · [n, O]
        if (gradient.Columns == 0) return;
        var weight = MatrixView.Of(TensorMemory.Span<float>(Weight.Parameter), Outputs, Inputs).Slice(firstColumn, gradient.Columns); // [O, columns]
        _kernels.Product(y, weight, _zeros, gradient); // [n, O] · [O, columns]
    }
}
