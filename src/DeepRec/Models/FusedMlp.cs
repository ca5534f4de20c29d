using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>A step of <see cref="MlpRatingPredictor"/> without autograd: blocks of rows that stay in cache go from columns to loss and back.</summary>
internal sealed class FusedMlp : FusedStep
{
    private const int Block = 128; // rows whose vectors stay in the second cache
    private readonly FusedMlpPlan _plan;
    private readonly FusedInput[] _parts;
    private readonly FusedInput[] _biases;
    private readonly float[] _x; // [block, all parts]
    private readonly float[] _gradient; // [block, all parts]
    private readonly float[] _bias = new float[Block]; // [block, 1]
    private readonly float[] _label = new float[Block];
    private readonly int[] _offsets; // where a part's columns begin
    private readonly FusedDense _dense;
    private readonly int _firstLearned; // of the columns that enter the network, those from the first to the last that something is learned from
    private readonly int _learned;
    private readonly int _network; // the first column that enters the network

    public FusedMlp(FusedMlpPlan plan)
    {
        (_plan, _parts, _biases) = (plan, [.. plan.Parts], [.. plan.Biases]);
        _offsets = new int[plan.Parts.Count];
        int width = 0;
        foreach (int part in Enumerable.Range(0, _offsets.Length).Except(plan.Network).Concat(plan.Network)) // those of the network last, side by side
        {
            _offsets[part] = width;
            width += plan.Parts[part].Width;
        }

        (_x, _gradient) = (new float[Block * width], new float[Block * width]);
        _network = _offsets[plan.Network[0]];
        int[] learned = [.. plan.Network.Where(part => plan.Parts[part].Gradient is not null)];
        if (learned.Length > 0) _firstLearned = _offsets[learned[0]] - _network;
        if (learned.Length > 0) _learned = _offsets[learned[^1]] + plan.Parts[learned[^1]].Width - _network - _firstLearned;
        _dense = new FusedDense(plan.Layers, plan.Activation, plan.Dropout, Block);
        Gradients = [.. plan.Parts.Concat(plan.Biases).Select(part => part.Gradient).OfType<MemoryGradient>(), .. _dense.Gradients];
    }

    public override IReadOnlyList<MemoryGradient> Gradients { get; }

    public override double Run(ReadOnlySpan<int> rows, long step)
    {
        foreach (var part in _parts) part.Begin();
        foreach (var bias in _biases) bias.Begin();
        _dense.Begin(rows.Length);
        double sum = 0;
        for (int first = 0; first < rows.Length; first += Block) sum += Run(rows.Slice(first, Math.Min(Block, rows.Length - first)), first, rows.Length);
        return sum / rows.Length;
    }

    public override void Dispose()
    {
        _dense.Dispose();
        base.Dispose();
    }

    private double Run(ReadOnlySpan<int> rows, int first, int batch)
    {
        int width = _x.Length / Block;
        MatrixView x = MatrixView.Of(_x, rows.Length, width), gradient = MatrixView.Of(_gradient, rows.Length, width);
        var input = x.Slice(_network, width - _network); // [n, F]
        for (int part = 0; part < _offsets.Length; part++) _parts[part].Gather(rows, Columns(x, part));
        for (int i = 0; i < rows.Length; i++) _label[i] = _plan.Label.Values[rows[i]];

        _dense.Forward(input, first);
        Span<float> z = _dense.Outputs(rows.Length), slope = _dense.OutputGradients(rows.Length); // [n]
        AddOthers(rows, x, z);
        double sum = _plan.Head.Loss(z, _label.AsSpan(0, rows.Length), slope, batch);

        gradient.Values[..(rows.Length * width)].Clear(); // what the network does not learn from has the gradients of the other parts alone
        _dense.Backward(input, first, _firstLearned, gradient.Slice(_network + _firstLearned, _learned));
        BackOthers(rows, x, slope, gradient, batch);
        for (int part = 0; part < _offsets.Length; part++) _parts[part].Scatter(rows, Columns(gradient, part));
        return sum;
    }

    // z += b_u + b_i + <p_u, q_i>
    private void AddOthers(ReadOnlySpan<int> rows, MatrixView x, Span<float> z)
    {
        foreach (var bias in _biases)
        {
            var values = MatrixView.Of(_bias, rows.Length, 1);
            bias.Gather(rows, values);
            for (int i = 0; i < z.Length; i++) z[i] += values.Values[i];
        }

        if (!_plan.InnerProduct) return;
        MatrixView user = Columns(x, _plan.User), item = Columns(x, _plan.Item); // [n, D] each
        for (int i = 0; i < z.Length; i++) z[i] += _plan.Kernels.Dot(user[i], item[i]);
    }

    private void BackOthers(ReadOnlySpan<int> rows, MatrixView x, ReadOnlySpan<float> slope, MatrixView gradient, int batch)
    {
        float ridge = (float)(2 * _plan.Ridge / batch);
        foreach (var bias in _biases)
        {
            var values = MatrixView.Of(_bias, rows.Length, 1);
            bias.Gather(rows, values);
            for (int i = 0; i < slope.Length; i++) values.Values[i] = slope[i] + (ridge * values.Values[i]);
            bias.Scatter(rows, values);
        }

        if (_plan.InnerProduct) AddProducts(Columns(x, _plan.User), Columns(x, _plan.Item), slope, Columns(gradient, _plan.User), Columns(gradient, _plan.Item));
        if (ridge == 0) return;
        if (_plan.User >= 0) AddRidge(ridge, Columns(x, _plan.User), Columns(gradient, _plan.User));
        if (_plan.Item >= 0) AddRidge(ridge, Columns(x, _plan.Item), Columns(gradient, _plan.Item));
    }

    private void AddProducts(MatrixView user, MatrixView item, ReadOnlySpan<float> slope, MatrixView userGradient, MatrixView itemGradient)
    {
        for (int i = 0; i < slope.Length; i++)
        {
            _plan.Kernels.AddScaled(slope[i], item[i], userGradient[i]);
            _plan.Kernels.AddScaled(slope[i], user[i], itemGradient[i]);
        }
    }

    private void AddRidge(float ridge, MatrixView x, MatrixView gradient)
    {
        for (int i = 0; i < x.Rows; i++) _plan.Kernels.AddScaled(ridge, x[i], gradient[i]);
    }

    private MatrixView Columns(MatrixView all, int part) => all.Slice(_offsets[part], _parts[part].Width);
}
