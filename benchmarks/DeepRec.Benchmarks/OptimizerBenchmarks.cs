using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>A step of Adam alone, gradients given, on one thread: all of some parameters, and 2,048 rows of a table's that were met.</summary>
public class OptimizerBenchmarks
{
    private const int Steps = 100, Width = 16, Met = 2048;
    private const double LearningRate = 1e-3;
    private readonly float[][] _weights = Make(), _gradients = Make();
    private readonly float[] _vectors = Enumerable.Repeat(0.1f, Met * Width).ToArray();
    private Optimizer _adam = null!, _lazy = null!;
    private float[] _table = [];
    private int[] _met = [];

    [Params(10_000, 1_000_000)]
    public int TableRows { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        (_adam, _lazy) = (new AdamOptions().CreateOptimizer(), new AdamOptions { Lazy = true }.CreateOptimizer());
        _table = new float[TableRows * Width];
        _met = new int[Met];
        for (int i = 0; i < Met; i++) _met[i] = (int)(i * 2_654_435_761L % TableRows); // all over the table, no row twice
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Adam()
    {
        for (int i = 0; i < Steps; i++)
        {
            _adam.BeginStep();
            for (int slot = 0; slot < _weights.Length; slot++) _adam.Step<float>(slot, _weights[slot], _gradients[slot], LearningRate);
        }
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void LazyAdam()
    {
        for (int i = 0; i < Steps; i++)
        {
            _lazy.BeginStep();
            _lazy.StepRows<float>(0, _table, Width, _met, _vectors, LearningRate);
        }
    }

    // The shapes of an MLP 64-32-1 over 7 embeddings of length 16.
    private static float[][] Make() =>
        [.. new[] { 945 * Width, 1684 * Width, 63 * Width, 4 * Width, 23 * Width, 21 * Width, 74 * Width, 64 * 7 * Width, 64, 32 * 64, 32, 32, 1 }.Select(count => Enumerable.Repeat(0.1f, count).ToArray())];
}
