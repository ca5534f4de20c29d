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

    /// <summary>The layer that the inputs enter.</summary>
    public FusedLayer First => _layers[0];

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

    /// <summary>The parts of rows → <see cref="Outputs"/> [n].</summary>
    /// <param name="inputs">What enters the first layer.</param>
    /// <param name="rows">[n], a block of rows, as they were gathered.</param>
    /// <param name="first">Which of the step's rows is its first.</param>
    public void Forward(FusedInputs inputs, ReadOnlySpan<int> rows, int first)
    {
        inputs.Forward(rows, _layers[0]); // [n, H_1]
        for (int l = 0; l < _dropouts.Length; l++)
        {
            var x = _layers[l].OutputsOf(rows.Length); // [n, H_l]
            FusedActivation.Apply(_activation, x.Values);
            if (_dropouts[l] is { } dropout) x = dropout.Apply(x, first);
            _layers[l + 1].Forward(x); // [n, H_l+1]
        }
    }

    /// <summary>From <see cref="OutputGradients"/> to the gradients of the weights and of the parts.</summary>
    /// <param name="inputs">As they came.</param>
    /// <param name="rows">As they came.</param>
    /// <param name="first">As it came.</param>
    public void Backward(FusedInputs inputs, ReadOnlySpan<int> rows, int first)
    {
        BackToParts(inputs, rows, first);
        BackToLayers(inputs, rows);
    }

    /// <summary>The first half of it: to the gradients of all outputs and of the parts.</summary>
    /// <inheritdoc cref="Backward"/>
    public void BackToParts(FusedInputs inputs, ReadOnlySpan<int> rows, int first)
    {
        for (int l = _layers.Length - 1; l > 0; l--)
        {
            var below = _layers[l - 1].GradientsOf(rows.Length); // [n, H]
            _layers[l].BackToInput(_layers[l].GradientsOf(rows.Length), 0, below);
            _dropouts[l - 1]?.Back(below, first);
            FusedActivation.Back(_activation, _layers[l - 1].OutputsOf(rows.Length).Values, below.Values);
        }

        inputs.BackToParts(rows, _layers[0]);
    }

    /// <summary>The second half of it: from there to the gradients of the weights.</summary>
    /// <inheritdoc cref="Backward"/>
    public void BackToLayers(FusedInputs inputs, ReadOnlySpan<int> rows)
    {
        for (int l = _layers.Length - 1; l > 0; l--)
        {
            _layers[l].BackToWeight(InputsOf(l, rows.Length), 0, _layers[l].GradientsOf(rows.Length));
            _layers[l].BackToBias(rows.Length);
        }

        inputs.BackToLayer(rows, _layers[0]);
    }

    /// <summary>
    /// Between the two: adds the squared lengths of each row's gradient of the weights, which is never written down. That of a layer's weights is g xᵀ, as long as |g| |x|, that of its bias g
    /// (Goodfellow, "Efficient Per-Example Gradient Computations", 2015). [n]
    /// </summary>
    public void AddSquaredLengths(FusedInputs inputs, int rows, Span<double> sums)
    {
        for (int l = 0; l < _layers.Length; l++)
        {
            MatrixView x = l == 0 ? inputs.Network(rows) : InputsOf(l, rows), g = _layers[l].GradientsOf(rows); // [n, I], [n, O]
            for (int i = 0; i < rows; i++) sums[i] += RowClipping.SquaredLength(g[i]) * (RowClipping.SquaredLength(x[i]) + 1);
        }
    }

    /// <summary>Between the two: shortens the gradients of each row's outputs. [n]</summary>
    public void Scale(ReadOnlySpan<float> factors)
    {
        foreach (var layer in _layers) RowClipping.Scale(layer.GradientsOf(factors.Length), factors);
    }

    public void Dispose()
    {
        foreach (var dropout in _dropouts) dropout?.Dispose();
    }

    // Of a hidden layer or the output. [n, H]
    private MatrixView InputsOf(int layer, int rows) => _dropouts[layer - 1] is { } dropout ? dropout.Kept(rows) : _layers[layer - 1].OutputsOf(rows);
}
