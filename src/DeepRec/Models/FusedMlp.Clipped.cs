namespace DeepRec.Models;

/// <content>
/// Gradients row by row, without writing one down: their lengths come from what the backward pass has anyhow, and as that pass is linear in a row, shortening what it has of the row shortens all its
/// gradient. One backward pass does for both (Bu et al., "Differentially Private Optimization on Large Model at Small Cost", ICML 2023).
/// </content>
internal sealed partial class FusedMlp
{
    private readonly float[] _factors = new float[Block];
    private float[][]? _biasGradients; // each [block, 1]

    public override bool Clips => true;

    public override double RunClipped(ReadOnlySpan<int> rows, long step, double bound, Span<double> lengths)
    {
        foreach (var gradient in Gradients) gradient.Clear();
        if (rows.Length == 0) return 0;
        _dense.Begin(rows.Length);
        _inputs.Begin(0, _dense.First); // of no rows, so that nothing is folded
        double sum = 0;
        for (int first = 0; first < rows.Length; first += Block)
        {
            int count = Math.Min(Block, rows.Length - first);
            sum += RunClipped(rows.Slice(first, count), first, bound, lengths.Slice(first, count));
        }

        return sum;
    }

    private double RunClipped(ReadOnlySpan<int> rows, int first, double bound, Span<double> lengths)
    {
        _columns.Read(rows);
        _inputs.Gather(rows);
        _dense.Forward(_inputs, rows, first);
        Span<float> z = _dense.Outputs(rows.Length), slope = _dense.OutputGradients(rows.Length); // [n]
        AddOthers(rows, z);
        double sum = _plan.Head.Loss(z, _columns.Labels, slope, Weights(rows), 1);

        _dense.BackToParts(_inputs, rows, first);
        var biases = BiasGradients(rows, slope);
        BackToPairs(rows, slope, (float)(2 * _plan.Ridge)); // the weights are 1
        lengths.Clear();
        _dense.AddSquaredLengths(_inputs, rows.Length, lengths);
        _inputs.AddSquaredLengths(rows, lengths);
        foreach (float[] bias in biases) for (int i = 0; i < rows.Length; i++) lengths[i] += (double)bias[i] * bias[i];

        var factors = _factors.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            lengths[i] = Math.Sqrt(lengths[i]);
            factors[i] = (float)RowClipping.Factor(lengths[i], bound);
        }

        _dense.Scale(factors);
        _inputs.Scale(factors);
        _dense.BackToLayers(_inputs, rows);
        _inputs.Scatter(rows);
        for (int b = 0; b < _biases.Length; b++)
        {
            var gradient = MatrixView.Of(biases[b], rows.Length, 1);
            RowClipping.Scale(gradient, factors);
            _biases[b].Scatter(rows, gradient);
        }

        return sum;
    }

    private float[][] BiasGradients(ReadOnlySpan<int> rows, ReadOnlySpan<float> slope)
    {
        _biasGradients ??= [.. _biases.Select(_ => new float[Block])];
        for (int b = 0; b < _biases.Length; b++)
        {
            var values = MatrixView.Of(_biasGradients[b], rows.Length, 1);
            _biases[b].Gather(rows, values);
            for (int i = 0; i < slope.Length; i++) values.Values[i] = slope[i] + ((float)(2 * _plan.Ridge) * values.Values[i]);
        }

        return _biasGradients;
    }
}
