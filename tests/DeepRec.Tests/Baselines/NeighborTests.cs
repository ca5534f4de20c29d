namespace DeepRec.Tests.Baselines;

public sealed class NeighborTests
{
    // n = (3, 2, 2, 0); n_01 = 2, n_02 = 1, n_12 = 1.
    private static readonly int[][] Histories = [[0, 1], [0, 1, 2, 0], [0], [2]];

    [Fact]
    public void ItemsAreAlikeByTheUsersTheyShare()
    {
        using var scorer = TinyRanking.Fit(new ItemKnnOptions { Shrinkage = 1, HistoryDecay = 0.5 }, TinyRanking.Data(Histories, itemCount: 4));

        double s01 = 2 / (Math.Sqrt(6) + 1), s02 = 1 / (Math.Sqrt(6) + 1), s12 = 1 / (Math.Sqrt(4) + 1);
        TinyRanking.AssertNear([0, s01, s02, 0], TinyRanking.Score(scorer, [[0]]));
        TinyRanking.AssertNear([0.5 * s01, s01, 0.5 * s12 + s02, 0], TinyRanking.Score(scorer, [[1, 0]])); // 0 is the newest
    }

    [Fact]
    public void OnlyTheNearestNeighboursOfAnItemSpeakForIt()
    {
        using var scorer = TinyRanking.Fit(new ItemKnnOptions { Shrinkage = 1, Neighbors = 1 }, TinyRanking.Data(Histories, itemCount: 4));

        // Items 0 and 1 are each other's nearest, item 1 is that of item 2: √6 is more than √4. Item 2 is nobody's.
        double s01 = 2 / (Math.Sqrt(6) + 1), s12 = 1 / (Math.Sqrt(4) + 1);
        TinyRanking.AssertNear([0, s01, 0, 0], TinyRanking.Score(scorer, [[0]]));
        TinyRanking.AssertNear([s01, 0, s12, 0], TinyRanking.Score(scorer, [[1]]));
        Assert.Equal([4f, 2, 2, 0], TinyRanking.Score(scorer, [[2]]));
    }

    [Fact]
    public void AnItemWithoutNeighboursLeavesTheOrderToPopularity() =>
        Assert.Equal([4f, 2, 2, 0], TinyRanking.Score(TinyRanking.Fit(new ItemKnnOptions(), TinyRanking.Data(Histories, itemCount: 4)), [[3]]));

    [Fact]
    public void UsersAreAlikeByTheItemsTheyShare()
    {
        using var scorer = TinyRanking.Fit(new UserKnnOptions { HistoryDecay = 0.5 }, TinyRanking.Data(Histories, itemCount: 4));

        // History 2, then 1: w = (½, 1), Σ w² = 1.25. Users 0 (0 1) and 1 (0 1 2) share 1; users 1 and 3 (2) share 2.
        double s0 = 1 / Math.Sqrt(1.25 * 2), s1 = 1.5 / Math.Sqrt(1.25 * 3), s3 = 0.5 / Math.Sqrt(1.25);
        TinyRanking.AssertNear([s0 + s1, s0 + s1, s1 + s3, 0], TinyRanking.Score(scorer, [[2, 1]]));
    }

    [Fact]
    public void OnlyTheNearestUsersSpeak()
    {
        using var scorer = TinyRanking.Fit(new UserKnnOptions { Neighbors = 1, Shrinkage = 1 }, TinyRanking.Data(Histories, itemCount: 4));

        double s1 = 2 / (Math.Sqrt(2 * 3) + 1);
        TinyRanking.AssertNear([s1, s1, s1, 0], TinyRanking.Score(scorer, [[2, 1]]));
    }

    [Fact]
    public void AKnownUserIsNoNeighbourOfTheirOwn()
    {
        using var scorer = TinyRanking.Fit(new UserKnnOptions(), TinyRanking.Data(Histories, itemCount: 4));

        // User 3 met item 2 alone, as did user 1 among three.
        TinyRanking.AssertNear([1 / Math.Sqrt(3), 1 / Math.Sqrt(3), 1 / Math.Sqrt(3), 0], TinyRanking.Score(scorer, new RankingRequests([3], [0, 1], [2])));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemKnnOptions { Neighbors = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemKnnOptions { Shrinkage = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemKnnOptions { HistoryDecay = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UserKnnOptions { HistoryDecay = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UserKnnOptions { Neighbors = 0 });
    }
}
