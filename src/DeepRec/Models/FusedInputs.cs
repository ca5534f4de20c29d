using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// The parts that rows are encoded to, for up to a block of rows, and their way into the first layer and back: side by side as the layer's input, except for tables that
/// are better multiplied beforehand, see <see cref="FusedFold"/>.
/// </summary>
internal sealed class FusedInputs
{
    private readonly FusedInput[] _parts;
    private readonly FusedVectors?[] _vectors; // the parts that may be folded
    private readonly FusedFold?[] _folds; // of those with several vectors a row, once they have been
    private readonly FusedFolds _lookups; // of those with one
    private readonly bool[] _folded; // of the parts: in this step
    private readonly List<FusedRange> _ranges = []; // what enters the layer in this step
    private readonly int[] _network; // the parts that enter it, in order
    private readonly int[] _offsets; // where a part's columns begin; those of the network last, side by side
    private readonly int _firstInput; // the first column of the network
    private readonly int _width;
    private readonly float[] _x; // [block, all parts]
    private readonly float[] _gradient; // [block, all parts]

    /// <param name="parts">All of them.</param>
    /// <param name="network">Which of them enter the layer, in order.</param>
    /// <param name="whole">Which of them something else needs as vectors.</param>
    /// <param name="layer">The first layer.</param>
    /// <param name="block">Rows at a time.</param>
    public FusedInputs(IReadOnlyList<FusedInput> parts, IReadOnlyList<int> network, IReadOnlyCollection<int> whole, FusedLayer layer, int block)
    {
        (_parts, _network, _offsets) = ([.. parts], [.. network], new int[parts.Count]);
        foreach (int part in Enumerable.Range(0, parts.Count).Except(network).Concat(network))
        {
            _offsets[part] = _width;
            _width += parts[part].Width;
        }

        _firstInput = _offsets[network[0]];
        (_x, _gradient) = (new float[block * _width], new float[block * _width]);
        _folded = new bool[parts.Count];
        _folds = new FusedFold?[parts.Count];
        _lookups = new FusedFolds(block);
        _vectors = new FusedVectors?[parts.Count];
        foreach (int part in network.Except(whole)) _vectors[part] = parts[part] as FusedVectors;
    }

    /// <summary>A part of the rows that were gathered, if it is not folded. [n, D]</summary>
    public MatrixView Of(int part, int rows) => All(_x, rows).Slice(_offsets[part], _parts[part].Width);

    /// <summary>The gradient of that, to add to after <see cref="BackToParts"/>. [n, D]</summary>
    public MatrixView GradientOf(int part, int rows) => All(_gradient, rows).Slice(_offsets[part], _parts[part].Width);

    /// <summary>Before a step of a number of rows, after the layer.</summary>
    public void Begin(int rows, FusedLayer layer)
    {
        _ranges.Clear();
        _lookups.Begin();
        foreach (var part in _parts) part.Begin();
        foreach (int part in _network)
        {
            _folded[part] = _vectors[part] is { } vectors && FusedFold.Pays(vectors, layer, rows);
            if (_folded[part] && _vectors[part] is FusedLookup lookup) _lookups.Add(lookup, layer, _offsets[part] - _firstInput);
            else if (_folded[part]) (_folds[part] ??= new FusedFold(_vectors[part]!, layer, _offsets[part] - _firstInput)).Begin();
            else AddRange(new FusedRange(_offsets[part], _parts[part].Width, _parts[part].Gradient is not null));
        }
    }

    /// <summary>Puts a block of rows.</summary>
    public void Gather(ReadOnlySpan<int> rows)
    {
        for (int part = 0; part < _parts.Length; part++) if (!_folded[part]) _parts[part].Gather(rows, Of(part, rows.Length));
        _lookups.Gather(rows.Length);
    }

    /// <summary>To the layer's outputs.</summary>
    public void Forward(ReadOnlySpan<int> rows, FusedLayer layer)
    {
        if (_ranges.Count == 0) layer.Start(rows.Length);
        for (int r = 0; r < _ranges.Count; r++)
        {
            var x = All(_x, rows.Length).Slice(_ranges[r].First, _ranges[r].Columns);
            if (r == 0) layer.Start(x, _ranges[r].First - _firstInput);
            else layer.Multiply(x, _ranges[r].First - _firstInput, layer.OutputsOf(rows.Length));
        }

        _lookups.Forward(layer.OutputsOf(rows.Length));
        for (int part = 0; part < _parts.Length; part++) if (_folded[part]) _folds[part]?.Forward(rows, layer.OutputsOf(rows.Length));
    }

    /// <summary>From the gradient of the layer's outputs to that of the parts. Other parts have a gradient of zero.</summary>
    public void BackToParts(ReadOnlySpan<int> rows, FusedLayer layer)
    {
        foreach (var range in _ranges) if (range.IsLearned) layer.BackToInput(layer.GradientsOf(rows.Length), range.First - _firstInput, All(_gradient, rows.Length).Slice(range.First, range.Columns));
        if (_firstInput == 0) return;
        for (int i = 0; i < rows.Length; i++) _gradient.AsSpan(i * _width, _firstInput).Clear();
    }

    /// <summary>From the gradient of the layer's outputs to that of its weights, and of what is folded.</summary>
    public void BackToLayer(ReadOnlySpan<int> rows, FusedLayer layer)
    {
        var y = layer.GradientsOf(rows.Length);
        layer.BackToBias(rows.Length);
        foreach (var range in _ranges) layer.BackToWeight(All(_x, rows.Length).Slice(range.First, range.Columns), range.First - _firstInput, y);
        _lookups.Backward(y);
        for (int part = 0; part < _parts.Length; part++) if (_folded[part]) _folds[part]?.Backward(rows, y);
    }

    /// <summary>What enters the layer, nothing of it folded. [n, I]</summary>
    public MatrixView Network(int rows) => All(_x, rows).Slice(_firstInput, _width - _firstInput);

    /// <summary>Adds the squared lengths of each row's gradient of the tables, nothing folded. [n]</summary>
    public void AddSquaredLengths(ReadOnlySpan<int> rows, Span<double> sums)
    {
        for (int part = 0; part < _parts.Length; part++)
        {
            if (_parts[part].Gradient is null) continue;
            var gradient = GradientOf(part, rows.Length);
            for (int i = 0; i < rows.Length; i++) sums[i] += _parts[part].SquaredShare(rows[i]) * RowClipping.SquaredLength(gradient[i]);
        }
    }

    /// <summary>Shortens the gradients of the rows' parts. [n]</summary>
    public void Scale(ReadOnlySpan<float> factors) => RowClipping.Scale(All(_gradient, factors.Length), factors);

    /// <summary>Takes the parts' gradients to the tables.</summary>
    public void Scatter(ReadOnlySpan<int> rows)
    {
        for (int part = 0; part < _parts.Length; part++) if (!_folded[part]) _parts[part].Scatter(rows, GradientOf(part, rows.Length));
    }

    /// <summary>After the last block of a step.</summary>
    public void End(FusedLayer layer)
    {
        _lookups.End(layer);
        for (int part = 0; part < _parts.Length; part++) if (_folded[part]) _folds[part]?.End();
    }

    // Neighbours go together, so that one product does for them.
    private void AddRange(FusedRange range)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var last && last.First + last.Columns == range.First) _ranges[^1] = new FusedRange(last.First, last.Columns + range.Columns, last.IsLearned || range.IsLearned);
        else _ranges.Add(range);
    }

    private MatrixView All(float[] values, int rows) => MatrixView.Of(values, rows, _width);
}
