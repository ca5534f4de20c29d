using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepRec;

/// <summary>(XᵀX + λI)⁻¹ of a sparse X by Cholesky's decomposition. Shape [I × I].</summary>
internal static class InverseGram
{
    /// <summary>Up to how many columns managed double precision is quicker than a call of libtorch.</summary>
    public const int SmallSize = 500;

    private const int DoubleSize = 5000; // up to where both precisions fit in the same memory as one matrix of a large catalogue
    private const int RowsAtOnce = 256;

    /// <summary>In managed code, double precision.</summary>
    public static float[] Small(SparseMatrix matrix, double ridge, CancellationToken cancellationToken)
    {
        int size = matrix.ColumnCount;
        var gram = Matrix<double>.Build.Dense(size, size);
        var (transposed, row) = (matrix.Transpose(), new double[size]);
        for (int item = 0; item < size; item++)
        {
            FillRow(matrix, transposed, item, ridge, row);
            gram.SetRow(item, row);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (size == 0) return [];
        var inverse = gram.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size));
        return Array.ConvertAll(inverse.ToRowMajorArray(), value => (float)value);
    }

    /// <summary>In libtorch with all cores; in double precision up to 5,000 columns, then in single.</summary>
    public static float[] Large(SparseMatrix matrix, double ridge, CancellationToken cancellationToken)
    {
        TorchRuntime.EnsureLoaded();
        int threads = get_num_threads(), size = matrix.ColumnCount;
        set_num_threads(Environment.ProcessorCount);
        try
        {
            using var noGradient = no_grad();
            return size <= DoubleSize ? Invert<double>(matrix, ridge, ScalarType.Float64, cancellationToken) : Invert<float>(matrix, ridge, ScalarType.Float32, cancellationToken);
        }
        catch (ExternalException e)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The matrix of {size} items cannot be inverted with Regularization {ridge}: raise it, or use fewer items. {e.Message.Split('\n')[0]}"), e);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static float[] Invert<T>(SparseMatrix matrix, double ridge, ScalarType type, CancellationToken cancellationToken) where T : unmanaged, INumber<T>
    {
        int size = matrix.ColumnCount;
        using var scope = NewDisposeScope();
        var gram = empty(size, size, type);
        FillGram<T>(gram, matrix, ridge, cancellationToken);
        var factor = linalg.cholesky(gram); // [I, I]
        gram.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        var inverse = cholesky_inverse(factor, false); // [I, I]
        factor.Dispose();
        cancellationToken.ThrowIfCancellationRequested();

        var result = new float[size * size];
        for (int first = 0; first < size; first += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, size - first);
            using var part = inverse.narrow(0, first, rows);
            using var dense = part.contiguous();
            TensorPrimitives.ConvertTruncating<T, float>(TensorMemory.Span<T>(dense), result.AsSpan(first * size, rows * size));
        }

        return result;
    }

    // Block by block: a span holds no more than 2 GB.
    private static void FillGram<T>(Tensor gram, SparseMatrix matrix, double ridge, CancellationToken cancellationToken) where T : unmanaged, INumber<T>
    {
        var transposed = matrix.Transpose();
        int size = matrix.ColumnCount;
        for (int first = 0; first < size; first += RowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(RowsAtOnce, size - first);
            using var part = gram.narrow(0, first, rows);
            var values = TensorMemory.Span<T>(part);
            for (int i = 0; i < rows; i++) FillRow(matrix, transposed, first + i, T.CreateChecked(ridge), values.Slice(i * size, size));
        }
    }

    private static void FillRow<T>(SparseMatrix matrix, SparseMatrix transposed, int item, T ridge, Span<T> row) where T : INumber<T>
    {
        row.Clear();
        foreach (int user in transposed.ColumnsOf(item))
        {
            foreach (int other in matrix.ColumnsOf(user)) row[other]++;
        }

        row[item] += ridge;
    }
}
