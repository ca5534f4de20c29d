namespace DeepRec.Tests.Retrieval;

/// <summary>Lists put together from candidates that are written down, worked by hand.</summary>
public sealed class ListAdjustmentTests
{
    // Items 0, 1, 2 are of a, 3 and 4 of b, 5 of none.
    private static readonly ItemGroups Groups = ItemGroups.Of(new CategoryColumn([0, 0, 0, 1, 1, -1], ["a", "b"]));
    private static readonly int[] Pool = [0, 1, 2, 3, 4, 5];
    private static readonly double[] Relevance = [1, 0.9, 0.8, 0.5, 0.2, 0];

    [Theory]
    [InlineData(0, new[] { 0, 1, 2 })]
    [InlineData(0.35, new[] { 0, 1, 3 })] // 0.85 stands before 0.8
    [InlineData(0.45, new[] { 0, 3, 1 })] // 0.95
    [InlineData(1, new[] { 3, 4, 0 })] // 1.5, 1.2
    [InlineData(-1, new[] { 0, 1, 2 })]
    public void ABonusMovesAGroupForward(double bonus, int[] expected) =>
        Assert.Equal(expected, new GroupBonus("Provider", new Dictionary<string, double> { ["b"] = bonus }).Choose(Pool, Relevance, [], Groups, 3));

    [Fact]
    public void ThoseWithoutAGroupAreOneAndEqualValuesKeepTheirOrder()
    {
        Assert.Equal([5, 0], new GroupBonus("Provider", new Dictionary<string, double> { ["(none)"] = 2 }).Choose(Pool, Relevance, [], Groups, 2));
        Assert.Equal([0, 1], new GroupBonus("Provider", new Dictionary<string, double> { ["b"] = 0.5 }).Choose([0, 3], [1, 0.5], [], Groups, 2));
    }

    [Fact]
    public void AnItemOfSeveralGroupsGetsTheMeanOfTheirAmounts()
    {
        var both = ItemGroups.Of(new CategoriesColumn([0, 2, 3], [0, 1, 0], ["a", "b"]));

        // 0.1 + ½ · 0.4 = 0.3 against 0.25, and 0.1 + ½ · 0.2 = 0.2.
        Assert.Equal([1, 0], new GroupBonus("Provider", new Dictionary<string, double> { ["b"] = 0.4 }).Choose([1, 0], [0.25, 0.1], [], both, 2));
        Assert.Equal([0, 1], new GroupBonus("Provider", new Dictionary<string, double> { ["b"] = 0.2 }).Choose([1, 0], [0.25, 0.1], [], both, 2));
    }

    [Fact]
    public void CalibrationGivesEachTasteItsPlace()
    {
        // Half a and half b were liked. First place: a gets 1 − KL, b 0.5 − KL, the same KL by symmetry. Second: 0.9 with all a, 0.5 with KL 0.
        int[] history = [0, 3];

        Assert.Equal([0, 3], new CalibratedList("Provider", 0.5).Choose(Pool, Relevance, history, Groups, 2));
        Assert.Equal([0, 1], new CalibratedList("Provider", 0).Choose(Pool, Relevance, history, Groups, 2));
        // KL of (½, ½) from all a is ½ ln(½ / 0.995) + ½ ln(½ / 0.005) = 1.96; 0.4 is lost: b comes from λ = 0.4 / 2.36 = 0.1696 on.
        Assert.Equal([0, 1], new CalibratedList("Provider", 0.169).Choose(Pool, Relevance, history, Groups, 2));
        Assert.Equal([0, 3], new CalibratedList("Provider", 0.170).Choose(Pool, Relevance, history, Groups, 2));
    }

    [Fact]
    public void WithoutAHistoryTheScoresDecide() => Assert.Equal([0, 1, 2], new CalibratedList("Provider", 1).Choose(Pool, Relevance, [], Groups, 3));

    [Fact]
    public void AListIsNoLongerThanItsPool()
    {
        Assert.Equal([0, 1], new CalibratedList("Provider").Choose([0, 3], [1, 0], [0, 3], Groups, 10));
        Assert.Equal([0, 1], new GroupBonus("Provider", new Dictionary<string, double>()).Choose([0, 3], [1, 0], [], Groups, 10));
    }

    [Fact]
    public void ScoresAreScaledToTheirRange()
    {
        Assert.Equal([1, 0.25, 0], ListAdjustment.Scale([5, 2, 1]));
        Assert.Equal([1.0, 1], ListAdjustment.Scale([3, 3]));
        Assert.Equal([1, 0.5, 0], ListAdjustment.Scale([float.MaxValue, 0, -float.MaxValue]));
    }

    [Fact]
    public void UnfitSettingsAreNamed()
    {
        Assert.Throws<ArgumentException>(() => new CalibratedList(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibratedList("Genre", 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibratedList("Genre", double.NaN));
        Assert.Equal("The amount of 'b' is NaN; it is a finite number. (Parameter 'amounts')", Assert.Throws<ArgumentException>(() => new GroupBonus("Provider", new Dictionary<string, double> { ["b"] = double.NaN })).Message);
        Assert.Throws<ArgumentException>(() => new GroupBonusOptions(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupBonusOptions("Provider") { MinimumRatio = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupBonusOptions("Provider") { MaximumLoss = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupBonusOptions("Provider") { CutOff = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupBonusOptions("Provider") { Steps = 0 });
    }
}
