using System.Collections;

namespace DeepRec;

/// <summary>The dimensions of a search, in order.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class SearchSpace : IReadOnlyList<SearchDimension>
{
    /// <summary>The most points whose order is kept in memory; larger spaces are drawn from with replacement.</summary>
    internal const int MaximumShuffled = 1_000_000;

    private readonly SearchDimension[] _dimensions;

    /// <summary>Collects dimensions.</summary>
    /// <param name="dimensions">At least one; names distinct.</param>
    /// <exception cref="ArgumentException">There is none, or a name occurs twice.</exception>
    public SearchSpace(params IReadOnlyList<SearchDimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        _dimensions = [.. dimensions];
        if (_dimensions.Length == 0) throw new ArgumentException("A search needs a dimension.", nameof(dimensions));
        string? twice = _dimensions.GroupBy(d => d.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException($"Dimension '{twice}' is stated twice.", nameof(dimensions));
    }

    /// <inheritdoc/>
    public int Count => _dimensions.Length;

    /// <summary>How many points there are; <see langword="null"/> where a dimension is a range.</summary>
    public long? Points
    {
        get
        {
            if (_dimensions.Any(d => d.Values.Count == 0)) return null;
            long points = 1;
            foreach (var dimension in _dimensions) points = checked(points * dimension.Values.Count);
            return points;
        }
    }

    /// <inheritdoc/>
    public SearchDimension this[int index] => _dimensions[index];

    /// <inheritdoc/>
    public IEnumerator<SearchDimension> GetEnumerator() => ((IEnumerable<SearchDimension>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The points in the order of their trials, drawn as they are asked for; a function of the space, the method and the seed.</summary>
    internal IEnumerable<SearchPoint> Walk(SearchMethod method, int seed)
    {
        long? points = Points;
        if (method == SearchMethod.Grid)
        {
            if (points is null) throw new ArgumentException($"Dimension '{_dimensions.First(d => d.Values.Count == 0).Name}' is a range; a grid needs lists of values. Use SearchMethod.Random or SearchDimension.Grid.");
            return GridPoints(points.Value);
        }

        return points <= MaximumShuffled ? Permutation.Of((int)points, unchecked((ulong)seed)).Select(i => PointAt(i)) : DrawnPoints(seed);
    }

    private IEnumerable<SearchPoint> GridPoints(long points)
    {
        for (long i = 0; i < points; i++) yield return PointAt(i);
    }

    // Each point has a generator of its own, so that a trial does not depend on those before.
    private IEnumerable<SearchPoint> DrawnPoints(int seed)
    {
        for (ulong trial = 0; ; trial++)
        {
            var random = new SeededRandom(StableHash.Combine(unchecked((ulong)seed), trial));
            var values = new (string, object)[_dimensions.Length];
            for (int i = 0; i < values.Length; i++) values[i] = (_dimensions[i].Name, _dimensions[i].Draw(ref random));
            yield return new SearchPoint(values);
        }
    }

    private SearchPoint PointAt(long index)
    {
        var values = new (string, object)[_dimensions.Length];
        for (int i = values.Length - 1; i >= 0; i--)
        {
            var list = _dimensions[i].Values;
            values[i] = (_dimensions[i].Name, list[(int)(index % list.Count)]);
            index /= list.Count;
        }

        return new SearchPoint(values);
    }
}
