namespace DeepRec.Models;

/// <summary>A dense layer y = norm(W x + b) as it is in evaluation, its weights copied in the order in which a row reads them. Safe from many threads.</summary>
internal sealed class PackedLayer
{
    private MatrixKernels _kernels = MatrixKernels.Starting;
    private readonly float[] _weight; // [I, O]
    private readonly float[] _bias; // [O]
    private readonly float[]? _gain; // [O], of a normalisation of each row
    private readonly float[]? _shift; // [O]

    /// <param name="weight">W. [O, I]</param>
    /// <param name="bias">b. [O]</param>
    /// <param name="normalization">Whether and how its output is normalised.</param>
    /// <param name="weights">What the normalisation saved, by the names that PyTorch gives it.</param>
    public PackedLayer(NamedArray weight, NamedArray bias, LayerNormalization normalization, Func<string, NamedArray> weights)
    {
        (Outputs, Inputs) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        (_weight, _bias) = (new float[Inputs * Outputs], bias.ToArray<float>());
        MatrixView.Of(weight.ToArray<float>(), Outputs, Inputs).Transposed.CopyTo(MatrixView.Of(_weight, Inputs, Outputs)); // [O, I] → [I, O]
        if (normalization == LayerNormalization.Batch) Fold(weights("running_mean").ToArray<float>(), weights("running_var").ToArray<float>(), weights("weight").ToArray<float>(), weights("bias").ToArray<float>());
        if (normalization == LayerNormalization.Layer) (_gain, _shift) = (weights("weight").ToArray<float>(), weights("bias").ToArray<float>());
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>What some of the inputs are multiplied by. [as many as there are of them × O]</summary>
    public ReadOnlySpan<float> Weight(int firstInput, int inputs) => _weight.AsSpan(firstInput * Outputs, inputs * Outputs);

    /// <summary>x [n, I] → y [n, O].</summary>
    public void Forward(MatrixView x, MatrixView y)
    {
        var kernels = MatrixKernels.Current(ref _kernels);
        if (Outputs > 1)
        {
            kernels.Product(x, MatrixView.Of(_weight, Inputs, Outputs), _bias, y); // [n, I] · [I, O]
        }
        else
        {
            for (int i = 0; i < x.Rows; i++) y.Values[i] = _bias[0] + kernels.Dot(x[i], _weight);
        }

        Finish(y);
    }

    /// <summary>The first of three steps to y [n, O], for inputs that come in parts: a row starts as b.</summary>
    public void Start(Span<float> y) => _bias.CopyTo(y);

    /// <summary>y = y + factor · b. [O]</summary>
    public void AddBias(float factor, Span<float> y) => MatrixKernels.Current(ref _kernels).AddScaled(factor, _bias, y);

    /// <summary>The second: y [n, O] = y + W x, of some of the inputs.</summary>
    /// <param name="x">[n, as many as there are of them].</param>
    /// <param name="firstInput">The first of them.</param>
    /// <param name="y">[n, O].</param>
    public void Add(MatrixView x, int firstInput, MatrixView y)
    {
        if (x.Columns == 0) return;
        var kernels = MatrixKernels.Current(ref _kernels);
        var weight = _weight.AsSpan(firstInput * Outputs, x.Columns * Outputs);
        if (Outputs > 1)
        {
            kernels.AddProduct(x, MatrixView.Of(weight, x.Columns, Outputs), y); // [n, I'] · [I', O]
        }
        else
        {
            for (int i = 0; i < x.Rows; i++) y.Values[i] += kernels.Dot(x[i], weight);
        }
    }

    /// <summary>The third: y [n, O] = norm(y).</summary>
    public void Finish(MatrixView y)
    {
        if (_gain is not null) for (int i = 0; i < y.Rows; i++) Normalize(y[i]);
    }

    // By running statistics it is a linear map, which goes into the weights.
    private void Fold(float[] mean, float[] variance, float[] gain, float[] shift)
    {
        for (int o = 0; o < Outputs; o++)
        {
            double scale = gain[o] / Math.Sqrt(variance[o] + DenseSettings.Epsilon);
            for (int i = 0; i < Inputs; i++) _weight[(i * Outputs) + o] = (float)(_weight[(i * Outputs) + o] * scale);
            _bias[o] = (float)(((_bias[o] - mean[o]) * scale) + shift[o]);
        }
    }

    private void Normalize(Span<float> y)
    {
        double mean = 0, variance = 0;
        foreach (float value in y) mean += value;
        mean /= y.Length;
        foreach (float value in y) variance += (value - mean) * (value - mean);
        double scale = 1 / Math.Sqrt((variance / y.Length) + DenseSettings.Epsilon);
        for (int o = 0; o < y.Length; o++) y[o] = (float)(((y[o] - mean) * scale * _gain![o]) + _shift![o]);
    }
}
