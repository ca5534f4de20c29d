using DeepRec.Tests.Retrieval;

namespace DeepRec.Tests;

/// <summary>Who is asked for, what is known of them, and which rung answers.</summary>
[Collection(nameof(RankingRecommenderTests))]
public sealed class RankingRecommenderLadderTests(RankingRecommenderTests.Models models)
{
    private static readonly RankingRequestOptions<string> Recent = new() { RecentItems = ["b1", "b3", "b5"] };
    private static readonly RankingRequestOptions<string> South = new() { Context = new Dictionary<string, object?> { ["Region"] = "south" } };

    [Theory]
    [InlineData("factored")]
    [InlineData("joint")]
    [InlineData("knn")]
    [InlineData("books alone")]
    public void AStrangerWithRecentItemsOneWithFeaturesAndOneWithNothingAllGetKLabelledResults(string model)
    {
        var recommender = models[model];
        foreach (var options in new[] { Recent, South, new() })
        {
            var answer = recommender.Recommend("never seen", 10, options);
            Assert.Equal(10, answer.Select(r => r.Item).Distinct().Count());
            Assert.All(answer, r => Assert.True(float.IsFinite(r.Score) && r.Reason.Length > 0));
            Assert.Empty(answer.Select(r => r.Item).Intersect(options.RecentItems));
            Assert.True(answer.Zip(answer.Skip(1)).All(pair => pair.First.Rung < pair.Second.Rung || (pair.First.Rung == pair.Second.Rung && pair.First.Score >= pair.Second.Score)));
        }

        // Sensible: who met crime, or lives where it is read, is given crime.
        Assert.All(recommender.Recommend("never seen", 2, Recent), r => Assert.Equal((RankingRung.RecentItems, 1), (r.Rung, Number(r.Item) % 2)));
        Assert.All(recommender.Recommend("never seen", 10, South), r => Assert.Equal(1, Number(r.Item) % 2));
        Assert.All(recommender.Recommend(null, 20), r => Assert.Equal((RankingRung.Popularity, 10f, "popular overall"), (r.Rung, r.Score, r.Reason)));
    }

    [Fact]
    public void ThoseWhomTheModelMetAreKnown()
    {
        var answer = models["factored"].Recommend("u1", 5);

        Assert.All(answer, r => Assert.Equal(RankingRung.KnownUser, r.Rung));
        // u1 met b1, b3, b5, b7 and b9; b11 with b9 by readers 3, 5, 7, 9 and their twins of the circle.
        Assert.Equal("met by 8 users who met b9", models["knn"].Recommend("u1", 5).Single(r => r.Item == "b11").Reason);
    }

    [Fact]
    public void RecentItemsAreTheHistoryOfAStrangerAndTheEndOfAKnownOnes()
    {
        var stranger = models["knn"].Recommend("never seen", 5, Recent);
        Assert.All(stranger, r => Assert.Equal((RankingRung.RecentItems, true), (r.Rung, r.Reason.StartsWith("met by ", StringComparison.Ordinal))));

        var known = models["knn"].Recommend("u0", 5, Recent with { RecentItems = ["b10"] });
        Assert.All(known, r => Assert.Equal(RankingRung.KnownUser, r.Rung));
        Assert.DoesNotContain("b10", known.Select(r => r.Item));
        Assert.NotEqual(known.Select(r => r.Score), models["knn"].Recommend("u0", 5, new() { Exclude = ["b10"] }).Select(r => r.Score));
    }

    [Fact]
    public void WithoutAModelThatReadsHistoriesWhatIsMetTogetherAnswersAndLowerRungsFillUp()
    {
        var answer = models["joint"].Recommend("never seen", 20, new() { RecentItems = ["b1"] });

        // b1 is met with b3, b5, b7, b9 and, the other way round the circle, b19, b17, b15, b13; the ten who met it all met four others.
        Assert.Equal([0.8f, 0.8f, 0.6f, 0.6f, 0.4f, 0.4f, 0.2f, 0.2f], answer.Take(8).Select(r => r.Score));
        Assert.Equal(["b3", "b19", "b5", "b17", "b7", "b15", "b9", "b13"], answer.Take(8).Chunk(2).SelectMany((pair, i) => pair.Select(r => r.Item).OrderBy(item => item == $"b{19 - 2 * i}")));
        Assert.Equal(Enumerable.Repeat(RankingRung.RecentItems, 8).Concat(Enumerable.Repeat(RankingRung.Popularity, 12)), answer.Select(r => r.Rung));
    }

