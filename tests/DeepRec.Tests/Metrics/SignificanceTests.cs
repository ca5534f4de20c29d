namespace DeepRec.Tests.Metrics;

public sealed class SignificanceTests
{
    [Fact]
    public void ThePairedTestAgreesWithTheClosedFormsOfStudentsDistribution()
    {
        // 3 degrees: 1 − 2/π (arctan x + x / (1 + x²)) with x = t/√3; 4 degrees: 1 − sin θ (1 + ½ cos² θ) with tan θ = t/2.
        Assert.Equal(0.030466291662170963, Significance.PairedTTest([1, 2, 3, 4], [0, 0, 0, 0]), 1e-12);
        Assert.Equal(0.15231741139130162, Significance.PairedTTest([0.2, 0.5, 0.1, 0.9, 0.4], [0.3, 0.1, 0.1, 0.5, 0.2]), 1e-12);
    }

    [Fact]
    public void EqualDifferencesAreCertain()
    {
        Assert.Equal(1, Significance.PairedTTest([1, 2], [1, 2]));
        Assert.Equal(0, Significance.PairedTTest([2, 3], [1, 2]));
    }

    [Fact]
    public void HolmIsThatWorkedByHand()
    {
        double[] adjusted = Significance.Holm([0.01, 0.04, 0.03, 0.5]); // 4·0.01, 3·0.03, then 2·0.04 below it, 1·0.5

        Assert.Equal([0.04, 0.09, 0.09, 0.5], adjusted.Select(p => Math.Round(p, 12)));
        Assert.Equal([1.0, 1.0], Significance.Holm([0.7, 0.9]));
        Assert.Empty(Significance.Holm([]));
    }

    [Fact]
    public void TheBootstrapOfAConstantIsThatConstant() => Assert.Equal([(0.25, 0.25)], Significance.Bootstrap([[0.25, 0.25, 0.25]], 50, 0.95, 1));

    [Fact]
    public void TheBootstrapOfCoinsIsNearTheNormalInterval()
    {
        double[] coins = [.. Enumerable.Range(0, 400).Select(i => i % 2.0)];
        var (lower, upper) = Significance.Bootstrap([coins], 2_000, 0.95, 42)[0];

        Assert.Equal(0.5 - (1.96 * 0.025), lower, 0.005); // deviation √(¼ / 400)
        Assert.Equal(0.5 + (1.96 * 0.025), upper, 0.005);
    }

    [Fact]
    public void TheSameUsersAreDrawnForAllSeriesAndTheSameSeedDrawsTheSame()
    {
        double[] series = [0.1, 0.5, 0.9, 0.3], shifted = [.. series.Select(x => x + 1)];
        var intervals = Significance.Bootstrap([series, shifted], 200, 0.9, 7);

        Assert.Equal(intervals[0].Lower + 1, intervals[1].Lower, 1e-12);
        Assert.Equal(intervals[0].Upper + 1, intervals[1].Upper, 1e-12);
        Assert.Equal(intervals, Significance.Bootstrap([series, shifted], 200, 0.9, 7));
        Assert.NotEqual(intervals, Significance.Bootstrap([series, shifted], 200, 0.9, 8));
    }
}
