using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>A recommender into a file and back, golden rows scored at both.</summary>
public class BundleBenchmarks
{
    private Recommender<string, string> _recommender = null!;
    private string _directory = "";
    private string _path = "";

    [GlobalSetup]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("deeprec-benchmarks-").FullName;
        _path = Path.Combine(_directory, "benchmark.deeprec");
        _recommender = TrainedRecommender.Create();
        _recommender.Save(_path);
    }

    [Benchmark]
    public void Save() => _recommender.Save(_path);

    [Benchmark]
    public void Load() => Recommender.Load<string, string>(_path).Dispose();

    [GlobalCleanup]
    public void CleanUp()
    {
        _recommender.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
