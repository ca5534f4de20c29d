using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace DeepRec.Benchmarks;

/// <summary>An amount an operation, divided by the mean time of an operation.</summary>
internal abstract class ThroughputColumn(string name, string legend, string format) : IColumn
{
    private const double NanosecondsASecond = 1e9;

    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 100;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => AmountOf(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        AmountOf(benchmarkCase) is { } amount && summary[benchmarkCase]?.ResultStatistics is { } time
            ? (amount / time.Mean * NanosecondsASecond).ToString(format, CultureInfo.InvariantCulture)
            : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <summary>What one operation works through; <see langword="null"/> where the benchmark does not say.</summary>
    protected abstract double? Amount(BenchmarkCase benchmark, RowsAttribute rows);

    private double? AmountOf(BenchmarkCase benchmark) =>
        benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<RowsAttribute>() is { } rows ? Amount(benchmark, rows) : null;
}
