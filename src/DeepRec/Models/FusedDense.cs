using TorchSharp.Modules;

namespace DeepRec.Models;

/// <summary>What <see cref="DenseLayers"/> do, without autograd, for up to a block of rows at a time.</summary>
internal sealed class FusedDense : IDisposable
{
    private readonly FusedLayer[] _layers;
    private readonly FusedDropout?[] _dropouts; // one for each hidden layer
    private readonly Activation _activation;

    public FusedDense(IReadOnlyList<Linear> layers, Activation activation, double dropout, int block)
    {
        _activation = activation;
        _layers = [.. layers.Select(layer => new FusedLayer(layer, block))];
        _dropouts = [.. _layers.SkipLast(1).Select(layer => dropout == 0 ? null : new FusedDropout(dropout, layer.Outputs, block))];
    }

    public IEnumerable<MemoryGradient> Gradients => _layers.SelectMany(layer => new[] { layer.Weight, layer.Bias });

    /// <summary>What the output layer gives. [n]</summary>
    public Span<float> Outputs(int rows) => _layers[^1].OutputsOf(rows).Values;

    /// <summary>Where the gradient of that is put. [n]</summary>
    public Span<float> OutputGradients(int rows) => _layers[^1].GradientsOf(rows).Values;

    /// <summary>Before a step of a number of rows.</summary>
    public void Begin(int rows)
    {
        foreach (var layer in _layers) layer.Begin();
        foreach (var dropout in _dropouts) dropout?.Draw(rows); // in the order in which the layers draw
    }

    /// <summary>x [n, I] → <see cref="Outputs"/> [n].</summary>
    /// <param name="x">A block of rows.</param>
    /// <param name="first">Which of the step's rows is its first.</param>
    public void Forward(MatrixView x, int first)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Forward(x); // [n, H_l]
            x = _layers[l].OutputsOf(x.Rows);
            if (l == _dropouts.Length) break;
            FusedActivation.Apply(_activation, x.Values);
            if (_dropouts[l] is { } dropout) x = dropout.Apply(x, first);
        }
    }

    /// <summary>From <see cref="OutputGradients"/> to the gradients of the weights, and of some columns of x.</summary>
    /// <param name="x">As it came.</param>
    /// <param name="first">As it came.</param>
    /// <param name="firstColumn">The first column of x of which the gradient is asked for.</param>
    /// <param name="gradient">[n, columns]; no columns: none is.</param>
    public void Backward(MatrixView x, int first, int firstColumn, MatrixView gradient)
    {
        for (int l = _layers.Length - 1; l > 0; l--)
        {
            MatrixView output = _layers[l - 1].OutputsOf(x.Rows), below = _layers[l - 1].GradientsOf(x.Rows); // [n, H]
            var dropout = _dropouts[l - 1];
            _layers[l].Backward(dropout is null ? output : dropout.Kept(x.Rows), 0, below);
            dropout?.Back(below, first);
            FusedActivation.Back(_activation, output.Values, below.Values);
        }

        _layers[0].Backward(x, firstColumn, gradient);
    }

    public void Dispose()
    {
        foreach (var dropout in _dropouts) dropout?.Dispose();
    }
}
