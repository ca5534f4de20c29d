namespace DeepRec.Tests;

[Collection(nameof(RankingRecommenderTests))]
public sealed class KnownUsersTests(RankingRecommenderTests.Models models)
{
    // A context that says nothing: the request is composed and goes through the pipeline.
    private static readonly RankingRequestOptions<string> Composed = new() { Context = new Dictionary<string, object?> { ["Device"] = null } };

    public static TheoryData<string> Names => ["factored", "books alone", "joint", "knn", "popularity"];

    [Theory]
    [MemberData(nameof(Names))]
    public void AKnownUserIsAnsweredAsFromARowThatIsComposed(string model)
    {
        using var recommender = models.Fresh(model);
        foreach (string? user in (string?[])[.. recommender.Users, "nobody", null, .. recommender.Users]) // as the first to ask, and by what was kept
        {
            Assert.Equal(recommender.Recommend(user, 4, Composed), recommender.Recommend(user, 4));
            Assert.Equal(recommender.Recommend(user, 4, Composed with { RecentItems = ["b3", "new"] }), recommender.Recommend(user, 4, new() { RecentItems = ["b3", "new"] }));
            Assert.Equal(recommender.Recommend(user, 4, Composed with { IncludeMet = true }), recommender.Recommend(user, 4, new() { IncludeMet = true }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AShortListIsTheBeginningOfALongOne(string model)
    {
        foreach (string user in (string[])["u0", "u7", "quiet"])
        {
            var all = models[model].Recommend(user, 1000);
            for (int count = 1; count <= all.Count + 1; count++) Assert.Equal(all.Take(count), models[model].Recommend(user, count));
            Assert.Equal(all, models[model].Recommend(user, 1000, new() { Exclude = ["unknown"] }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EightThreadsAreAnsweredAsOneIs(string model)
    {
        using var recommender = models.Fresh(model);
        string?[] users = [.. recommender.Users, "nobody", null];
        var expected = Array.ConvertAll(users, user => recommender.Recommend(user, 5, Composed));

        Parallel.For(0, 8 * users.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, i =>
            Assert.Equal(expected[i % users.Length], recommender.Recommend(users[i % users.Length], 5)));
    }

    [Fact]
    public void WhatIsKeptOfUsersIsThatOfOneRecommenderAlone()
    {
        var before = models["factored"];
        var old = before.Users.Select(user => before.Recommend(user, 4)).ToArray();
        using var updated = before.Update([new Lent("u0", "b1"), new Lent("newcomer", "b2")]);
        using var larger = updated.WithItems([new Bound("newest", "poems")]);

        foreach (var recommender in (RankingRecommender<string, string>[])[updated, larger])
        {
            foreach (string user in recommender.Users) Assert.Equal(recommender.Recommend(user, 4, Composed), recommender.Recommend(user, 4));
            Assert.DoesNotContain(recommender.Recommend("u0", 1000), one => one.Item == "b1");
            Assert.Equal(RankingRung.KnownUser, recommender.Recommend("newcomer", 1)[0].Rung);
            Assert.Equal(recommender.ItemCount - 6, recommender.Recommend("u0", 1000).Count);
        }

        Assert.Equal(old, before.Users.Select(user => before.Recommend(user, 4)));
    }

    [Fact]
    public void ARequestOfAKnownUserMakesNothingTheSizeOfTheCatalogue()
    {
        using var recommender = models["factored"].WithItems(Enumerable.Range(0, 40_000).Select(i => new Bound($"n{i}", i % 2 == 0 ? "poems" : "crime")));

        Assert.InRange(Allocation.Least(() => recommender.Recommend("u0", 10)), 0, 40_000); // a byte an item would be more
    }

    private sealed record Lent([User] string User, [Item] string Book);

    private sealed record Bound([Item] string Book, [Categorical] string Genre);
}
