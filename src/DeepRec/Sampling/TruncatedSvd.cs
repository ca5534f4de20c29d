using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace DeepRec;

/// <summary>
/// The largest singular values of a sparse matrix and their vectors, A ≈ U diag(σ) Vᵀ, by randomised subspace iteration: a block of random
/// vectors is multiplied by AᵀA again and again, through a Chebyshev polynomial that holds small singular values down, and kept orthonormal;
/// within it the singular values are exact.
/// <para>
/// N. Halko, P. G. Martinsson and J. A. Tropp, "Finding Structure with Randomness", SIAM Review 53(2), 2011; Y. Zhou, Y. Saad, M. L. Tiago and
/// J. R. Chelikowsky, "Self-Consistent-Field Calculations Using Chebyshev-Filtered Subspace Iteration", Journal of Computational Physics 219(1), 2006.
/// </para>
/// </summary>
/// <remarks>A function of the matrix, the rank and the seed, the same to the bit for any number of threads. Immutable.</remarks>
internal sealed class TruncatedSvd
{
    private const int Oversampling = 16;
    private const double LargestGain = 1e4; // of the filter, so that single precision still tells small ones from noise

    private TruncatedSvd(float[] values, float[] left, float[] right) => (SingularValues, Left, Right) = (values, left, right);

    /// <summary>K, how many singular values there are: what was asked for, at most the shorter side of the matrix.</summary>
    public int Rank => SingularValues.Length;

    /// <summary>σ, falling; 0 beyond the matrix's rank. Shape [K].</summary>
    public float[] SingularValues { get; }

    /// <summary>U: orthonormal columns, zero where σ is. Shape [rows × K].</summary>
    public float[] Left { get; }

    /// <summary>V: orthonormal columns, zero where σ is. Shape [columns × K].</summary>
    public float[] Right { get; }

    /// <param name="matrix">A.</param>
    /// <param name="rank">How many singular values, at least 1.</param>
    /// <param name="seed">Governs the start.</param>
    /// <param name="iterations">At most how often the block is filtered.</param>
    /// <param name="tolerance">Ends earlier: by what part of itself a squared singular value may still have grown in the last round.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TruncatedSvd Of(SparseMatrix matrix, int rank, ulong seed, int iterations = 30, double tolerance = 1e-6, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        int shorter = Math.Min(matrix.RowCount, matrix.ColumnCount);
        int kept = Math.Min(rank, shorter), width = Math.Min(shorter, rank + Math.Max(Oversampling, rank / 8));
        var transposed = matrix.Transpose();
        float[] block = Start(matrix.ColumnCount, width, seed), image = new float[matrix.RowCount * width];
        var squares = new double[width];
        for (int round = 0; ; round++)
        {
            TallMatrix.Orthonormalize(block, width, cancellationToken); // [columns × width]
            matrix.Multiply(block, width, image, cancellationToken); // [rows × width]
            var (found, rotation) = Eigen(TallMatrix.Gram(image, width, cancellationToken), width);
            bool done = round == iterations || Enumerable.Range(0, kept).All(i => Math.Abs(found[i] - squares[i]) <= tolerance * found[i]);
            bool isSettled = found[0] <= 1.05 * squares[0];
            squares = found;
            TallMatrix.Rotate(block, rotation, width, cancellationToken);
            if (done)
            {
                TallMatrix.Rotate(image, rotation, width, cancellationToken);
                return Cut(block, image, squares, width, kept);
            }

            block = Filter(matrix, transposed, block, image, width, squares, isSettled, cancellationToken);
        }
    }

    private static float[] Start(int rows, int width, ulong seed)
    {
        var random = new SeededRandom(seed);
        var values = new float[rows * width];
        for (int i = 0; i < values.Length; i++) values[i] = (float)random.NextGaussian();
        return values;
    }

    // Eigenvalues falling, eigenvectors as columns.
    private static (double[] Values, double[] Vectors) Eigen(double[] symmetric, int width)
    {
        var decomposition = Matrix<double>.Build.Dense(width, width, symmetric).Evd(Symmetricity.Symmetric);
        var values = new double[width];
        var vectors = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            values[i] = Math.Max(0, decomposition.EigenValues[width - 1 - i].Real);
            for (int row = 0; row < width; row++) vectors[row * width + i] = decomposition.EigenVectors[row, width - 1 - i];
        }

        return (values, vectors);
    }

    // T_d of AᵀA, its interval [0, β] below the block's least value, scaled to 1 at the greatest; column by column near an eigenvector already.
    // As long as the greatest is not known, d is 1: beyond it a polynomial would turn all columns into one.
    private static float[] Filter(SparseMatrix matrix, SparseMatrix transposed, float[] block, float[] image, int width, double[] squares, bool isSettled, CancellationToken cancellationToken)
    {
        double greatest = squares[0];
        if (greatest == 0) return block;
        double half = Math.Max(squares[^1], 1e-6 * greatest) / 2;
        double reach = Math.Acosh(Math.Max(greatest / half - 1, 1 + 1e-9));
        int degree = isSettled ? Math.Clamp((int)(Math.Acosh(LargestGain) / reach), 1, 12) : 1;

        float[] before = block, now = Product(before);
        double first = half / (greatest - half), scale = first;
        TensorPrimitives.Multiply(now, (float)(scale * greatest / half), now);
        for (int step = 2; step <= degree; step++)
        {
            double next = 1 / (2 / first - scale);
            var after = Product(now);
            TensorPrimitives.Multiply(after, (float)(2 * next * greatest / half), after);
            TensorPrimitives.MultiplyAdd(before, (float)(-scale * next), after, after);
            (before, now, scale) = (now, after, next);
        }

        return now;

        // (AᵀA / greatest − half / greatest) x
        float[] Product(float[] x)
        {
            var result = new float[x.Length];
            matrix.Multiply(x, width, image, cancellationToken);
            transposed.Multiply(image, width, result, cancellationToken);
            TensorPrimitives.Multiply(result, (float)(1 / greatest), result);
            TensorPrimitives.MultiplyAdd(x, (float)(-half / greatest), result, result);
            return result;
        }
    }

    private static TruncatedSvd Cut(float[] block, float[] image, double[] squares, int width, int kept)
    {
        var values = new float[kept];
        double floor = 1e-7 * Math.Sqrt(squares[0]);
        for (int i = 0; i < kept; i++) if (Math.Sqrt(squares[i]) is var value && value > floor && value > 1e-30) values[i] = (float)value;
        return new TruncatedSvd(values, Columns(image, i => 1 / values[i]), Columns(block, _ => 1));

        float[] Columns(float[] matrix, Func<int, float> factor)
        {
            var cut = new float[matrix.Length / width * kept];
            for (int i = 0; i < kept; i++)
            {
                if (values[i] == 0) continue;
                for (int row = 0; row < matrix.Length / width; row++) cut[row * kept + i] = matrix[row * width + i] * factor(i);
            }

            return cut;
        }
    }
}
