using DeepRec.Preprocessing;
using DeepRec.Testing;

namespace DeepRec.Tests;

/// <summary>Planted leaks, each of which is found and no other, and clean splits, in which none is.</summary>
public sealed class LeakageAuditTests
{
    private static readonly Dataset Shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 200, Items = 100, Ratings = 8_000, MissingShare = 0.05 }).ToDataset();

    private static readonly PreprocessingPipeline Steps = new PreprocessingPipeline
    {
        new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new CategoryVocabulary("Brand"), new FillMissing("Age"), new Standardize("Age"), new LogTransform("Price"),
        new ScaleToRange("Price"), new CategoryVocabulary("Device"), new CategoryVocabulary("Region"), new CategoryVocabulary("Category"), new CategoryVocabulary("Gender"),
    };

    public static TheoryData<string, SplitProtocol> CleanSplits() => new()
    {
        { "random", SplitProtocol.Random }, { "time", SplitProtocol.ByTime }, { "one", SplitProtocol.ByUserTime }, { "share", SplitProtocol.ByUserTime }, { "fold", SplitProtocol.Random }, { "users", SplitProtocol.Random },
        { "random", SplitProtocol.Unstated }, { "time", SplitProtocol.Unstated }, { "one", SplitProtocol.Unstated }, { "share", SplitProtocol.Unstated }, { "fold", SplitProtocol.Unstated }, { "users", SplitProtocol.Unstated },
    };

    [Theory]
    [MemberData(nameof(CleanSplits))]
    public void NothingIsFoundInACleanSplit(string name, SplitProtocol protocol)
    {
        foreach (var split in SplitsOf(Shop, name))
        {
            var report = LeakageAudit.Of(split.Train, split.Test, Steps.Fit(split.Train), new LeakageAuditOptions { Protocol = protocol });

            Assert.Empty(report.Findings);
            Assert.True(report.IsClean);
            report.ThrowIfLeaking();
            Assert.Equal((split.Train.Count, split.Test.Count), (report.TrainRows, report.TestRows));
        }
    }

    [Fact]
    public void NothingIsFoundInACheckerboardWhoseItemsStandInTheOrderOfTheirIds()
    {
        var rows = Dataset.From(Enumerable.Range(0, 2_500).Select(i => new Square($"u{i / 50}", $"i{i % 50}", (i / 50 + i % 50) % 2)));
        var (train, test) = Split.Random(rows);

        Assert.Empty(LeakageAudit.Of(train, test).Findings);
    }

    [Fact]
    public void NothingIsFoundWhereUsersComeBackToItems()
    {
        var random = new SeededRandom(1);
        var rows = Dataset.From(Enumerable.Range(0, 2_000).Select(i => new Visit($"u{random.NextInt(20)}", $"{random.NextInt(60)}", DateTimeOffset.UnixEpoch.AddSeconds(i))));
        foreach (var split in new[] { Split.ByTime(rows), Split.Random(rows), Split.LeaveOneOut(rows) })
        {
            var report = LeakageAudit.Of(split.Train, split.Test);
            Assert.Empty(report.Findings);
            Assert.Contains(report.Notes, note => note.Kind == LeakageKind.SharedInteractions);
        }
    }

    [Fact]
    public void WhatAProtocolBringsWithItIsANote()
    {
        var (train, test) = Split.Random(Shop);
        var report = LeakageAudit.Of(train, test);

        Assert.Equal([LeakageKind.FutureTrainingRows, LeakageKind.FutureRowsOfTheUser], report.Notes.Select(note => note.Kind));
        Assert.Contains("Leaks\n- None found.\nNotes\n- ", report.ToString(), StringComparison.Ordinal);
        var (older, newest) = Split.LeaveOneOut(Shop);
        Assert.Equal([LeakageKind.FutureTrainingRows], LeakageAudit.Of(older, newest).Notes.Select(note => note.Kind));
    }

    [Theory]
    [InlineData(SplitProtocol.ByTime, new[] { LeakageKind.FutureTrainingRows, LeakageKind.FutureRowsOfTheUser })]
    [InlineData(SplitProtocol.ByUserTime, new[] { LeakageKind.FutureRowsOfTheUser })]
    [InlineData(SplitProtocol.Unstated, new[] { LeakageKind.FutureRowsOfTheUser })]
    public void FutureRowsAmongTrainingRowsAreFound(SplitProtocol protocol, LeakageKind[] expected)
    {
        var (train, test) = Split.ByTime(Shop);
        int[] moved = [.. Enumerable.Range(0, test.Count).Where(row => row % 10 == 9)];
        var leaking = new TrainingSet(train.Rows.Concat(test.Select(moved)));
        var report = LeakageAudit.Of(leaking, test.Select([.. Enumerable.Range(0, test.Count).Except(moved)]), options: new LeakageAuditOptions { Protocol = protocol });

        Assert.Equal(expected, report.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void OldRowsAmongTestRowsAreFound()
    {
        var (train, test) = Split.ByTime(Shop);
        int[] moved = [10, 200, 3_000];
        var report = LeakageAudit.Of(new TrainingSet(train.Rows.Select([.. Enumerable.Range(0, train.Count).Except(moved)])), test.Concat(train.Rows.Select(moved)), options: new LeakageAuditOptions { Protocol = SplitProtocol.ByTime });

        Assert.Equal((LeakageKind.FutureTrainingRows, "At", 3), (report.Findings[0].Kind, report.Findings[0].Column, report.Findings[0].Rows));
        Assert.Equal(3.0 / 1_603, report.Findings[0].Figure, 12);
        Assert.StartsWith("3 of 1,603 (0.19 %) test rows are older than the newest training row (2026-05-", report.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVocabularyOfTestRowsIsFound()
    {
        var rows = Shop.Without("Age").Without("Price");
        var strangers = Split.ByUsers(rows, ["u3", "u5"]);
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("UserId"), new CategoryVocabulary("Brand") };

        Assert.Empty(LeakageAudit.Of(strangers.Train, strangers.Test, pipeline.Fit(strangers.Train)).Findings);
        var finding = Assert.Single(LeakageAudit.Of(strangers.Train, strangers.Test, pipeline.Fit(new TrainingSet(rows))).Findings);
        Assert.Equal((LeakageKind.VocabularyOfTestRows, "UserId", 2), (finding.Kind, finding.Column, finding.Rows));
        Assert.StartsWith("The vocabulary of 'UserId' has 2 of 200 values that only test rows hold, such as 'u", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("Fit the pipeline on the training set of the split.", finding.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Statistics() => ["standardize", "range", "mean", "median", "quantile buckets", "even buckets", "winsorize", "numbers as they are", "after a row step"];

    [Theory]
    [MemberData(nameof(Statistics))]
    public void StatisticsOfTestRowsAreFound(string name)
    {
        var random = new SeededRandom(3);
        var rows = Dataset.From(Enumerable.Range(0, 1_000).Select(i => new Priced($"u{i % 50}", $"i{i / 50}", i % 7 == 0 ? null : (float)random.NextGaussian() + 0.01f * i)));
        DataSplit split = Split.ByRows(rows, Enumerable.Range(800, 200));
        PreprocessingPipeline pipeline = name switch
        {
            "standardize" => [new Standardize("Price")],
            "range" => [new ScaleToRange("Price")],
            "mean" => [new FillMissing("Price"), Bucketize.Given("Price", 0)],
            "median" => [new FillMissing("Price", FillStrategy.Median), Bucketize.Given("Price", 0)],
            "quantile buckets" => [Bucketize.Quantile("Price", 8)],
            "even buckets" => [Bucketize.Uniform("Price", 8)],
            "winsorize" => [new Winsorize("Price"), Bucketize.Given("Price", 0)],
            "after a row step" => [new DropInvalidRows(), new Standardize("Price")],
            _ => [new CategoryVocabulary("User")],
        };

        Assert.Empty(LeakageAudit.Of(split.Train, split.Test, pipeline.Fit(split.Train)).Findings);
        var finding = Assert.Single(LeakageAudit.Of(split.Train, split.Test, pipeline.Fit(new TrainingSet(rows))).Findings);
        Assert.Equal((LeakageKind.StatisticsOfTestRows, "Price"), (finding.Kind, finding.Column));
    }

    [Fact]
    public void TimesOfTestRowsThatAStepRemembersAreFound()
    {
        var (train, test) = Split.ByTime(Shop.Without("Age").Without("Price"));
        PreprocessingPipeline pipeline = [new TimeSinceLastEvent("At") { Encoding = ElapsedEncoding.Buckets }, new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId")];

        Assert.Empty(LeakageAudit.Of(train, test, pipeline.Fit(train)).Findings);
        var finding = Assert.Single(LeakageAudit.Of(train, test, pipeline.Fit(new TrainingSet(train.Rows, test))).Findings);
        Assert.Equal((LeakageKind.StatisticsOfTestRows, "At"), (finding.Kind, finding.Column));
        Assert.InRange(finding.Rows, test.Count / 2, test.Count);
        Assert.StartsWith("Of column 'At' the times of ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsInBothPartsAreFound()
    {
        var (train, test) = Split.ByTime(Shop);
        var repeated = LeakageAudit.Of(train, test.Concat(train.Rows.Select([5, 6])), options: new LeakageAuditOptions { Protocol = SplitProtocol.Random });
        var later = LeakageAudit.Of(train, test.Concat(train.Rows.Select([5, 6]).With("At", new DateTimeColumn([DateTime.UnixEpoch.Ticks, DateTimeColumn.Missing]))), options: new LeakageAuditOptions { Protocol = SplitProtocol.Random });
        var timeless = LeakageAudit.Of(new TrainingSet(train.Rows.Without("At")), test.Concat(train.Rows.Select([5, 6])).Without("At"));

        Assert.All([repeated, later, timeless], report => Assert.Equal((LeakageKind.SharedInteractions, "ItemId", 2), (report.Findings.Single().Kind, report.Findings[0].Column, report.Findings[0].Rows)));
        Assert.StartsWith("2 of 1,602 test rows have the user, the item and the time of a training row. Remove repeats", repeated.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("of another time", later.Findings[0].Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Labels() => ["copy", "scaled", "cubed", "date", "stars", "missing", "bag", "sign"];

    [Theory]
    [MemberData(nameof(Labels))]
    public void AColumnThatGivesTheLabelAwayIsFound(string name)
    {
        float[] label = Shop.Column<NumberColumn>("Value").Values.ToArray();
        var random = new SeededRandom(5);
        int[] stars = Array.ConvertAll(label, v => (int)(4 * v));
        var rows = name switch
        {
            "copy" => Shop.With(Feature.Number("Extra"), new NumberColumn(label)),
            "scaled" => Shop.With(Feature.Number("Extra"), new NumberColumn(Array.ConvertAll(label, v => -20 * v + 3 + 0.1f * (float)random.NextGaussian()))),
            "cubed" => Shop.With(Feature.Number("Extra"), new NumberColumn(Array.ConvertAll(label, v => MathF.Exp(9 * v)))),
            "date" => Shop.With(Feature.DateTime("Extra"), new DateTimeColumn(Array.ConvertAll(label, v => DateTime.UnixEpoch.AddHours(10_000 * v).Ticks))),
            "stars" => WithLabel(v => (int)(4 * v)).With(Feature.Category("Extra"), new CategoryColumn(stars, ["bad", "fair", "good", "great", "best"])),
            "missing" => WithLabel(v => v > 0.5f ? 1 : 0).With(Feature.Number("Extra"), new NumberColumn(Array.ConvertAll(label, v => v > 0.5f ? random.NextInt(9) : float.NaN))),
            "bag" => WithLabel(v => (int)(4 * v)).With(Feature.Categories("Extra"), new CategoriesColumn([.. Enumerable.Range(0, label.Length + 1)], stars, ["bad", "fair", "good", "great", "best"])),
            _ => WithLabel(v => v > 0.5f ? 1 : 0).With(Feature.Number("Extra"), new NumberColumn(Array.ConvertAll(label, v => v > 0.5f ? 1 + (float)random.NextDouble() : (float)random.NextDouble()))),
        };
        var (train, test) = Split.ByTime(rows);

        var finding = Assert.Single(LeakageAudit.Of(train, test).Findings);
        Assert.Equal((LeakageKind.LabelInColumn, "Extra"), (finding.Kind, finding.Column));
        Assert.InRange(finding.Figure, 0.998, 1);
        Assert.StartsWith("Column 'Extra' gives the label 'Value' away: ", finding.Message, StringComparison.Ordinal);
        Assert.Empty(LeakageAudit.Of(train, test, options: new LeakageAuditOptions { IgnoredColumns = ["Extra"] }).Findings);

        Dataset WithLabel(Func<float, float> function) => Shop.With("Value", Shop.Column<NumberColumn>("Value").Map(function));
    }

    [Fact]
    public void ANearUniqueColumnProvesNothing()
    {
        var random = new SeededRandom(5);
        var rows = Shop.With(Feature.Category("Order"), new CategoryColumn([.. Enumerable.Range(0, Shop.Count)], [.. Enumerable.Range(0, Shop.Count).Select(i => $"{i}")]))
            .With(Feature.Number("Good"), new NumberColumn(Array.ConvertAll(Shop.Column<NumberColumn>("Value").Values.ToArray(), v => v + 0.05f * (float)random.NextGaussian())));
        var (train, test) = Split.ByTime(rows);

        Assert.Empty(LeakageAudit.Of(train, test).Findings);
    }

    [Fact]
    public void IdsNumberedInTheOrderOfTimeAreFound()
    {
        string[] names = new string[Shop.Column<CategoryColumn>("ItemId").Values.Count];
        var codes = Shop.Column<CategoryColumn>("ItemId").Codes.ToArray();
        int next = 0;
        foreach (int code in codes) names[code] ??= $"p{100 + next++}";
        var (train, test) = Split.ByTime(Shop.With("ItemId", new CategoryColumn(codes, names)));

        var finding = Assert.Single(LeakageAudit.Of(train, test).Findings);
        Assert.Equal((LeakageKind.ItemIdOrder, "ItemId", 1.0), (finding.Kind, finding.Column, Math.Round(finding.Figure, 9)));
        Assert.Contains("rank correlation 1.000", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdsThatFollowEachOtherAreFound()
    {
        // Each user walks on from where another did not: the next number one time in four.
        var random = new SeededRandom(9);
        var rows = new List<Visit>();
        for (int user = 0; user < 100; user++)
        {
            int item = random.NextInt(500);
            for (int step = 0; step < 12; step++)
            {
                rows.Add(new Visit($"u{user}", $"{item}", DateTimeOffset.UnixEpoch.AddSeconds(step)));
                item = random.NextInt(4) == 0 ? item + 1 : random.NextInt(500);
            }
        }

        var (train, test) = Split.LeaveOneOut(Dataset.From(rows));
        var finding = Assert.Single(LeakageAudit.Of(train, test, options: new LeakageAuditOptions { NaturalRepeats = 0 }).Findings);
        Assert.Equal((LeakageKind.ItemIdOrder, "Item"), (finding.Kind, finding.Column));
        Assert.InRange(finding.Figure, 0.2, 0.3);
        Assert.Contains("has the number of the last one plus 1 in", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StrictModeFailsWithAllFindings()
    {
        var rows = Shop.With(Feature.Number("Extra"), Shop["Value"]);
        var (train, test) = Split.ByTime(rows);
        var report = LeakageAudit.Of(train, test.Concat(train.Rows.Select([0])), options: new LeakageAuditOptions { Protocol = SplitProtocol.Random });

        var error = Assert.Throws<LeakageException>(report.ThrowIfLeaking);
        Assert.Same(report, error.Report);
        Assert.False(report.IsClean);
        Assert.All(report.Findings, finding => Assert.Contains(finding.Message, error.Message, StringComparison.Ordinal));
        Assert.All(report.Findings, finding => Assert.Contains(finding.Message, report.ToString(), StringComparison.Ordinal));
        Assert.Equal([LeakageKind.SharedInteractions, LeakageKind.LabelInColumn], report.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void OtherColumnsInTheTestPartAreRefusedByName()
    {
        var (train, test) = Split.ByTime(Shop);

        Assert.Contains("'Value'", Assert.Throws<ArgumentException>(() => LeakageAudit.Of(train, test.Without("Value"))).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<DataSplit> SplitsOf(Dataset rows, string name) => name switch
    {
        "random" => [Split.Random(rows)],
        "time" => [Split.ByTime(rows)],
        "one" => [Split.LeaveOneOut(rows)],
        "share" => [Split.ByUserTime(rows)],
        "users" => [Split.ByUsers(rows, ["u1", "u2", "u3", "u4", "u5"])],
        _ => Split.KFold(rows, 4),
    };

    private sealed record Square([User] string User, [Item] string Item, [Label] float Value);

    private sealed record Visit([User] string User, [Item] string Item, [Timestamp] DateTimeOffset At);

    private sealed record Priced([User] string User, [Item] string Item, [Numeric] float? Price);
}