    [Fact]
    public void FeaturesAnswerWhereTheModelReadsThemOfRequestOrTable()
    {
        foreach (string model in new[] { "factored", "joint" })
        {
            Assert.All(models[model].Recommend("never seen", 5, South), r => Assert.Equal((RankingRung.Features, "suits Region south"), (r.Rung, r.Reason)));
            Assert.All(models[model].Recommend("quiet", 5), r => Assert.Equal((RankingRung.Features, "suits Region south"), (r.Rung, r.Reason)));
        }

        foreach (string? region in new[] { null, " ", "a region that training never met" })
        {
            var context = new Dictionary<string, object?> { ["Region"] = region };
            Assert.All(models["factored"].Recommend("never seen", 5, new() { Context = context }), r => Assert.Equal(RankingRung.Popularity, r.Rung));
        }
    }

    [Theory]
    [InlineData("knn")]
    [InlineData("books alone")]
    public void WhereTheModelReadsNoFeaturesTheSegmentAnswersAndPopularityFillsUp(string model)
    {
        foreach (var answer in new[] { models[model].Recommend("never seen", 15, South), models[model].Recommend("quiet", 15) })
        {
            Assert.All(answer.Take(10), r => Assert.Equal((RankingRung.SegmentPopularity, 10f, "popular where Region is south"), (r.Rung, r.Score, r.Reason)));
            Assert.All(answer.Skip(10), r => Assert.Equal((RankingRung.Popularity, 0), (r.Rung, Number(r.Item) % 2)));
        }
    }

    [Fact]
    public void ASegmentOfTooFewInteractionsHasNoSay()
    {
        var club = new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Club"] = "rare" } }; // one reader of five books
        Assert.All(models["knn"].Recommend("never seen", 5, club), r => Assert.Equal(RankingRung.Popularity, r.Rung));
        var elsewhere = new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Region"] = "east" } };
        Assert.All(models["knn"].Recommend("never seen", 5, elsewhere), r => Assert.Equal(RankingRung.Popularity, r.Rung));
    }

    [Fact]
    public void PopularitySaysNoMoreThanItIs()
    {
        Assert.All(models["popularity"].Recommend("u0", 5, Recent), r => Assert.Equal((RankingRung.Popularity, "popular overall"), (r.Rung, r.Reason)));
        Assert.Equal("met by nobody yet", models["popularity"].Recommend(null, 21)[^1].Reason);
    }

    [Fact]
    public void ItemsThatAreUnknownArePassedOver() =>
        Assert.All(models["knn"].Recommend("never seen", 5, new() { RecentItems = ["unknown"] }), r => Assert.Equal(RankingRung.Popularity, r.Rung));

    [Theory]
    [InlineData("factored")]
    [InlineData("knn")]
    public void RecentItemsThatNobodyMetInTrainingSayNothing(string model) =>
        Assert.All(models[model].Recommend("never seen", 5, new() { RecentItems = ["new"] }), r => Assert.Equal(RankingRung.Popularity, r.Rung));

    [Fact]
    public void ContentKnowsItemsThatNobodyMet()
    {
        using var content = Shelf.Train(new ContentSimilarityOptions());
        Assert.All(content.Recommend("never seen", 5, new() { RecentItems = ["new"] }), r => Assert.Equal((RankingRung.RecentItems, 0), (r.Rung, Number(r.Item) % 2)));
    }

    [Fact]
    public void AfterSavingAndLoadingAllIsAnsweredAlike()
    {
        using var folder = new Tensors.TemporaryFolder();
        foreach (string model in new[] { "factored", "joint", "knn", "popularity" })
        {
            models[model].Save(folder.File("shelf.deeprec"));
            using var loaded = Recommender.LoadRanking<string, string>(folder.File("shelf.deeprec"));
            foreach (var options in new[] { Recent, South, new() { Diversity = 0.5 } })
            {
                foreach (string? user in new[] { "u1", "quiet", null }) Assert.Equal(models[model].Recommend(user, 20, options), loaded.Recommend(user, 20, options));
            }

            Assert.Equal(models[model].SimilarItems("b1"), loaded.SimilarItems("b1"));
            Assert.Equal(models[model].SimilarUsers("u1"), loaded.SimilarUsers("u1"));
            Assert.Equal(models[model].Explain("u1", "b11").ToString(), loaded.Explain("u1", "b11").ToString());
        }
    }

    private static int Number(string book) => book == "new" ? 0 : int.Parse(book[1..], System.Globalization.CultureInfo.InvariantCulture);
}
