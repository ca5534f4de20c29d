using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>What comes of some blocks of a step of <see cref="ProductSoftmax"/> in its first pass: of each row the sum of exponentials and the gradient that goes with it, measured by a maximum of its own.</summary>
internal sealed class SoftmaxPart
{
    private readonly SoftmaxStep _step;
    private float[] _maxima = [];
    private double[] _totals = [];
    private double[] _vectorSum = [];
    private Memory<float> _userGradient;

    /// <param name="step">What it is a part of.</param>
    public SoftmaxPart(SoftmaxStep step) => _step = step;

    /// <summary>Its first item.</summary>
    public int First { get; private set; }

    /// <summary>Behind its last.</summary>
    public int End { get; private set; }

    /// <summary>m, [B].</summary>
    public ReadOnlySpan<float> Maxima => _maxima.AsSpan(0, _step.Shape.Users);

    /// <summary>Σ_j exp(s_bj − m_b), [B].</summary>
    public Span<double> Totals => _totals.AsSpan(0, _step.Shape.Users);

    /// <summary>Σ_j exp(s_bj − m_b) v_j, [B / P, D, P].</summary>
    public Span<float> UserGradient => _userGradient.Span[..(_step.Shape.Users * _step.Shape.Depth)];

    /// <summary>Σ_j v_j, [D]; zeros where nobody needs it.</summary>
    public Span<double> VectorSum => _vectorSum.AsSpan(0, _step.Shape.Depth);

    /// <summary>Begins a step.</summary>
    /// <param name="first">Its first item.</param>
    /// <param name="end">Behind its last.</param>
    public void Begin(int first, int end)
    {
        (First, End) = (first, end);
        var (_, users, depth, _) = _step.Shape;
        if (_maxima.Length < users) (_maxima, _totals) = (new float[users], new double[users]);
        if (_vectorSum.Length < depth) _vectorSum = new double[depth];
        if (_userGradient.Length < users * depth) _userGradient = AlignedMemory.Allocate<float>(users * depth);
        _step.Positives.AsSpan(0, users).CopyTo(_maxima);
        Totals.Clear();
        UserGradient.Clear();
        VectorSum.Clear();
    }

    /// <summary>Measures a row by another maximum.</summary>
    public void Measure(int row, float maximum)
    {
        double factor = Math.Exp((double)_maxima[row] - maximum);
        _maxima[row] = maximum;
        _totals[row] *= factor;
        var gradient = UserGradient;
        for (int d = 0; d < _step.Shape.Depth; d++) gradient[_step.PlaceByDepth(row, d)] *= (float)factor;
    }

    /// <summary>Adds another part that is measured in the same way.</summary>
    public void Add(SoftmaxPart other)
    {
        TensorPrimitives.Add(Totals, other.Totals, Totals);
        TensorPrimitives.Add(UserGradient, other.UserGradient, UserGradient);
        TensorPrimitives.Add(VectorSum, other.VectorSum, VectorSum);
    }
}
