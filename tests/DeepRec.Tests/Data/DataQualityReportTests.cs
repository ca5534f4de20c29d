using CsCheck;

namespace DeepRec.Tests.Data;

public class DataQualityReportTests
{
    private static readonly Dataset Shop = Dataset.From<Visit>(
    [
        new("u1", "i1", 4, new DateTime(2024, 1, 2, 3, 4, 0), 10, "web", null, ["a", "b"]),
        new("u1", "i1", 4, new DateTime(2024, 1, 3), 11, "web", null, ["a"]),
        new("u1", "i2", 3, null, 12, "web", null, []),
        new("u1", "i2", 5, new DateTime(2023, 1, 1), 13, "web", null, ["b"]),
        new("u2", "i1", 9, new DateTime(2024, 1, 1), 14, "web", null, ["a"]),
        new(null, "i3", null, new DateTime(2024, 1, 1), 1000, null, null, ["c"]),
    ]);

    [Fact]
    public void ColumnsHaveTheirFigures()
    {
        var columns = DataQualityReport.Of(Shop).Columns.ToDictionary(c => c.Feature.Name);

        Assert.Equal((1, 2), (columns["User"].Missing, columns["User"].Distinct));
        Assert.Equal((0, 6, false), (columns["Price"].Missing, columns["Price"].Distinct, columns["Price"].IsConstant));
        Assert.Equal((1, 1, true), (columns["Device"].Missing, columns["Device"].Distinct, columns["Device"].IsConstant));
        Assert.Equal((6, 0, false), (columns["Empty"].Missing, columns["Empty"].Distinct, columns["Empty"].IsConstant));
        Assert.Equal((1, 3, false), (columns["Tags"].Missing, columns["Tags"].Distinct, columns["Tags"].IsConstant));
        Assert.Equal((1, 4), (columns["At"].Missing, columns["At"].Distinct));
        Assert.Null(columns["Empty"].Numbers);
        Assert.Equal(1.0 / 6, columns["Device"].MissingShare, 12);
    }

    [Fact]
    public void NumbersAreSummarisedWithTukeysOuterFence()
    {
        var numbers = DataQualityReport.Of(Shop).Columns.Single(c => c.Feature.Name == "Price").Numbers!; // 10 11 12 13 14 1000

        Assert.Equal((10, 1000), (numbers.Minimum, numbers.Maximum));
        Assert.Equal(1060 / 6.0, numbers.Mean, 9);
        Assert.Equal((11.25, 12.5, 13.75), (numbers.FirstQuartile, numbers.Median, numbers.ThirdQuartile));
        Assert.Equal(1, numbers.Outliers); // outside 3.75…21.25
        Assert.Equal(2, NumberSummary.Of([1, 5], 3).StandardDeviation, 12);
    }

    [Fact]
    public void EqualQuartilesMakeNoOutliers() => Assert.Equal(0, NumberSummary.Of([0, 0, 0, 0, 0, 1], 3).Outliers);

    [Fact]
    public void DuplicatesAndContradictionsAreCounted()
    {
        var duplicates = DataQualityReport.Of(Shop).Duplicates!;

        Assert.Equal((3, 1, 1, 2), (duplicates.Pairs, duplicates.Repeated, duplicates.ContradictoryPairs, duplicates.ContradictoryRows));
    }

    [Fact]
    public void DuplicatesAgreeWithTheirDefinition() => Gen.Select(Gen.Int[-1, 2], Gen.Int[-1, 2], Gen.Int[-1, 2]).Array[0, 30].Sample(rows =>
    {
        string[] texts = ["a", "b", "c"];
        var users = new CategoryColumn([.. rows.Select(r => r.Item1)], texts);
        var items = new CategoryColumn([.. rows.Select(r => r.Item2)], texts);
        var labels = new NumberColumn([.. rows.Select(r => r.Item3 < 0 ? float.NaN : r.Item3)]);
        var pairs = rows.Where(r => r.Item1 >= 0 && r.Item2 >= 0).GroupBy(r => (r.Item1, r.Item2)).ToArray();
        var contradictory = pairs.Where(g => g.Where(r => r.Item3 >= 0).DistinctBy(r => r.Item3).Count() > 1).ToArray();

        var found = DuplicateRows.Of(users, items, labels);

        Assert.Equal(
            (pairs.Length, pairs.Sum(g => g.Count() - g.DistinctBy(r => r.Item3).Count()), contradictory.Length, contradictory.Sum(g => g.Count(r => r.Item3 >= 0))),
            (found.Pairs, found.Repeated, found.ContradictoryPairs, found.ContradictoryRows));
    });

