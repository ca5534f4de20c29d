namespace DeepRec.Models;

/// <summary>A <see cref="RankingTower"/> in evaluation, in plain memory. Safe from many threads.</summary>
internal sealed class PackedTower
{
    private readonly int _vectors;
    private readonly int _dimension;
    private readonly PackedLayer[] _layers;
    private readonly Activation _activation;
    private readonly PackedLayer? _projection;
    private readonly int _widest; // of the hidden layers
    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <param name="vectors">How many parts are vectors of D numbers.</param>
    /// <param name="features">How many numbers come last; 0 for none.</param>
    /// <param name="dimension">D.</param>
    /// <param name="layers">A network over all parts; none for their sum.</param>
    /// <param name="activation">Of its hidden layers.</param>
    /// <param name="projection">Of the features in a sum.</param>
    public PackedTower(int vectors, int features, int dimension, IReadOnlyList<PackedLayer> layers, Activation activation, PackedLayer? projection)
    {
        (_vectors, _dimension, _layers, _activation, _projection) = (vectors, dimension, [.. layers], activation, projection);
        Width = (vectors * dimension) + features;
        for (int l = 0; l < _layers.Length - 1; l++) _widest = Math.Max(_widest, _layers[l].Outputs);
    }

    /// <summary>How many numbers the parts have side by side: the vectors, then the features.</summary>
    public int Width { get; }

    /// <summary>How many numbers of room a row takes on its way.</summary>
    public int Room => 2 * _widest;

    /// <summary>x [n, width] → y [n, D].</summary>
    /// <param name="x">The parts.</param>
    /// <param name="y">Filled.</param>
    /// <param name="memory">n times <see cref="Room"/> numbers.</param>
    public void Forward(MatrixView x, MatrixView y, Span<float> memory)
    {
        if (_layers.Length == 0) Sum(x, y);
        else Network(x, y, memory);
    }

    private void Network(MatrixView x, MatrixView y, Span<float> memory)
    {
        var h = x;
        for (int l = 0; l < _layers.Length - 1; l++)
        {
            var next = MatrixView.Of(memory[(l % 2 * x.Rows * _widest)..], x.Rows, _layers[l].Outputs); // [n, H_l]
            _layers[l].Forward(h, next);
            FusedActivation.Apply(_activation, next.Values);
            h = next;
        }

        _layers[^1].Forward(h, y); // [n, D]
    }

    private void Sum(MatrixView x, MatrixView y)
    {
        var kernels = MatrixKernels.Current(ref _kernels);
        if (_projection is null) y.Values.Clear();
        else _projection.Forward(x.Slice(_vectors * _dimension, _projection.Inputs), y); // [n, F] → [n, D]
        for (int i = 0; i < x.Rows; i++)
        {
            for (int v = 0; v < _vectors; v++) kernels.AddScaled(1, x[i].Slice(v * _dimension, _dimension), y[i]);
        }
    }
}
