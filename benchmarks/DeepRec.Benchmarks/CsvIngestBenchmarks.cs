using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>From CSV text in memory to typed columns.</summary>
public class CsvIngestBenchmarks
{
    private byte[] _text = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp() => _text = RatingsCsv.Write();

    [Benchmark]
    [Rows(RatingsCsv.Rows, Bytes = RatingsCsv.Bytes)]
    public Dataset ReadCsv()
    {
        using var stream = new MemoryStream(_text);
        return Dataset.FromCsv<RatingRow>(stream, new CsvOptions { Threads = Threads });
    }
}
