using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The normal equations of one side of <see cref="ImplicitAlsOptions"/>, where the vectors of the other side are given.</summary>
internal sealed class ConfidenceEquations
{
    private readonly float[] _vectors; // [M × K]
    private readonly double[] _gram; // [K × K]: YᵀY + λI
    private readonly double _confidence;
    private readonly int _dimension;

    public ConfidenceEquations(float[] vectors, ImplicitAlsOptions options, CancellationToken cancellationToken = default)
    {
        (_vectors, _dimension, _confidence) = (vectors, options.Dimension, options.Confidence);
        _gram = TallMatrix.Gram(vectors, _dimension, cancellationToken);
        for (int d = 0; d < _dimension; d++) _gram[d * _dimension + d] += options.Regularization;
    }

    /// <summary>Memory that a thread solves in: a matrix, a vector, a row.</summary>
    public double[] Workspace() => new double[_dimension * (_dimension + 2)];

    /// <summary>The vector of one who met the others in <paramref name="met"/>, each once.</summary>
    public void Solve(ReadOnlySpan<int> met, double[] workspace, Span<float> solution)
    {
        int k = _dimension;
        Span<double> matrix = workspace.AsSpan(0, k * k), target = workspace.AsSpan(k * k, k), vector = workspace.AsSpan(k * (k + 1), k);
        _gram.CopyTo(matrix);
        target.Clear();
        foreach (int other in met)
        {
            TensorPrimitives.ConvertTruncating<float, double>(_vectors.AsSpan(other * k, k), vector);
            for (int d = 0; d < k; d++)
            {
                var row = matrix.Slice(d * k, d + 1); // the lower triangle is enough
                TensorPrimitives.MultiplyAdd(vector[..(d + 1)], _confidence * vector[d], row, row);
            }

            TensorPrimitives.MultiplyAdd(vector, 1 + _confidence, target, target);
        }

        SolveInPlace(matrix, target, k);
        TensorPrimitives.ConvertTruncating<double, float>(target, solution);
    }

    // Cholesky: A = L Lᵀ in the lower triangle, then forwards and backwards. A is positive definite for its ridge.
    private static void SolveInPlace(Span<double> matrix, Span<double> target, int k)
    {
        for (int i = 0; i < k; i++)
        {
            var row = matrix.Slice(i * k, k);
            for (int j = 0; j < i; j++) row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], matrix.Slice(j * k, j))) / matrix[j * k + j];
            row[i] = Math.Sqrt(Math.Max(row[i] - TensorPrimitives.SumOfSquares<double>(row[..i]), double.Epsilon));
            target[i] = (target[i] - TensorPrimitives.Dot<double>(row[..i], target[..i])) / row[i];
        }

        for (int i = k - 1; i >= 0; i--)
        {
            target[i] /= matrix[i * k + i];
            TensorPrimitives.MultiplyAdd(matrix.Slice(i * k, i), -target[i], target[..i], target[..i]);
        }
    }
}