    [Fact]
    public void UsersItemsTimesAndDensityAreCounted()
    {
        var report = DataQualityReport.Of(Shop, new DataQualityOptions { FewRows = 2 });

        Assert.Equal((2, 1, 1, 1, 4, 1), (report.Users!.Count, report.Users.WithFewRows, report.Users.FewestRows, report.Users.MedianRows, report.Users.MostRows, report.Users.RowsWithoutId));
        Assert.Equal((3, 1, 1, 2, 3, 0), (report.Items!.Count, report.Items.WithFewRows, report.Items.FewestRows, report.Items.MedianRows, report.Items.MostRows, report.Items.RowsWithoutId));
        Assert.Equal(3 / 6.0, report.Density!.Value, 12);
        Assert.Equal(new TimeQuality(new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 1, 2 + 1, 0, 0, 0, TimeSpan.Zero), 1), report.Times);
    }

    [Fact]
    public void LabelsAreCountedAndHeldToTheirRange()
    {
        var label = DataQualityReport.Of(Shop, new DataQualityOptions { MinimumLabel = 1, MaximumLabel = 5 }).Label!;

        Assert.Equal(1, label.OutOfRange);
        Assert.Equal(1, label.Column.Missing);
        Assert.Equal([new LabelBin(3, 3, 1), new LabelBin(4, 4, 2), new LabelBin(5, 5, 1), new LabelBin(9, 9, 1)], label.Distribution);
        Assert.Equal(0, DataQualityReport.Of(Shop).Label!.OutOfRange);
    }

    [Fact]
    public void ManyLabelsAreCountedInTenIntervals()
    {
        var bins = LabelBin.Distribute([.. Enumerable.Range(0, 101).Select(i => (float)i)]);

        Assert.Equal(10, bins.Length);
        Assert.Equal([10, 10, 10, 10, 10, 10, 10, 10, 10, 11], bins.Select(b => b.Rows));
        Assert.Equal((0, 10, 90, 100), (bins[0].From, bins[0].To, bins[9].From, bins[9].To));
    }

    [Fact]
    public void FindingsAreSentencesInOrderOfGravity() => Assert.Equal(
        [
            "1 row (16.7 %) has a label 'Rating' outside 1…5.",
            "1 row (16.7 %) has no label 'Rating'.",
            "1 row (16.7 %) has no user.",
            "1 pair of user and item with 2 rows contradicts itself: same user, same item, another label.",
            "1 row (16.7 %) repeats the user, item and label of another row.",
            "1 row (16.7 %) has no time: a split by time cannot place them.",
            "'Price' has 1 outlier outside 3.75…21.25.",
            "'Device' has the same value in every row that has one (16.7 % have none).",
            "'Empty' has no value in any row: leave it out.",
            "'Tags' is missing in 16.7 % of the rows.",
            "2 users of 2 (100 %) have fewer than 5 rows.",
            "3 items of 3 (100 %) have fewer than 5 rows.",
        ], DataQualityReport.Of(Shop, new DataQualityOptions { MinimumLabel = 1, MaximumLabel = 5 }).Findings);

    [Fact]
    public void ACategoryWithAValueForEachRowIsOfNoUse()
    {
        var schema = new FeatureSchema([Feature.User("user"), Feature.Category("note"), Feature.Category("brand")]);
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => $"t{i}")];
        int[] own = [.. Enumerable.Range(0, 100)];
        var report = DataQualityReport.Of(new Dataset(schema, [new CategoryColumn(own, texts), new CategoryColumn(own, texts), new CategoryColumn([.. own.Select(i => i % 94)], texts)]));

        Assert.Equal([false, true, false], report.Columns.Select(c => c.IsNearUnique));
        Assert.Contains("'note' has 100 values in 100 rows: as a category it is of no use.", report.Findings);
    }

    [Fact]
    public void IdsWithoutAnEntryInTheirTableAreCounted()
    {
        var items = Dataset.From<Good>([new("i1", 3), new("i8", 4), new("i9", 5)]);
        var report = DataQualityReport.Of(Dataset.Join(Shop, items: items));

        Assert.Equal((2, 3, 2), (report.Items!.WithoutEntry, report.Items.RowsWithoutEntry, report.Items.EntriesWithoutRows));
        Assert.Contains("2 items with 3 rows have no entry in the table of items.", report.Findings);
        Assert.Equal(0, report.Users!.WithoutEntry);
    }

    [Fact]
    public void TheTextHasFindingsFirstAndAlignedTables()
    {
        var rows = Dataset.From<Click>([new("张三", "i1", 1), new("李四四", "i2", 0)]);
        string text = DataQualityReport.Of(rows, new DataQualityOptions { FewRows = 1 }).ToString();

        Assert.Equal("""
            Findings
            - Nothing stands out.

            Rows     2
            Users    2, with 1 to 1 rows, median 1
            Items    2, with 1 to 1 rows, median 1
            Density  50 % of all pairs of user and item

            Column  Kind      Role   Missing  Share  Distinct  Minimum  Maximum  Mean  Deviation  Outliers  Remark
            ------  --------  -----  -------  -----  --------  -------  -------  ----  ---------  --------  ------
            用户    Category  User         0    0 %         2
            Item    Category  Item         0    0 %         2
            Value   Number    Label        0    0 %         2        0        1   0.5        0.5         0

            Label  Rows  Share
            -----  ----  -----
                0     1   50 %
                1     1   50 %

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void NoRowsMakeAReportNotAnError()
    {
        var report = DataQualityReport.Of(Dataset.From<Visit>([]));

        Assert.Equal(["There are no rows."], report.Findings);
        Assert.Null(report.Density);
        Assert.Contains("There are no rows.", report.ToString());
    }

    [Fact]
    public void AMillionRowsAreFewEnough()
    {
        // Work that grew with their square would not end.
        const int Rows = 1_000_000;
        string[] texts = [.. Enumerable.Range(0, 10_000).Select(i => $"{i}")];
        var schema = new FeatureSchema([Feature.User("u"), Feature.Item("i"), Feature.Label("r"), Feature.Timestamp("t"), Feature.Number("price")]);
        var rows = new Dataset(schema,
        [
            new CategoryColumn([.. Enumerable.Range(0, Rows).Select(i => (int)((long)i * 7919 % 9_973))], texts), new CategoryColumn([.. Enumerable.Range(0, Rows).Select(i => (int)((long)i * 104_729 % 3_989))], texts),
            new NumberColumn([.. Enumerable.Range(0, Rows).Select(i => (float)(i % 5))]), new DateTimeColumn([.. Enumerable.Range(0, Rows).Select(i => 630_000_000_000_000_000L + i * 7919L % 100_003)]),
            new NumberColumn([.. Enumerable.Range(0, Rows).Select(i => (float)(i * 7919L % 99_991))]),
        ]);

        var report = DataQualityReport.Of(rows);

        Assert.Equal(Rows, report.Rows);
    }

    private sealed record Visit(
        [User] string? User, [Item] string Item, [Label] float? Rating, [Timestamp] DateTime? At, [Numeric] float Price, [Categorical] string? Device, [Numeric] float? Empty, [Categories] string[] Tags);

    private sealed record Good([Item] string Item, [Numeric] float Weight);

    private sealed record Click([User(Name = "用户")] string User, [Item] string Item, [Label] float Value);
}
