using BenchmarkDotNet.Attributes;
using DeepRec.Preprocessing;

namespace DeepRec.Benchmarks;

/// <summary>The default pipeline: learning vocabularies, means and deviations from rows, and encoding rows with them.</summary>
public class PipelineBenchmarks
{
    private Dataset _rows = null!;
    private FittedPipeline _fitted = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _rows = Dataset.From(RatingRows.Generate());
        _fitted = Fit(threads: 1);
    }

    [Benchmark]
    [Rows(RatingRows.Count)]
    [Arguments(1)]
    [Arguments(2)]
    public FittedPipeline Fit(int threads)
    {
        var pipeline = PreprocessingPipeline.Default(_rows.Schema);
        pipeline.Threads = threads;
        return pipeline.Fit(new TrainingSet(_rows));
    }

    [Benchmark]
    [Rows(RatingRows.Count)]
    public Dataset Transform() => _fitted.Transform(_rows);
}
