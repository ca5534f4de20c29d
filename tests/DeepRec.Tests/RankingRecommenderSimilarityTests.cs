using DeepRec.Tests.Retrieval;

namespace DeepRec.Tests;

[Collection(nameof(RankingRecommenderTests))]
public sealed class RankingRecommenderSimilarityTests(RankingRecommenderTests.Models models)
{
    public static TheoryData<string> Names => RankingRecommenderTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void SimilarOnesAreFiniteFallAndLeaveOutOneself(string model)
    {
        var items = models[model].SimilarItems("b4", 100);
        var users = models[model].SimilarUsers("u4", 100);

        Assert.Equal((Shelf.Books, Shelf.Readers), (items.Count, users.Count));
        Assert.DoesNotContain("b4", items.Select(n => n.Id));
        Assert.DoesNotContain("u4", users.Select(n => n.Id));
        foreach (var cosines in new[] { items.Select(n => n.Similarity), users.Select(n => n.Similarity) })
        {
            Assert.All(cosines, cosine => Assert.InRange(cosine, -1, 1));
            Assert.Equal(cosines.OrderDescending(), cosines);
        }

        Assert.Equal(items.Take(3), models[model].SimilarItems("b4", 3));
        Assert.Empty(models[model].SimilarItems("unknown"));
        Assert.Empty(models[model].SimilarUsers("unknown"));
    }

    [Fact]
    public void WithoutVectorsItemsAreAlikeByWhoMetThem()
    {
        var similar = models["knn"].SimilarItems("b1", 8).ToDictionary(n => n.Id, n => n.Similarity);
        Assert.Equal(new Dictionary<string, float> { ["b3"] = 0.8f, ["b19"] = 0.8f, ["b5"] = 0.6f, ["b17"] = 0.6f, ["b7"] = 0.4f, ["b15"] = 0.4f, ["b9"] = 0.2f, ["b13"] = 0.2f }, similar);
        Assert.Equal(0, models["knn"].SimilarItems("new", 1)[0].Similarity);
    }

    [Fact]
    public void WithoutVectorsUsersAreAlikeByWhatTheyMet()
    {
        var similar = models["joint"].SimilarUsers("u1", 3);
        Assert.Equal(("u21", 1f), (similar[0].Id, similar[0].Similarity)); // the twin who met the same five
        Assert.All(similar.Skip(1), n => Assert.Equal(0.8f, n.Similarity));
    }

    [Fact]
    public void TheModelsOwnVectorsKnowGenresAndTastes()
    {
        Assert.All(models["factored"].SimilarItems("b4", 4), n => Assert.True(n.Id == "new" || (n.Id[^1] - '0') % 2 == 0));
        Assert.All(models["factored"].SimilarUsers("u4", 4), n => Assert.Equal(0, (n.Id[^1] - '0') % 2));
    }

    [Fact]
    public void AnExplanationNamesTheNearestOfWhatWasMetAndWhatFeaturesDo()
    {
        var recommender = models["factored"];
        var options = new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Device"] = "desk" } };
        var explanation = recommender.Explain("u1", "b11", options);
        var recommended = recommender.Recommend("u1", 100, options).Single(r => r.Item == "b11");

        Assert.Equal((recommended.Score, recommended.Rung, recommended.Reason), (explanation.Score, explanation.Rung, explanation.Reason));
        Assert.Equal(3, explanation.Nearest.Count);
        Assert.All(explanation.Nearest, n => Assert.Contains(n.Id, Shelf.BooksOf(1)));
        Assert.Equal(["Device", "Region"], explanation.Contributions.Select(c => c.Feature).Order());
        var region = explanation.Contributions.Single(c => c.Feature == "Region");
        var without = recommender.Explain("u1", "b11", options with { Context = new Dictionary<string, object?> { ["Device"] = "desk", ["Region"] = null } });
        Assert.Equal(explanation.Score - without.Score, region.Change, 1e-5);
        Assert.True(MathF.Abs(region.Change) > 1e-3f);
    }

    [Fact]
    public void AnExplanationReadsWell()
    {
        var explanation = new RankingExplanation<string>("b11", 2.5f, RankingRung.KnownUser, "met by 8 users who met b9", [new("b9", 0.8f), new("b7", 0.6f)], [new("Region", "south", 0.25f), new("Age", "40", -0.5f)]);
        Assert.Equal("b11: 2.500 (KnownUser), met by 8 users who met b9\n  most similar of what was met: b9 (0.80), b7 (0.60)\n  Region south: +0.250\n  Age 40: -0.500", explanation.ToString());
    }

    [Fact]
    public void OneWithNothingToGoByIsExplainedByPopularity()
    {
        var explanation = models["factored"].Explain(null, "b11");
        Assert.Equal("b11: 10.000 (Popularity), popular overall", explanation.ToString());
        Assert.Equal("b9", models["knn"].Explain("never seen", "b11", new() { RecentItems = ["b7", "b9"] }).Nearest[0].Id);
    }

    [Theory]
    [InlineData("factored")]
    [InlineData("joint")]
    [InlineData("books alone")]
    public void ProbabilitiesSumToOneAndOrderAsScoresDo(string model)
    {
        foreach (var (user, options) in new (string?, RankingRequestOptions<string>)[] { ("u1", new()), (null, new()), ("never seen", new() { RecentItems = ["b1"] }) })
        {
            var probabilities = models[model].Probabilities(user, options);
            var list = models[model].Recommend(user, 100, options with { IncludeMet = true });

            Assert.Equal(Shelf.Books + 1, probabilities.Count);
            Assert.Equal(1, probabilities.Values.Sum(), 1e-9);
            if (list.All(r => r.Rung == list[0].Rung)) Assert.All(list.Zip(list.Skip(1)), pair => Assert.True(probabilities[pair.First.Item] >= probabilities[pair.Second.Item]));
        }
    }

    [Fact]
    public void ARatioOfProbabilitiesIsTheExponentialOfADifferenceOfScores()
    {
        var scores = models["factored"].Recommend("u1", 100).ToDictionary(r => r.Item, r => r.Score);
        var probabilities = models["factored"].Probabilities("u1");
        Assert.Equal(Math.Exp(scores["b11"] - scores["b2"]), probabilities["b11"] / probabilities["b2"], 1e-3 * Math.Exp(scores["b11"] - scores["b2"]));
    }

    [Fact]
    public void ABaselineHasNoProbabilities() =>
        Assert.Contains("ItemKnnOptions", Assert.Throws<InvalidOperationException>(() => models["knn"].Probabilities("u1")).Message, StringComparison.Ordinal);
}
