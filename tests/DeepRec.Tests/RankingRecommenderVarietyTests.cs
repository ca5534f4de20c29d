namespace DeepRec.Tests;

/// <summary>Variety and caps, as a user sees them.</summary>
[Collection(nameof(RankingRecommenderTests))]
public sealed class RankingRecommenderVarietyTests(RankingRecommenderTests.Models models)
{
    [Theory]
    [InlineData("factored")]
    [InlineData("knn")]
    public void AVariedListStartsWithTheBestAndIsLessAlike(string model)
    {
        var plain = models[model].Recommend("u1", 5);
        var varied = models[model].Recommend("u1", 5, new() { Diversity = 0.7 });

        Assert.Equal(5, varied.Select(r => r.Item).Distinct().Count());
        Assert.Equal(plain[0], varied[0]);
        Assert.True(Alike(varied) < Alike(plain), $"{Alike(varied)} against {Alike(plain)}");

        double Alike(IReadOnlyList<RankedRecommendation<string>> list) =>
            list.SelectMany(a => list.Where(b => b.Item != a.Item).Select(b => models[model].SimilarItems(a.Item, 100).Single(n => n.Id == b.Item).Similarity)).Average();
    }

    [Theory]
    [InlineData("u1")]
    [InlineData(null)]
    [InlineData("somebody new")]
    public void AListThatIsSearchedForIsTheOneOfAllScores(string? user)
    {
        // A cap may look at the whole catalogue, so that all of it is scored.
        var cap = new CategoryCap("Genre", 1000);
        foreach (var options in new RankingRequestOptions<string>[] { new(), new() { IncludeMet = true }, new() { Exclude = ["a1", "new"], RecentItems = ["b1", "b3"] }, new() { Allow = ["b1", "new", "a2"] }, new() { Diversity = 0.5 }, new() { Diversity = 0.5, RecentItems = ["b2"] } })
        {
            foreach (int count in new[] { 1, 3, 10, 1000 })
            {
                Assert.Equal(models["factored"].Recommend(user, count, options with { MaximumPerCategory = cap }), models["factored"].Recommend(user, count, options));
                Assert.Equal(models["factored"].Recommend(user, count, options), models["factored"].Recommend(user, count, options with { Retrieval = new RetrievalOptions { CodesFrom = 0, Threads = 2 } }));
            }
        }
    }

    [Fact]
    public void ACapHoldsAsLongAsThereAreOthersAndThenTheBestFillUp()
    {
        var recommender = models["knn"];
        var cap = new RankingRequestOptions<string> { MaximumPerCategory = new CategoryCap("Genre", 2) };

        Assert.Equal(2, Crime(recommender.Recommend("u1", 4, cap)));
        var plain = recommender.Recommend("u1", 100).Where(r => r.Item != "new" && (r.Item[^1] - '0') % 2 == 1).Select(r => r.Item).ToArray();
        Assert.Equal(plain[..2], recommender.Recommend("u1", 4, cap).Select(r => r.Item).Where(IsCrime));
        var six = recommender.Recommend("u1", 6, cap with { Where = item => item.Text("Genre") == "crime" });
        Assert.Equal(plain, six.Select(r => r.Item)); // the five that are left
        Assert.Equal(16, recommender.Recommend("u1", 100, cap).Count);

        int Crime(IEnumerable<RankedRecommendation<string>> list) => list.Count(r => IsCrime(r.Item));
        static bool IsCrime(string item) => item != "new" && (item[^1] - '0') % 2 == 1;
    }

    [Fact]
    public void AnItemOfSeveralCategoriesCountsForEach()
    {
        var answer = models["knn"].Recommend(null, 2, new() { MaximumPerCategory = new CategoryCap("Tags", 1), Allow = ["b0", "b4", "b8", "b1"] });
        Assert.Contains("b1", answer.Select(r => r.Item)); // b0, b4 and b8 are both short and old
        var free = models["knn"].Recommend(null, 3, new() { MaximumPerCategory = new CategoryCap("Tags", 1), Allow = ["new", "b1", "b3"] });
        Assert.Equal("new", free[1].Item); // without tags nothing holds it back; the second long one fills up
    }
}
