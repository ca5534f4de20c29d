using System.Numerics;
using System.Runtime.InteropServices;
using DeepRec.Quality;
using static TorchSharp.torch;

namespace DeepRec.Peers;

/// <summary>A catalogue of vectors, some queries, and ways to find the best 100.</summary>
internal sealed class RetrievalWork : IDisposable
{
    public const int Width = 64;
    private const int Count = 100;
    private readonly PanelSearch _exact;
    private readonly PanelSearch _coded;
    private readonly Tensor _items; // [I, 64]
    private readonly Tensor _queries; // [B, 64]
    private readonly (float Score, int Place)[] _found;
    private readonly int[] _counts;
    private readonly List<double> _overlaps = [];

    private RetrievalWork(float[] vectors, float[] queries)
    {
        (Vectors, Queries) = (vectors, queries);
        var panels = ItemPanels.Of(vectors, Width);
        _exact = new PanelSearch(panels);
        _coded = new PanelSearch(panels, codes: new CodeSearch(panels, CodePanels.Of(panels)!, PanelKernels.Best));
        _items = TensorMemory.FromFloats(vectors, vectors.Length / Width, Width);
        _queries = TensorMemory.FromFloats(queries, queries.Length / Width, Width);
        (_found, _counts) = (new (float, int)[queries.Length / Width * Count], new int[queries.Length / Width]);
    }

    public float[] Vectors { get; }

    public float[] Queries { get; }

    public double Gigabytes => Vectors.Length * 4e-9;

    /// <summary>Which part of libtorch's items ours found too, over all searches of one query.</summary>
    public double Overlap => _overlaps.Average();

    /// <summary>Drawn at random.</summary>
    public static RetrievalWork Drawn(int items, int queries)
    {
        var random = new SeededRandom(42);
        var values = new float[(items + queries) * Width];
        foreach (ref float value in values.AsSpan()) value = (float)random.NextGaussian();
        return new RetrievalWork(values[..(items * Width)], values[(items * Width)..]);
    }

    /// <summary>Vectors of items and users of a trained model; items as many as are wanted, drawn from those and moved a little.</summary>
    public static RetrievalWork Resampled(string data, int items, int queries)
    {
        var (vectors, users) = TrainedVectors.Of(RankingSource.Open(Path.Combine(data, "amazon-beauty"), "sequence", seed: 42), queries);
        var random = new SeededRandom(42);
        var all = new float[items * Width];
        for (int item = 0; item < items; item++)
        {
            var source = vectors.AsSpan(random.NextInt(vectors.Length / Width) * Width, Width);
            float deviation = 0.1f * System.Numerics.Tensors.TensorPrimitives.Norm<float>(source) / MathF.Sqrt(Width);
            for (int d = 0; d < Width; d++) all[item * Width + d] = source[d] + deviation * (float)random.NextGaussian();
        }

        return new RetrievalWork(all, users);
    }

    /// <summary>The same with its first items alone.</summary>
    public RetrievalWork First(int items) => new(Vectors[..(items * Width)], Queries);

    /// <summary>Reads all numbers once and does next to nothing with them.</summary>
    public static float Sum(ReadOnlySpan<float> numbers)
    {
        Vector<float> a = default, b = default, c = default, d = default;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        for (int i = 0; i + 4 <= vectors.Length; i += 4) (a, b, c, d) = (a + vectors[i], b + vectors[i + 1], c + vectors[i + 2], d + vectors[i + 3]);
        return Vector.Sum(a + b + c + d);
    }

    public void Search(int query, bool isCoded) =>
        (isCoded ? _coded : _exact).Best(new SearchTask(Queries.AsSpan(query % _counts.Length * Width, Width).ToArray(), Count), _found.AsSpan(0, Count), _counts.AsSpan(0, 1));

    public void SearchAll(bool isCoded) => (isCoded ? _coded : _exact).Best(new SearchTask(Queries, Count), _found, _counts);

    /// <summary>Also compares with the search before it, which must be of the same query.</summary>
    public void Torch(int query)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (_, best) = _items.mv(_queries[query % _counts.Length]).topk(Count); // [I, 64] · [64] → [I] → [100]
        _overlaps.Add(TensorMemory.Span<long>(best).ToArray().Intersect(_found.Take(Count).Select(one => (long)one.Place)).Count() / (double)Count);
    }

    public void TorchAll()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        _ = _queries.mm(_items.t()).topk(Count, 1); // [B, 64] · [64, I] → [B, I] → [B, 100]
    }

    public void Dispose()
    {
        _items.Dispose();
        _queries.Dispose();
    }
}
