using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>Training with Adam on one thread, a step at a time and an epoch at a time. "Allocated" of a step is managed bytes a step.</summary>
public class TrainingBenchmarks
{
    private const int Steps = 100;
    private TrainingWorkload _task = null!;

    [Params(TrainingWorkload.Article, TrainingWorkload.Wide)]
    public string Model { get; set; } = "";

    [Params(32, 256, 1024)]
    public int BatchSize { get; set; }

    [Params(FusedTraining.Automatic, FusedTraining.Never)]
    public FusedTraining Way { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        TorchRuntime.EnsureLoaded();
        _task = TrainingWorkload.Create(Model, BatchSize, Way);
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    [Rows(nameof(BatchSize))]
    public double Step()
    {
        double loss = 0;
        for (int i = 0; i < Steps; i++) loss += _task.Step();
        return loss;
    }

    [Benchmark]
    [Rows(RatingRows.Count)]
    public TrainingReport Epoch() => _task.Epoch();

    [GlobalCleanup]
    public void CleanUp() => _task.Dispose();
}
