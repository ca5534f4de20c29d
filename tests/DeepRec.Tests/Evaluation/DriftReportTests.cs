namespace DeepRec.Tests.Evaluation;

public sealed class DriftReportTests
{
    [Fact]
    public void TheDistanceIsThatWorkedByHand()
    {
        Assert.Equal(0.5, KolmogorovSmirnov.Distance([1, 2, 3, 4], [6, 5, 4, 3]));
        Assert.Equal(0, KolmogorovSmirnov.Distance([1, 1, 2], [1, 1, 2]));
        Assert.Equal(1, KolmogorovSmirnov.Distance([1], [2, 3]));
        Assert.Equal(1 / 3.0, KolmogorovSmirnov.Distance([1, 1, 1], [1, 1, 2]), 1e-15); // ties step together
    }

    [Fact]
    public void ItsChanceIsKolmogorovsTail()
    {
        Assert.Equal(0.5344157192165071, KolmogorovSmirnov.PValue(0.5, 4, 4), 1e-12);
        Assert.Equal(1, KolmogorovSmirnov.PValue(0, 4, 4));
        Assert.Equal(0, KolmogorovSmirnov.PValue(1, 1_000, 1_000), 1e-12);
        Assert.Equal(0.05, KolmogorovSmirnov.PValue(1.3581 / Math.Sqrt(50_000), 100_000, 100_000), 0.001); // the table's value of 5 %
    }

    [Fact]
    public void ColumnsAreComparedByTheirKind()
    {
        var report = DriftReport.Of(Rows(("a", 1), ("a", 2), ("b", 3), ("b", 4)), Rows(("a", 3), ("a", 4), ("a", null), ("b", 6), ("c", 5)));

        Assert.Equal((4, 5), (report.RowsBefore, report.RowsAfter));
        var kind = report.Columns.Single(column => column.Name == "Kind");
        Assert.Equal(0.09414420670968929, kind.StabilityIndex, 1e-12); // (3.5 − 2.5)/9 ln 1.4 + (1.5 − 2.5)/9 ln 0.6
        Assert.Equal((0.2, 0.0, 0.0, null), (kind.NewShare, kind.MissingBefore, kind.MissingAfter, kind.Distance));
        var size = report.Columns.Single(column => column.Name == "Size");
        Assert.Equal((0.5, 0.0, 0.2, 0.0), (size.Distance, size.MissingBefore, size.MissingAfter, size.NewShare));
        Assert.Equal(2 / 9.0 * Math.Log(7), size.StabilityIndex, 1e-12); // below 2, 3, 4 and from 4: 1, 1, 1, 1 and 0, 0, 1, 3, each and a half of 9: 2 (−1/9) ln ⅓ + 2/9 ln (3.5 / 1.5)
        Assert.StartsWith("4 earlier rows, 5 later ones\n\nColumn  Kind", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameRowsHaveNotMoved()
    {
        var rows = Rows(("a", 1), ("b", 2), ("a", 3), ("a", null));

        Assert.All(DriftReport.Of(rows, rows).Columns, column => Assert.Equal((0.0, 0.0), (column.StabilityIndex, column.NewShare)));
    }

    [Fact]
    public void BothNeedRowsAndAColumnInCommon()
    {
        var rows = Rows(("a", 1));

        Assert.Contains("1 earlier and 0 later rows", Assert.Throws<ArgumentException>(() => DriftReport.Of(rows, rows.Select([]))).Message, StringComparison.Ordinal);
        Assert.Contains("share no column", Assert.Throws<ArgumentException>(() => DriftReport.Of(rows, Dataset.From([new Other(1)]))).Message, StringComparison.Ordinal);
    }

    private static Dataset Rows(params (string Kind, float? Size)[] rows) => Dataset.From(rows.Select(row => new Thing(row.Kind, row.Size)));

    private sealed record Thing([Categorical] string Kind, [Numeric] float? Size);

    private sealed record Other([Numeric] float? Weight);
}
