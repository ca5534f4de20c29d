using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>The best 100 items by inner product, vectors of 64 numbers drawn at random, on one thread.</summary>
public class RetrievalBenchmarks
{
    private const int Width = 64, Count = 100, Queries = 64;
    private readonly (float Score, int Place)[] _found = new (float, int)[Queries * Count];
    private readonly int[] _counts = new int[Queries];
    private PanelSearch _exact = null!, _coded = null!;
    private SearchTask _one = null!, _many = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Items { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var random = new SeededRandom(42);
        var panels = ItemPanels.Of(Drawn(Items, ref random), Width);
        _exact = new PanelSearch(panels);
        _coded = new PanelSearch(panels, codes: new CodeSearch(panels, CodePanels.Of(panels)!, PanelKernels.Best));
        float[] queries = Drawn(Queries, ref random);
        (_one, _many) = (new SearchTask(queries[..Width], Count), new SearchTask(queries, Count));
    }

    [Benchmark]
    public void One() => _exact.Best(_one, _found.AsSpan(0, Count), _counts.AsSpan(0, 1));

    [Benchmark]
    public void OneByCodes() => _coded.Best(_one, _found.AsSpan(0, Count), _counts.AsSpan(0, 1));

    [Benchmark]
    public void Batch64() => _exact.Best(_many, _found, _counts);

    private static float[] Drawn(int count, ref SeededRandom random)
    {
        var values = new float[count * Width];
        foreach (ref float value in values.AsSpan()) value = (float)random.NextGaussian();
        return values;
    }
}
