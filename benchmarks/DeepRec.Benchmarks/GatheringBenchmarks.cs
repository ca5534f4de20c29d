using BenchmarkDotNet.Attributes;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Benchmarks;

/// <summary>The gathering of a batch into tensors, as each step by autograd begins.</summary>
public class GatheringBenchmarks
{
    private const int Batches = 50;
    private BatchSource _source = null!;
    private int[] _order = [];

    [Params(256, 1024)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        TorchRuntime.EnsureLoaded();
        var rows = Dataset.From(RatingRows.Generate());
        var prepared = PreprocessingPipeline.Default(rows.Schema).FitTransform(new TrainingSet(rows));
        _source = new BatchSource(prepared.Encoded, prepared.Pipeline.Inputs);
        _order = Permutation.Of(prepared.Encoded.Count, 42);
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    [Rows(nameof(BatchSize))]
    public void Gather()
    {
        for (int i = 0; i < Batches; i++)
        {
            using var scope = NewDisposeScope();
            _source.Gather(_order.AsSpan(i * BatchSize, BatchSize));
        }
    }
}
