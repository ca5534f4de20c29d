using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>Encoded columns as vectors side by side, in plain memory: <see cref="ConcatenatedEncoder"/> in evaluation. Safe from many threads.</summary>
internal sealed class PackedFeatures
{
    private readonly FeatureInput[] _inputs;
    private readonly RowReader[] _readers;
    private MatrixKernels _kernels = MatrixKernels.Starting;

    /// <param name="inputs">The columns, in order.</param>
    /// <param name="readers">What each of them is encoded by.</param>
    public PackedFeatures(FeatureInput[] inputs, RowReader[] readers)
    {
        (_inputs, _readers) = (inputs, readers);
        foreach (var reader in readers) (Width, Widest) = (Width + reader.Width, Math.Max(Widest, reader.Width));
    }

    /// <summary>The length of a row's vectors together.</summary>
    public int Width { get; }

    /// <summary>The length of the longest of them.</summary>
    public int Widest { get; }

    /// <summary>Puts the vectors of some rows that follow one another.</summary>
    /// <param name="rows">The columns.</param>
    /// <param name="first">The first row.</param>
    /// <param name="x">[n, width], in any memory.</param>
    /// <exception cref="ArgumentException">A column is absent or encoded otherwise.</exception>
    public void Gather(Dataset rows, int first, MatrixView x)
    {
        for (int part = 0, start = 0; part < _readers.Length; start += _readers[part++].Width)
        {
            var column = BatchSource.Check(rows, _inputs[part]);
            for (int i = 0; i < x.Rows; i++) Read(_readers[part], column, first + i, x[i].Slice(start, _readers[part].Width));
        }
    }

    /// <summary>Adds the vectors of some rows, each times a factor.</summary>
    /// <param name="rows">The columns.</param>
    /// <param name="places">Which rows. [n]</param>
    /// <param name="factors">[n].</param>
    /// <param name="sum">[width].</param>
    /// <param name="memory">At least <see cref="Widest"/> numbers of room.</param>
    /// <inheritdoc cref="Gather" path="/exception"/>
    public void AddScaled(Dataset rows, ReadOnlySpan<int> places, ReadOnlySpan<float> factors, Span<float> sum, Span<float> memory)
    {
        var kernels = MatrixKernels.Current(ref _kernels);
        for (int part = 0, start = 0; part < _readers.Length; start += _readers[part++].Width)
        {
            var column = BatchSource.Check(rows, _inputs[part]);
            var vector = memory[.._readers[part].Width];
            for (int i = 0; i < places.Length; i++)
            {
                Read(_readers[part], column, places[i], vector);
                kernels.AddScaled(factors[i], vector, sum.Slice(start, vector.Length));
            }
        }
    }

    private static void Read(RowReader reader, Column column, int row, Span<float> x)
    {
        switch (column)
        {
            case IdColumn ids: reader.Read(ids.Ids.Slice(row, 1), [], x); break;
            case IdBagColumn bags: reader.Read(bags.Ids[bags.Offsets[row]..bags.Offsets[row + 1]], [], x); break;
            case NumberColumn numbers: reader.Read([], numbers.Values.Slice(row * numbers.Width, numbers.Width), x); break;
            case VectorColumn vectors: reader.Read([], vectors.IsMissing(row) ? [] : vectors.VectorOf(vectors.Codes[row]), x); break;
            default: throw new ArgumentException($"A column of {column.GetType().Name} is not read without its module.", nameof(column));
        }
    }
}
