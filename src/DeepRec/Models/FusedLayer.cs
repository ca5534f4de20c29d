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
        MatrixView.Of(Weight.Weights, Outputs, Inputs).Transposed.CopyTo(MatrixView.Of(_transposed, Inputs, Outputs)); // [O, I] → [I, O]
    }

    /// <summary>x [n, I] → <see cref="OutputsOf"/> [n, O].</summary>
    public void Forward(MatrixView x) => Start(x, 0);

    /// <summary>Begins <see cref="OutputsOf"/> with b.</summary>
    public void Start(int rows)
    {
        var bias = Bias.Weights;
        var y = OutputsOf(rows); // [n, O]
        if (Outputs == 1) y.Values.Fill(bias[0]);
        else for (int i = 0; i < rows; i++) bias.CopyTo(y[i]);
    }

    /// <summary>Begins <see cref="OutputsOf"/> with b + W x, of some of the inputs.</summary>
    /// <param name="x">[n, as many as there are of them].</param>
    /// <param name="firstInput">The first of them.</param>
    public void Start(MatrixView x, int firstInput)
    {
        if (Outputs > 1)
        {
            _kernels.Product(x, Transposed(x, firstInput), Bias.Weights, OutputsOf(x.Rows)); // [n, I'] · [I', O]
            return;
        }

        Start(x.Rows);
        Multiply(x, firstInput, OutputsOf(x.Rows));
    }

    /// <summary>y [n, O] = y + W x, of some of the inputs.</summary>
    /// <param name="x">[n, as many as there are of them].</param>
    /// <param name="firstInput">The first of them.</param>
    /// <param name="y">[n, O].</param>
    public void Multiply(MatrixView x, int firstInput, MatrixView y)
    {
        var weight = Transposed(x, firstInput);
        if (Outputs > 1) _kernels.AddProduct(x, weight, y); // [n, I'] · [I', O]
        else for (int i = 0; i < x.Rows; i++) y.Values[i] += _kernels.Dot(x[i], weight.Values);
    }

    /// <summary>Adds to the gradient of the weights what that of <see cref="OutputsOf"/> asks for, by some of the inputs.</summary>
    /// <param name="x">[n, as many as there are of them], as they came.</param>
    /// <param name="firstInput">The first of them.</param>
    /// <param name="y">[n, O], the gradient of the outputs.</param>
    public void BackToWeight(MatrixView x, int firstInput, MatrixView y) =>
        _kernels.AddProduct(y.Transposed, x, MatrixView.Of(Weight.All, Outputs, Inputs).Slice(firstInput, x.Columns)); // [O, n] · [n, I']

    /// <summary>Adds to the gradient of the bias.</summary>
    public void BackToBias(int rows) => _kernels.AddProduct(MatrixView.Of(_ones, 1, rows), GradientsOf(rows), MatrixView.Of(Bias.All, 1, Outputs)); // [1, n] · [n, O]

    /// <summary>The gradient of some of the inputs.</summary>
    /// <param name="y">[n, O], the gradient of the outputs.</param>
    /// <param name="firstInput">The first of them.</param>
    /// <param name="x">[n, as many as there are of them].</param>
    public void BackToInput(MatrixView y, int firstInput, MatrixView x)
    {
        var weight = MatrixView.Of(Weight.Weights, Outputs, Inputs).Slice(firstInput, x.Columns); // [O, I']
        _kernels.Product(y, weight, _zeros, x); // [n, O] · [O, I']
    }

    // Of the inputs x, from one on. [I', O]
    private MatrixView Transposed(MatrixView x, int firstInput) => MatrixView.Of(_transposed.AsSpan(firstInput * Outputs), x.Columns, Outputs);
}
