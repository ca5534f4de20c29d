using System.Globalization;

namespace DeepRec;

/// <summary>
/// One dense vector a row, such as an embedding, a thumbnail or a spectrogram, each distinct vector kept once. Memory: 4 bytes a row and
/// 4 × width a distinct vector, so that a thousand items' pictures are a thousand pictures whatever the number of rows.
/// </summary>
public sealed class VectorColumn : Column
{
    /// <summary>The code of a row without a vector.</summary>
    public const int Missing = -1;

    private const int MostShown = 4;

    private readonly int[] _codes;
    private readonly float[] _values;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="codes">Shape [rows]: which of the distinct vectors a row has, <see cref="Missing"/> where it has none.</param>
    /// <param name="values">The distinct vectors, shape [vectors × <paramref name="width"/>], all finite; may hold ones that no row uses.</param>
    /// <param name="width">Numbers a vector, 1 or more; 0 where there is no vector and the width is not known.</param>
    /// <exception cref="ArgumentException">The values do not fill vectors of the width, one is not finite, or a code is outside the vectors.</exception>
    public VectorColumn(int[] codes, float[] values, int width) : base((codes ?? throw new ArgumentNullException(nameof(codes))).Length)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        if (width == 0 ? values.Length > 0 : values.Length % width != 0) throw new ArgumentException($"{values.Length} values do not fill vectors of {width}.", nameof(values));
        int vectors = width == 0 ? 0 : values.Length / width;
        int wrong = Array.FindIndex(codes, code => code < Missing || code >= vectors);
        if (wrong >= 0) throw new ArgumentException($"Row {wrong}: the code {codes[wrong]} is outside {Missing}…{vectors - 1}.", nameof(codes));
        int infinite = Array.FindIndex(values, value => !float.IsFinite(value));
        if (infinite >= 0) throw new ArgumentException($"Vector {infinite / width}: the number {infinite % width} is not finite. Leave the row without a vector instead.", nameof(values));
        (_codes, _values, Width) = (codes, values, width);
    }

    // Of arrays that are checked already.
    private VectorColumn(int[] codes, VectorColumn vectors) : base(codes.Length) => (_codes, _values, Width) = (codes, vectors._values, vectors.Width);

    /// <summary>Numbers a vector; 0 where there is no vector and the width is not known.</summary>
    public int Width { get; }

    /// <summary>How many distinct vectors are kept.</summary>
    public int VectorCount => Width == 0 ? 0 : _values.Length / Width;

    /// <summary>Shape [rows]: which of the distinct vectors a row has, <see cref="Missing"/> where it has none.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The distinct vectors, shape [vectors × width].</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>A distinct vector by its code, shape [width].</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public ReadOnlySpan<float> VectorOf(int code)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(code, VectorCount);
        return _values.AsSpan(code * Width, Width);
    }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] == Missing;

    /// <summary>The first numbers of the row's vector, and how many there are.</summary>
    public override string? TextAt(int row)
    {
        if (IsMissing(row)) return null;
        string shown = string.Join(' ', VectorOf(_codes[row])[..Math.Min(Width, MostShown)].ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture)));
        return Width <= MostShown ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} … ({Width} numbers)");
    }

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new VectorColumn(Gather(_codes, rows), this);

    /// <summary>Without the vectors that no row uses.</summary>
    internal VectorColumn Trim()
    {
        var places = new int[VectorCount];
        foreach (int code in _codes) if (code != Missing) places[code] = 1;
        int used = 0;
        for (int code = 0; code < places.Length; code++) places[code] = places[code] == 0 ? Missing : used++;
        if (used == places.Length) return this;
        var values = new float[used * Width]; // [used × width]
        for (int code = 0; code < places.Length; code++) if (places[code] != Missing) VectorOf(code).CopyTo(values.AsSpan(places[code] * Width));
        return new VectorColumn(Array.ConvertAll(_codes, code => code == Missing ? code : places[code]), values, Width);
    }

    /// <summary>The numbers of each row, NaN where it has no vector: 4 × width bytes a row.</summary>
    internal NumberColumn ToNumbers()
    {
        var numbers = new float[Count * Math.Max(1, Width)]; // [rows × width]
        Array.Fill(numbers, float.NaN);
        for (int row = 0; row < Count; row++) if (!IsMissing(row)) VectorOf(_codes[row]).CopyTo(numbers.AsSpan(row * Width));
        return new NumberColumn(numbers, Math.Max(1, Width));
    }

    internal override Column Append(IReadOnlyList<Column> others)
    {
        VectorColumn[] columns = [this, .. others.Cast<VectorColumn>()];
        var widest = columns.MaxBy(column => column.VectorCount)!;
        // Parts of one table, and rows without a vector.
        if (columns.All(column => column.VectorCount == 0 ? column.Width == 0 || column.Width == widest.Width || widest.Width == 0 : ReferenceEquals(column._values, widest._values)))
        {
            var known = widest.Width > 0 ? widest : columns.MaxBy(column => column.Width)!;
            return new VectorColumn([.. columns.SelectMany(column => column._codes)], known);
        }

        var builder = new VectorColumnBuilder(columns.Max(column => column.Width), isStated: true, separator: '|');
        foreach (var column in columns) builder.AppendAll(column);
        return builder.Build();
    }
}
