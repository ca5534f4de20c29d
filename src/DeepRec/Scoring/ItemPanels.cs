namespace DeepRec;

/// <summary>
/// Vectors of items in the order in which a scan reads them: panels of 16 items, in a panel the first number of each, then the second of each, and so on.
/// One number of 16 items fills a cache line, so that a kernel needs no sums across a register, and any width will do.
/// </summary>
/// <remarks>Once filled, safe from many threads. Memory: 4 bytes a number; the last panel is filled up with zeros.</remarks>
internal sealed class ItemPanels
{
    /// <summary>How many items a panel holds.</summary>
    public const int Items = 16;

    private readonly float[] _values; // [panels, width, 16]

    /// <param name="count">How many items there are.</param>
    /// <param name="width">The length of a vector; 1 or more.</param>
    public ItemPanels(int count, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (Count, Width) = (count, width);
        _values = new float[(long)Panels * width * Items];
    }

    public int Count { get; }

    public int Width { get; }

    /// <summary>How many panels there are, the last one perhaps not full.</summary>
    public int Panels => (int)(((long)Count + Items - 1) / Items);

    /// <summary>Takes the vectors of all items. Shape [count × width].</summary>
    public static ItemPanels Of(ReadOnlySpan<float> vectors, int width)
    {
        var panels = new ItemPanels(vectors.Length / width, width);
        panels.Set(0, vectors);
        return panels;
    }

    /// <summary>Takes the vectors of some items that follow one another. Shape [k × width].</summary>
    public void Set(int first, ReadOnlySpan<float> vectors)
    {
        if (vectors.Length % Width != 0) throw new ArgumentException($"{vectors.Length} numbers are no vectors of {Width}.", nameof(vectors));
        for (int row = 0; row * Width < vectors.Length; row++)
        {
            var place = Place(first + row);
            for (int d = 0; d < Width; d++) place[d * Items] = vectors[row * Width + d];
        }
    }

    /// <summary>The first numbers of all vectors. Shape [count × length].</summary>
    public float[] Vectors(int length)
    {
        var vectors = new float[(long)Count * length];
        for (int item = 0; item < Count; item++) CopyTo(item, vectors.AsSpan(item * length, length));
        return vectors;
    }

    /// <summary>Writes the first numbers of an item's vector.</summary>
    public void CopyTo(int item, Span<float> vector)
    {
        var place = Place(item);
        for (int d = 0; d < vector.Length; d++) vector[d] = place[d * Items];
    }

    /// <summary>Some panels that follow one another. Shape [count, width, 16].</summary>
    public ReadOnlySpan<float> Range(int first, int count) => _values.AsSpan(first * Width * Items, count * Width * Items);

    private Span<float> Place(int item) => _values.AsSpan(item / Items * Width * Items + item % Items, (Width - 1) * Items + 1);
}
