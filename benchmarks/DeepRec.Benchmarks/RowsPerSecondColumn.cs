using System.Globalization;
using BenchmarkDotNet.Running;

namespace DeepRec.Benchmarks;

internal sealed class RowsPerSecondColumn() : ThroughputColumn("Rows/s", "Rows worked through in one second, by the mean", "N0")
{
    protected override double? Amount(BenchmarkCase benchmark, RowsAttribute rows) =>
        rows.Parameter is { } parameter ? Convert.ToDouble(benchmark.Parameters[parameter], CultureInfo.InvariantCulture) : rows.Count;
}
