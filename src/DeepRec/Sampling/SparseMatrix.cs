using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>A matrix that is mostly zero, in compressed rows: row r holds values[k] in columns[k] for k from offsets[r] to offsets[r + 1] − 1.</summary>
/// <remarks>Immutable as long as its arrays are left alone; safe from many threads. Products are the same to the bit for any number of threads.</remarks>
internal sealed class SparseMatrix
{
    private const int RowsAtOnce = 256;

    /// <param name="offsets">Shape [rows + 1].</param>
    /// <param name="columns">Shape [entries]: rising within a row where the entries were made in order.</param>
    /// <param name="values">Shape [entries].</param>
    /// <param name="columnCount">How many columns there are.</param>
    public SparseMatrix(int[] offsets, int[] columns, float[] values, int columnCount) =>
        (Offsets, Columns, Values, ColumnCount) = (offsets, columns, values, columnCount);

    /// <summary>Shape [rows + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>Shape [entries].</summary>
    public int[] Columns { get; }

    /// <summary>Shape [entries].</summary>
    public float[] Values { get; }

    public int RowCount => Offsets.Length - 1;

    public int ColumnCount { get; }

    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Offsets[row]..Offsets[row + 1]);

    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Offsets[row]..Offsets[row + 1]);

    /// <summary>Adds <paramref name="weight"/> times a row to <paramref name="sums"/>, shape [columns].</summary>
    public void AddRow(int row, float weight, Span<float> sums)
    {
        for (int k = Offsets[row]; k < Offsets[row + 1]; k++) sums[Columns[k]] += weight * Values[k];
    }

    /// <summary>The inner product of a row and <paramref name="vector"/>, shape [columns].</summary>
    public float Dot(int row, ReadOnlySpan<float> vector)
    {
        float sum = 0;
        for (int k = Offsets[row]; k < Offsets[row + 1]; k++) sum += Values[k] * vector[Columns[k]];
        return sum;
    }

    /// <summary>X [users × items]: 1 where a user met an item, however often.</summary>
    public static SparseMatrix Of(Interactions interactions)
    {
        var offsets = new int[interactions.UserCount + 1];
        var columns = new int[interactions.Count];
        int count = 0;
        for (int user = 0; user < interactions.UserCount; user++)
        {
            int start = count;
            foreach (int item in interactions.Of(user)) columns[count++] = item;
            Array.Sort(columns, start, count - start);
            int kept = start;
            for (int i = start; i < count; i++) if (i == start || columns[i] != columns[i - 1]) columns[kept++] = columns[i];
            offsets[user + 1] = count = kept;
        }

        Array.Resize(ref columns, count);
        var values = new float[count];
        Array.Fill(values, 1);
        return new SparseMatrix(offsets, columns, values, interactions.ItemCount);
    }

    /// <summary>The same matrix by columns, each in the order of rows.</summary>
    public SparseMatrix Transpose()
    {
        var offsets = new int[ColumnCount + 1];
        foreach (int column in Columns) offsets[column + 1]++;
        for (int column = 0; column < ColumnCount; column++) offsets[column + 1] += offsets[column];
        var next = offsets.AsSpan(0, ColumnCount).ToArray();
        int[] columns = new int[Columns.Length];
        var values = new float[Columns.Length];
        for (int row = 0; row < RowCount; row++)
        {
            for (int k = Offsets[row]; k < Offsets[row + 1]; k++)
            {
                int place = next[Columns[k]]++;
                (columns[place], values[place]) = (row, Values[k]);
            }
        }

        return new SparseMatrix(offsets, columns, values, RowCount);
    }

    /// <summary>The matrix with the entry in row r and column c times <paramref name="rowFactors"/>[r] · <paramref name="columnFactors"/>[c].</summary>
    public SparseMatrix Scaled(float[] rowFactors, float[] columnFactors)
    {
        var values = new float[Values.Length];
        for (int row = 0; row < RowCount; row++)
        {
            for (int k = Offsets[row]; k < Offsets[row + 1]; k++) values[k] = Values[k] * rowFactors[row] * columnFactors[Columns[k]];
        }

        return new SparseMatrix(Offsets, Columns, values, ColumnCount);
    }

    /// <summary>product = this · dense.</summary>
    /// <param name="dense">Shape [columns × width].</param>
    /// <param name="width">The number of columns of the other two.</param>
    /// <param name="product">Shape [rows × width]; filled.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Multiply(float[] dense, int width, float[] product, CancellationToken cancellationToken = default) =>
        Parallel.For(0, (RowCount + RowsAtOnce - 1) / RowsAtOnce, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            for (int row = block * RowsAtOnce; row < Math.Min(RowCount, (block + 1) * RowsAtOnce); row++)
            {
                var sum = product.AsSpan(row * width, width);
                sum.Clear();
                for (int k = Offsets[row]; k < Offsets[row + 1]; k++) TensorPrimitives.MultiplyAdd(dense.AsSpan(Columns[k] * width, width), Values[k], sum, sum);
            }
        });
}
