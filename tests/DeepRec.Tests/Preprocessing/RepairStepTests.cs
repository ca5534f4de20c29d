using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class RepairStepTests
{
    [Fact]
    public void IdsOfJoinedTablesAreTidiedAndStandOnce()
    {
        var behaviour = Dataset.From<Visit>([new("u1", "I1", 1), new("u2", "i2", 2)]);
        var items = Dataset.From<Good>([new("I1", 3), new("i2", 4), new("i1", 5)]);

        var tidy = new TidyText("Item") { Letters = TextCase.Lower }.Transform(Dataset.Join(behaviour, items: items));

        Assert.Equal(["i1", "i2"], Rows.TextsOf(tidy, "Item"));
        Assert.Equal(["i1", "i2"], Rows.TextsOf(tidy.Items!, "Item"));
        Assert.Equal([3, 4], Rows.NumbersOf(tidy.Items!, "Weight"));
    }

    [Fact]
    public void ARankerKnowsAnItemOnceByWhateverSpelling()
    {
        var rows = Dataset.From(Enumerable.Range(0, 60).Select(i => new Visit($"u{i % 10}", i % 3 == 0 ? $"I{i % 6}" : $"i{i % 6}", 1)));
        var tidy = new TidyText("Item") { Letters = TextCase.Lower };
        var pipeline = new PreprocessingPipeline { tidy };
        foreach (var step in PreprocessingPipeline.Default(rows.Schema)) pipeline.Add(step);

        using var ranker = Recommender.TrainRanking<string, string>(new TrainingSet(rows), new RankingOptions { Pipeline = pipeline, Model = new PopularityOptions() }, TestContext.Current.CancellationToken);

        Assert.Equal(6, ranker.ItemCount);
        Assert.Equal(["i0", "i1", "i2", "i3", "i4", "i5"], ranker.Recommend(null, 10).Select(r => r.Item).Order(StringComparer.Ordinal));
        Assert.Equal("i3", tidy.Of(" I3"));
    }

    [Fact]
    public void OutliersAreThoseOfTrainingWhateverComesLater()
    {
        var fitted = Assert.IsType<Clip>(Rows.Fit(new ClipOutliers("x", 1.5), Rows.Numbers("x", 0, 1, 2, 3, 4)));

        Assert.Equal((-2, 6), (fitted.Minimum, fitted.Maximum)); // quartiles 1 and 3
        Assert.Equal([-2, 2, 6, float.NaN], Rows.NumbersOf(fitted.Transform(Rows.Numbers("x", -50, 2, 50, float.NaN)), "x"));
    }

    [Fact]
    public void WithoutAWidthNothingIsAnOutlier()
    {
        Assert.Equal([0, 0, 0, 0, 9], Rows.NumbersAfter(new ClipOutliers("x"), Rows.Numbers("x", 0, 0, 0, 0, 9), "x"));
        Assert.Equal([float.NaN], Rows.NumbersAfter(new ClipOutliers("x"), Rows.Numbers("x", float.NaN), "x"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FencesLieBeyondTheQuartiles(double ranges) => Assert.Throws<ArgumentOutOfRangeException>(nameof(ranges), () => new ClipOutliers("x", ranges));

    [Fact]
    public void RowsOfTheFutureGoAndThoseWithoutATimeStay()
    {
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "i", 2, 60), ("u", "i", 3, null));
        var result = new DropInvalidRows { LatestTime = new DateTimeOffset(2024, 1, 1, 1, 0, 30, TimeSpan.FromHours(1)) }.Apply(rows);

        Assert.Equal([1, 3], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([("time after 2024-01-01 00:00", 1)], result.Removed.Select(r => (r.Reason, r.Rows)));
    }

    [Fact]
    public void AColumnLeftOutMayBeAbsentAndTheLabelMayNotGo()
    {
        var rows = Rows.Events(("u", "i", 1, 0));

        Assert.Same(rows, new DropColumn("none").Transform(rows));
        Assert.Contains("changed the label", Assert.Throws<ArgumentException>(() => new PreprocessingPipeline().Add(new DropColumn("label")).Fit(new TrainingSet(rows))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextStepNeedsTexts() =>
        Assert.StartsWith("Column 'x' is a NumberColumn; this step needs a text", Assert.Throws<ArgumentException>(() => new TidyText("x").Transform(Rows.Numbers("x", 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void TheirNamesInABundleNeverChange() => Assert.Equal(
        ["tidy-text", "mend-encoding", "mend-time-unit", "drop-column"],
        new FittedStep[] { new TidyText("x"), new MendEncoding("x"), new MendTimeUnit("x"), new DropColumn("x") }.Select(step => FittedSteps.Types.Write(step)["$type"]!.GetValue<string>()));

    [Fact]
    public void NothingIsRefused()
    {
        Assert.Throws<ArgumentNullException>("repair", () => new PreprocessingPipeline().Add((DataRepair)null!));
        Assert.Throws<ArgumentNullException>("repairs", () => PreprocessingPipeline.Default(Rows.Numbers("x", 1).Schema, null!));
        Assert.Throws<ArgumentNullException>("training", () => new ClipOutliers("x").Fit(null!));
        Assert.Throws<ArgumentNullException>("text", () => new TidyText("x").Of(null!));
        Assert.Throws<ArgumentNullException>("text", () => MendEncoding.Of(null!));
        Assert.All<FittedStep>([new TidyText("x"), new MendEncoding("x"), new MendTimeUnit("x"), new DropColumn("x")], step => Assert.Throws<ArgumentNullException>("rows", () => step.Transform(null!)));
        Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson("""{"schema": [], "steps": [{"$type": "tidy-text"}], "inputs": []}"""));
    }

    private sealed record Visit([User] string User, [Item] string Item, [Label] float Value);

    private sealed record Good([Item] string Item, [Numeric] float Weight);
}
