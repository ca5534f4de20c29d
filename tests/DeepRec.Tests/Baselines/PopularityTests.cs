namespace DeepRec.Tests.Baselines;

public sealed class PopularityTests
{
    private static readonly int[][] Histories = [[0, 1, 0], [1, 2], [1]];

    [Fact]
    public void ScoresAreHowOftenAnItemWasMet() =>
        Assert.Equal([2f, 3, 1, 0], TinyRanking.Score(TinyRanking.Fit(new PopularityOptions(), TinyRanking.Data(Histories, itemCount: 4)), [[2]]));

    [Fact]
    public void AnInteractionCountsHalfAfterItsHalfLife() =>
        // User 0: item 0 two places from the end and at the end, item 1 between; half-life 1.
        Assert.Equal([1.25f, 2, 1, 0], TinyRanking.Score(TinyRanking.Fit(new PopularityOptions { HalfLife = 1 }, TinyRanking.Data(Histories, itemCount: 4)), [[2]]));

    [Fact]
    public void ASegmentHasItsOwnOrderAndTheOthersBreakTies()
    {
        using var scorer = TinyRanking.Fit(new PopularityOptions { Segment = "City" }, TinyRanking.Data(Histories, itemCount: 4, segments: [3, 4, 4]));
        var cities = Encoded.Rows((Feature.Category("City", FeatureRole.Context), new IdColumn([3, 4, 5], 6)));

        float[] scores = TinyRanking.Score(scorer, new RankingRequests([-1, -1, -1], [0, 0, 0, 0], [], cities));

        TinyRanking.AssertNear([2 + 2 / 7.0, 1 + 3 / 7.0, 1 / 7.0, 0], scores[..4]); // 6 interactions in all
        TinyRanking.AssertNear([2 / 7.0, 2 + 3 / 7.0, 1 + 1 / 7.0, 0], scores[4..8]);
        Assert.Equal([2f, 3, 1, 0], scores[8..]); // nobody there
    }

    [Fact]
    public void SegmentsOfAColumnThatIsNotThereOrOfNumbersAreRefused()
    {
        var data = TinyRanking.Data(Histories, itemCount: 4);
        Assert.Contains("City", Assert.Throws<ArgumentException>(() => TinyRanking.Fit(new PopularityOptions { Segment = "Town" }, data)).Message, StringComparison.Ordinal);
        var numbers = data with { Inputs = data.Inputs with { Request = [Encoded.Number("Age", 0)] } };
        Assert.Contains("buckets", Assert.Throws<ArgumentException>(() => TinyRanking.Fit(new PopularityOptions { Segment = "Age" }, numbers)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void AHalfLifeIsAboveZero(double life) => Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityOptions { HalfLife = life });
}
