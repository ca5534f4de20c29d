using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>A step of <see cref="MlpRatingPredictor"/> without autograd: blocks of rows that stay in cache go from columns to loss and back.</summary>
internal sealed partial class FusedMlp : FusedStep
{
    private const int Block = 128; // rows whose vectors stay in the second cache
    private readonly FusedMlpPlan _plan;
    private readonly FusedInput[] _biases;
    private readonly float[] _bias = new float[Block]; // [block, 1]
    private readonly float[] _weights = new float[Block]; // [block]
    private readonly FusedColumns _columns;
    private readonly FusedDense _dense;
    private readonly FusedInputs _inputs;

    public FusedMlp(FusedMlpPlan plan)
    {
        (_plan, _biases) = (plan, [.. plan.Biases]);
        Array.Fill(_weights, 1);
        FusedLookup[] lookups = [.. plan.Parts.Concat(plan.Biases).OfType<FusedLookup>()];
        _columns = new FusedColumns(lookups.Select(lookup => lookup.Column), plan.Label);
        foreach (var lookup in lookups) lookup.ReadFrom(_columns);
        _dense = new FusedDense(plan.Layers, plan.Activation, plan.Dropout, Block);
        int[] whole = plan.InnerProduct || plan.Ridge != 0 ? [plan.User, plan.Item] : [];
        _inputs = new FusedInputs(plan.Parts, plan.Network, whole, _dense.First, Block);
        Gradients = [.. plan.Parts.Concat(plan.Biases).Select(part => part.Gradient).OfType<MemoryGradient>(), .. _dense.Gradients];
    }

    public override IReadOnlyList<MemoryGradient> Gradients { get; }

    public override double Run(ReadOnlySpan<int> rows, long step)
    {
        foreach (var bias in _biases) bias.Begin();
        _dense.Begin(rows.Length);
        _inputs.Begin(rows.Length, _dense.First);
        double sum = 0;
        for (int first = 0; first < rows.Length; first += Block) sum += Run(rows.Slice(first, Math.Min(Block, rows.Length - first)), first, rows.Length);
        _inputs.End(_dense.First);
        return sum / rows.Length;
    }

    public override void Dispose()
    {
        _dense.Dispose();
        base.Dispose();
    }

    private double Run(ReadOnlySpan<int> rows, int first, int batch)
    {
        _columns.Read(rows);
        _inputs.Gather(rows);
        _dense.Forward(_inputs, rows, first);
        Span<float> z = _dense.Outputs(rows.Length), slope = _dense.OutputGradients(rows.Length); // [n]
        AddOthers(rows, z);
        double sum = _plan.Head.Loss(z, _columns.Labels, slope, Weights(rows), batch);

        _dense.Backward(_inputs, rows, first);
        BackOthers(rows, slope, batch);
        _inputs.Scatter(rows);
        return sum;
    }

    // Of a block's rows; they stay for the penalties.
    private ReadOnlySpan<float> Weights(ReadOnlySpan<int> rows)
    {
        if (_plan.Weights.Length > 0) for (int i = 0; i < rows.Length; i++) _weights[i] = _plan.Weights[rows[i]];
        return _weights.AsSpan(0, rows.Length);
    }

    // z += b_u + b_i + <p_u, q_i>
    private void AddOthers(ReadOnlySpan<int> rows, Span<float> z)
    {
        foreach (var bias in _biases)
        {
            var values = MatrixView.Of(_bias, rows.Length, 1);
            bias.Gather(rows, values);
            for (int i = 0; i < z.Length; i++) z[i] += values.Values[i];
        }

        if (!_plan.InnerProduct) return;
        MatrixView user = _inputs.Of(_plan.User, rows.Length), item = _inputs.Of(_plan.Item, rows.Length); // [n, D] each
        for (int i = 0; i < z.Length; i++) z[i] += _plan.Kernels.Dot(user[i], item[i]);
    }

    private void BackOthers(ReadOnlySpan<int> rows, ReadOnlySpan<float> slope, int batch)
    {
        float ridge = (float)(2 * _plan.Ridge / batch);
        foreach (var bias in _biases)
        {
            var values = MatrixView.Of(_bias, rows.Length, 1);
            bias.Gather(rows, values);
            for (int i = 0; i < slope.Length; i++) values.Values[i] = slope[i] + (ridge * _weights[i] * values.Values[i]);
            bias.Scatter(rows, values);
        }

        BackToPairs(rows, slope, ridge);
    }

    // To the vectors of user and item: from <p_u, q_i>, and from their penalty.
    private void BackToPairs(ReadOnlySpan<int> rows, ReadOnlySpan<float> slope, float ridge)
    {
        if (_plan.InnerProduct)
        {
            AddProducts(_plan.Item, _plan.User, slope);
            AddProducts(_plan.User, _plan.Item, slope);
        }

        if (ridge == 0) return;
        if (_plan.User >= 0) AddRidge(ridge, _plan.User, rows.Length);
        if (_plan.Item >= 0) AddRidge(ridge, _plan.Item, rows.Length);
    }

    // The gradient of one of the factors of <p_u, q_i>.
    private void AddProducts(int other, int part, ReadOnlySpan<float> slope)
    {
        MatrixView x = _inputs.Of(other, slope.Length), gradient = _inputs.GradientOf(part, slope.Length);
        for (int i = 0; i < slope.Length; i++) _plan.Kernels.AddScaled(slope[i], x[i], gradient[i]);
    }

    private void AddRidge(float ridge, int part, int rows)
    {
        MatrixView x = _inputs.Of(part, rows), gradient = _inputs.GradientOf(part, rows);
        for (int i = 0; i < rows; i++) _plan.Kernels.AddScaled(ridge * _weights[i], x[i], gradient[i]);
    }
}
