using BenchmarkDotNet.Running;

namespace DeepRec.Benchmarks;

internal sealed class MegabytesPerSecondColumn() : ThroughputColumn("MB/s", "Megabytes (1,000,000 bytes) of text read in one second, by the mean", "F1")
{
    protected override double? Amount(BenchmarkCase benchmark, RowsAttribute rows) => rows.Bytes == 0 ? null : rows.Bytes / 1e6;
}
