namespace DeepRec.Tests.Metrics;

public sealed class ListMetricsTests
{
    // 4 items with 4, 2, 1 and 0 interactions; two users with lists of 2.
    private static readonly int[] Counts = [4, 2, 1, 0];

    [Fact]
    public void ListsAreMeasuredAsWorkedByHand()
    {
        // Item 0 twice, 1 and 2 once. Histories of mean popularity 2 and 1.
        var metrics = ListMetrics.Compute([0, 1, 0, 2], 2, Counts, [2, 1], (a, b) => 1.0 / (a + b + 1));

        Assert.Equal(2, metrics.CutOff);
        Assert.Equal(0.75, metrics.Coverage);
        // (n + 1) / (7 + 4): 5/11 twice, 3/11, 2/11
        Assert.Equal((2 * Math.Log2(11 / 5.0) + Math.Log2(11 / 3.0) + Math.Log2(11 / 2.0)) / 4, metrics.Novelty, 1e-12);
        // exposure 0, 1, 1, 2: (−3·0 − 1·1 + 1·1 + 3·2) / (4 · 4)
        Assert.Equal(6 / 16.0, metrics.ExposureGini, 1e-12);
        // lists 3 and 2.5, histories 2 and 1
        Assert.Equal((5.5 - 3) / 3, metrics.PopularityLift!.Value, 1e-12);
        Assert.Equal(0.5, metrics.Overlap, 1e-12); // one of two items shared
        Assert.Equal(0, metrics.OverlapAboveChance, 1e-12); // k / I = ½
        Assert.Equal((0.5 + 2 / 3.0) / 2, metrics.Diversity!.Value, 1e-12);
    }

    [Fact]
    public void OneListForAllOverlapsFully()
    {
        var metrics = ListMetrics.Compute([0, 0, 0], 1, Counts, [double.NaN, double.NaN, double.NaN]);

        Assert.Equal(1, metrics.Overlap);
        Assert.Equal(1, metrics.OverlapAboveChance);
        Assert.Equal(0.75, metrics.ExposureGini); // (n − 1) / n
        Assert.Null(metrics.PopularityLift);
        Assert.Null(metrics.Diversity);
    }

    [Fact]
    public void ShortListsEndEarly()
    {
        var metrics = ListMetrics.Compute([0, 1, 2, -1], 2, Counts, [1, 1]);

        Assert.Equal(0.75, metrics.Coverage);
        Assert.Equal((3 + 1 - 2) / 2.0, metrics.PopularityLift!.Value, 1e-12);
        Assert.Equal(0, metrics.Overlap);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1)]
    [InlineData(0.75, 0, 0, 5, 0)]
    [InlineData(0.25, 1, 2, 3, 4)]
    [InlineData(0, 0, 0, 0, 0)]
    public void GiniIsThatWorkedByHand(double expected, params int[] counts) => Assert.Equal(expected, ListMetrics.Gini(counts), 1e-12);

    [Fact]
    public void TheOverlapIsTheMeanOverAllPairs()
    {
        // Three users with lists of 2: {0, 1}, {0, 2}, {1, 3}: pairs share ½, ½ and 0.
        Assert.Equal(1 / 3.0, ListMetrics.Compute([0, 1, 0, 2, 1, 3], 2, Counts, [1, 1, 1]).Overlap, 1e-12);
    }
}
