namespace DeepRec.Tests.Metrics;

public sealed class FairnessFormulasTests
{
    [Fact]
    public void AttentionFallsWithThePlaceAsInDcg() =>
        Assert.Equal([1, 1 / Math.Log2(3), 0.5], new[] { 1, 2, 3 }.Select(FairnessFormulas.Attention));

    [Fact]
    public void ExposureIsSharedByTheGroupsOfAnItem()
    {
        var groups = ItemGroups.Of(new CategoriesColumn([0, 1, 3, 3], [0, 0, 1], ["a", "b"])); // a; a and b; none

        Assert.Equal(["a", "b", "(none)"], groups.Names);
        double[] exposure = new double[3];
        FairnessFormulas.AddExposure([1, 2, 0], groups, exposure);
        Assert.Equal([0.5 + 0.5, 0.5, 1 / Math.Log2(3)], exposure);
        Assert.Equal([1.5, 0.5, 1], groups.Sum([1, 1, 1]));
        Assert.Equal([0.75, 0.25, 0], groups.Shares([0, 1]));
        Assert.Equal([0.0, 0, 0], groups.Shares([]));
    }

    [Fact]
    public void ACategoryThatNamesOneTwiceCountsItOnce() =>
        Assert.Equal([1.0], ItemGroups.Of(new CategoriesColumn([0, 2], [0, 0], ["a"])).Sum([1]));

    [Fact]
    public void MiscalibrationIsThatWorkedByHand()
    {
        Assert.Equal(0, FairnessFormulas.Miscalibration([0.25, 0.75], [0.25, 0.75]), 1e-15);
        Assert.Equal((0.5 * Math.Log(0.5 / 0.995)) + (0.5 * Math.Log(0.5 / 0.005)), FairnessFormulas.Miscalibration([0.5, 0.5], [1, 0]), 1e-15);
        Assert.Equal(Math.Log(100), FairnessFormulas.Miscalibration([0, 1], [1, 0]), 1e-12); // nothing that was liked: ln(1 / 0.01)
    }

    [Fact]
    public void UnfairnessIsTheDifferenceOfShares()
    {
        Assert.Equal(0, FairnessFormulas.Unfairness([1, 2, 1], [2, 4, 2]), 1e-15);
        Assert.Equal(0.25 + 0.25 + 0.5, FairnessFormulas.Unfairness([3, 1, 0], [2, 0, 2]), 1e-15); // ¾, ¼, 0 against ½, 0, ½
        Assert.Equal(2, FairnessFormulas.Unfairness([1, 0], [0, 1]), 1e-15);
        Assert.Equal(1, FairnessFormulas.Unfairness([0, 0], [1, 1]), 1e-15); // no attention at all
    }

    [Fact]
    public void TheLongTailIsWhatTheMostPopularLeave()
    {
        Assert.Equal([true, false, true, false, true], FairnessFormulas.LongTail([3, 9, 1, 5, 0], 0.4));
        Assert.Equal([false, true], FairnessFormulas.LongTail([2, 2], 0.5)); // the first of equals
        Assert.Equal([true, true], FairnessFormulas.LongTail([2, 1], 0));
    }

    [Fact]
    public void AnyStatisticHasABootstrapInterval()
    {
        double[] coins = [.. Enumerable.Range(0, 400).Select(i => i % 2.0)];
        var intervals = Significance.Bootstrap(400, 2, (drawn, filled) => (filled[0], filled[1]) = (drawn.Average(i => coins[i]), double.NaN), 1_000, 0.95, 1);

        Assert.Equal(Significance.Bootstrap([coins], 1_000, 0.95, 1)[0].Lower, intervals[0].Lower, 1e-12);
        Assert.Equal(Significance.Bootstrap([coins], 1_000, 0.95, 1)[0].Upper, intervals[0].Upper, 1e-12);
        Assert.Equal((double.NaN, double.NaN), intervals[1]);
    }
}
