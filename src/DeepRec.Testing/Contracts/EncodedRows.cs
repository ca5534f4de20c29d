using DeepRec.Preprocessing;

namespace DeepRec.Testing;

/// <summary>Rows of one encoded column, of every kind that an encoder may meet.</summary>
internal static class EncodedRows
{
    private const int Count = 41;

    public static Dataset Of(FeatureInput input)
    {
        Feature feature = input.Kind switch
        {
            FeatureInputKind.Number => Feature.Number(input.Name),
            FeatureInputKind.IdBag => Feature.Categories(input.Name),
            FeatureInputKind.Vector => Feature.Vector(input.Name, input.Size),
            _ => Feature.Category(input.Name),
        };
        return new Dataset(new FeatureSchema([feature]), [ColumnOf(input)]);
    }

    private static Column ColumnOf(FeatureInput input) => input.Kind switch
    {
        FeatureInputKind.Number => new NumberColumn([.. Enumerable.Range(0, Count * input.Size).Select(Number)], input.Size),
        FeatureInputKind.IdBag => Bags(input.Size),
        FeatureInputKind.Vector => Vectors(input.Size),
        _ => new IdColumn([.. Enumerable.Range(0, Count).Select(row => row % input.Size)], input.Size),
    };

    // Missing, 0, ordinary, large.
    private static float Number(int i) => (i % 7) switch
    {
        0 => float.NaN,
        1 => 0,
        2 => 1_000,
        3 => -1_000,
        _ => MathF.Sin(i),
    };

    // Missing, some of them in several rows; of zeros alone; others. None is so large that its sums, in other orders, would differ.
    private static VectorColumn Vectors(int width)
    {
        int[] codes = [.. Enumerable.Range(0, Count).Select(row => row % 7 == 0 ? VectorColumn.Missing : row % 9)];
        return new VectorColumn(codes, [.. Enumerable.Range(0, 9 * width).Select(i => i < width ? 0 : MathF.Sin(i) * (1 + (i % 3)))], width);
    }

    // Of none, one, two … ids.
    private static IdBagColumn Bags(int size)
    {
        int[] lengths = [.. Enumerable.Range(0, Count).Select(row => row % 5)];
        int[] offsets = [.. lengths.Aggregate(new List<int> { 0 }, (sums, length) => { sums.Add(sums[^1] + length); return sums; })];
        return new IdBagColumn(offsets, [.. Enumerable.Range(0, offsets[^1]).Select(i => i % size)], size);
    }
}
