namespace DeepRec.Tests;

public sealed class RankOrderTests
{
    [Fact]
    public void EqualNumbersShareTheirMeanRank() => Assert.Equal([2.5, 1, 4, 2.5], RankOrder.Ranks([7, -1, 9, 7]));

    [Fact]
    public void CorrelationsAreThoseOfAWorkedExample()
    {
        // 16 / √(10 × 38.8), and 1 − 6 × 4 / (5 × 24).
        double[] x = [1, 2, 3, 4, 5], y = [2, 1, 4, 3, 9];

        Assert.Equal(0.8122772, RankOrder.Correlation(x, y), 6);
        Assert.Equal(0.8, RankOrder.OfRanks(x, y), 12);
        Assert.Equal(0, RankOrder.Correlation(x, [3, 3, 3, 3, 3]));
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 10.0, 20, 30, 40 }, 1)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 4.0, 3, 2, 1 }, -1)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 0.0, 1, 0, 1 }, 0.5)] // AUC 3/4
    [InlineData(new[] { 1.0, 1, 1, 2 }, new[] { 0.0, 0, 1, 1 }, 0.5)] // of four pairs two in order, two of equal x
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 5.0, 5, 5 }, 0)]
    public void SomersDCountsPairsInOrder(double[] x, double[] y, double expected) => Assert.Equal(expected, RankOrder.Somers(x, y), 12);
}
