using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>Arithmetic of dense matrices with many rows and few columns, row by row. The same to the bit for any number of threads.</summary>
internal static class TallMatrix
{
    private const int RowsAtOnce = 512;
    private const int GramRowsAtOnce = 16;

    /// <summary>MᵀM, summed in double precision over blocks of rows. Shape [width × width].</summary>
    public static double[] Gram(float[] matrix, int width, CancellationToken cancellationToken = default)
    {
        var gram = new double[width * width];
        int rows = matrix.Length / width;
        Parallel.For(0, (width + GramRowsAtOnce - 1) / GramRowsAtOnce, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            int first = block * GramRowsAtOnce, last = Math.Min(width, first + GramRowsAtOnce), length = width - first;
            var sums = new float[(last - first) * length];
            for (int start = 0; start < rows; start += RowsAtOnce)
            {
                Array.Clear(sums);
                for (int row = start; row < Math.Min(rows, start + RowsAtOnce); row++)
                {
                    var values = matrix.AsSpan(row * width + first, length);
                    for (int i = 0; i < last - first; i++)
                    {
                        var sum = sums.AsSpan(i * length, length);
                        TensorPrimitives.MultiplyAdd(values, values[i], sum, sum);
                    }
                }

                for (int i = 0; i < last - first; i++)
                {
                    for (int j = i; j < length; j++) gram[(first + i) * width + first + j] += sums[i * length + j];
                }
            }
        });
        for (int i = 0; i < width; i++) for (int j = 0; j < i; j++) gram[i * width + j] = gram[j * width + i];
        return gram;
    }

    /// <summary>M · S in the place of M.</summary>
    /// <param name="matrix">M, shape [rows × width]; becomes the product.</param>
    /// <param name="square">S, shape [width × width].</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void Rotate(float[] matrix, double[] square, int width, CancellationToken cancellationToken = default)
    {
        int rows = matrix.Length / width;
        var factors = Array.ConvertAll(square, value => (float)value);
        Parallel.For(0, (rows + RowsAtOnce - 1) / RowsAtOnce, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var sum = new float[width];
            for (int row = block * RowsAtOnce; row < Math.Min(rows, (block + 1) * RowsAtOnce); row++)
            {
                var values = matrix.AsSpan(row * width, width);
                Array.Clear(sum);
                for (int i = 0; i < width; i++) if (values[i] != 0) TensorPrimitives.MultiplyAdd(factors.AsSpan(i * width, width), values[i], sum, sum);
                sum.CopyTo(values);
            }
        });
    }

    /// <summary>Makes the columns orthonormal, each against those before it; one that depends on them becomes zero.</summary>
    public static void Orthonormalize(float[] matrix, int width, CancellationToken cancellationToken = default)
    {
        // Twice: what single precision leaves of the first pass goes with the second.
        for (int pass = 0; pass < 2; pass++) Rotate(matrix, InverseFactor(Gram(matrix, width, cancellationToken), width), width, cancellationToken);
    }

    // R⁻¹ of MᵀM = RᵀR, upper triangular. A column whose rest is noise gets zeros.
    private static double[] InverseFactor(double[] gram, int width)
    {
        const double Noise = 1e-10; // of a squared length, in units of the column's own
        var inverse = new double[width * width];
        var projection = new double[width];
        for (int j = 0; j < width; j++)
        {
            // Column j less its part along the finished columns q_i = M · inverse[:, i]: two sweeps of Gram and Schmidt in the metric of MᵀM.
            var column = new double[width];
            column[j] = 1;
            double own = gram[j * width + j], rest = own;
            for (int sweep = 0; sweep < 2; sweep++)
            {
                for (int a = 0; a <= j; a++) projection[a] = TensorPrimitives.Dot<double>(gram.AsSpan(a * width, j + 1), column.AsSpan(0, j + 1)); // MᵀM · column
                var parts = new double[j];
                for (int a = 0; a < j; a++) TensorPrimitives.MultiplyAdd(inverse.AsSpan(a * width, j), projection[a], parts, parts);
                for (int a = 0; a < j; a++) column[a] -= TensorPrimitives.Dot<double>(inverse.AsSpan(a * width, j), parts);
            }

            for (int a = 0; a <= j; a++) projection[a] = TensorPrimitives.Dot<double>(gram.AsSpan(a * width, j + 1), column.AsSpan(0, j + 1));
            rest = TensorPrimitives.Dot<double>(projection.AsSpan(0, j + 1), column.AsSpan(0, j + 1));
            if (!(own > 0) || rest <= Noise * own) continue;
            double scale = 1 / Math.Sqrt(rest);
            for (int a = 0; a <= j; a++) inverse[a * width + j] = column[a] * scale;
        }

        return inverse;
    }
}
