namespace DeepRec.Tests.Evaluation;

/// <summary>Fairness of lists that are written down, worked by hand.</summary>
public sealed class FairnessMeasuresTests
{
    // Items 0 and 1 are of provider a, 2 and 3 of b. Three users, lists of two; the last list is short.
    private static readonly double Second = 1 / Math.Log2(3);
    private static readonly int[] Lists = [0, 1, 0, 2, 3, -1];
    private static readonly FairnessMeasures Shop = new(
        Lists, 2, ItemGroups.Of(new CategoryColumn([0, 0, 1, 1], ["a", "b"])), [1, 1, 1, 1], [8, 4, 2, 2],
        [("NDCG@2", [1, 0.5, 0])], ItemLists.Of([[0, 2], [0, 1], []]))
    {
        UserGroups = ["f", "f", "m"],
    };

    private static readonly FairnessOptions Options = new() { CutOff = 2, HeadShare = 0.5, Resamples = 200 };

    private static FairnessReport Report => Shop.Report(Options, "lists written down");

    [Fact]
    public void ExposureIsAmortisedOverAllLists()
    {
        double all = 3 + (2 * Second);

        var report = Report;

        Assert.Equal(["b", "a"], report.Exposure.Select(share => share.Group)); // the largest shortfall first
        Assert.Equal((2 + Second) / all, report.Exposure[1].Share, 1e-15);
        Assert.Equal((1 + Second) / all, report.Exposure[0].Share, 1e-15);
        Assert.Equal((2.0, 0.5), (report.Exposure[0].Items, report.Exposure[0].Target));
        Assert.Equal((2 + Second) / all - 0.5, report.ExposureGap, 1e-15);
        Assert.Equal((1 + Second) / (2 + Second), report.ExposureRatio, 1e-15);
        Assert.Equal(Math.Abs(2 / all - 0.25) + (2 * Math.Abs(Second / all - 0.25)) + Math.Abs(1 / all - 0.25), report.ItemUnfairness, 1e-15);
        Assert.All(report.Exposure, share => Assert.InRange(share.Share, share.Lower, share.Upper));
    }

    [Fact]
    public void MeritMovesTheTarget()
    {
        var report = (Shop with { Merits = [3, 0, 1, 0] }).Report(Options with { Target = ExposureTarget.Wanted }, "");

        Assert.Equal([0.25, 0.75], report.Exposure.Select(share => share.Target).Order());
        Assert.Equal([0.5, 0.5], (Shop with { Merits = [3, 0, 1, 0] }).Report(Options with { Target = ExposureTarget.Equal }, "").Exposure.Select(share => share.Target));
    }

    [Fact]
    public void AGroupThatDeservesNothingHasNoRatio()
    {
        var report = (Shop with { Merits = [1, 1, 0, 0] }).Report(Options, "");

        Assert.True(double.IsNaN(report.Exposure.Single(share => share.Group == "b").Ratio));
        Assert.Equal(1, report.ExposureRatio);
    }

    [Fact]
    public void UserGroupsHaveMeansAndGaps()
    {
        var report = Report;

        Assert.Equal([("f", 2), ("m", 1)], report.UserGroups.Select(group => (group.Name, group.Users)));
        Assert.Equal(0.75, Value(report.UserGroups[0], "NDCG@2"));
        Assert.Equal(0.5, Value(report.AllUsers, "NDCG@2"));
        var gap = report.Gap("NDCG@2");
        Assert.Equal(("m", 0.0, "f", 0.75, 0.75), (gap.Lowest, gap.LowestValue, gap.Highest, gap.HighestValue, gap.Gap));
        Assert.InRange(gap.Gap, gap.Lower, gap.Upper);
        Assert.Contains("There are: NDCG@2", Assert.Throws<ArgumentException>(() => report.Gap("AUC")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MiscalibrationCountsUsersWithAHistory()
    {
        // u0 met a and b and is shown a alone; u1 met a alone and is shown both; u2 met nothing.
        double first = (0.5 * Math.Log(0.5 / 0.995)) + (0.5 * Math.Log(0.5 / 0.005)), second = Math.Log(1 / 0.505);

        Assert.Equal((first + second) / 2, Value(Report.AllUsers, "Miscalibration"), 1e-12);
        Assert.Equal(double.NaN, Value(Report.UserGroups[1], "Miscalibration"));
        Assert.DoesNotContain(Report.Gaps, gap => gap.Metric == "Miscalibration"); // one group alone has it
    }

    [Fact]
    public void PopularityIsThatOfTheListedItems()
    {
        var report = Report;

        Assert.Equal((6 + 5 + 2) / 3.0, Value(report.AllUsers, "Popularity"), 1e-15); // (8 + 4)/2, (8 + 2)/2, 2
        Assert.Equal((0 + 0.5 + 1) / 3, Value(report.AllUsers, "Long tail"), 1e-15); // items 2 and 3
        Assert.Equal(1, report.LongTailCoverage);
        Assert.Equal(0.5, (Shop with { Lists = [0, 1, 0, 1, 3, -1] }).Report(Options, "").LongTailCoverage);
    }

    [Fact]
    public void WithoutGroupsOnlyItemsAreCompared()
    {
        var report = (Shop with { Groups = null, UserGroups = null }).Report(Options, "");

        Assert.Empty(report.Exposure);
        Assert.Empty(report.Gaps);
        Assert.Equal((0.0, 1.0), (report.ExposureGap, report.ExposureRatio));
        Assert.Equal(["NDCG@2", "Popularity", "Long tail"], report.AllUsers.Values.Select(value => value.Metric));
    }

    [Fact]
    public void AListWithoutItemsHasNothingToSay()
    {
        var report = (Shop with { Lists = [-1, -1, -1, -1, -1, -1] }).Report(Options, "");

        Assert.Equal([0.0, 0.0], report.Exposure.Select(share => share.Share));
        Assert.Equal(double.NaN, Value(report.AllUsers, "Popularity"));
        Assert.Equal(0.5, Value(report.AllUsers, "NDCG@2"));
    }

    [Fact]
    public void TheSameSeedDrawsTheSame()
    {
        Assert.Equal(Report.ToString(), Report.ToString());
        Assert.StartsWith("lists written down; lists of 2; intervals of 95 % over users\n\nItems of  Number  Exposure", Report.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nGap in", Report.ToString(), StringComparison.Ordinal);
    }

    private static double Value(UserGroup group, string metric) => group.Values.Single(value => value.Metric == metric).Mean;
}
