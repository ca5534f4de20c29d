using DeepRec.Tests.Retrieval;

namespace DeepRec.Tests;

/// <summary>Small models that the tests of serving share.</summary>
[CollectionDefinition(nameof(RankingRecommenderTests))]
public sealed class RankingRecommenderTestsCollection : ICollectionFixture<RankingRecommenderTests.Models>;

[Collection(nameof(RankingRecommenderTests))]
public sealed class RankingRecommenderTests(RankingRecommenderTests.Models models)
{
    private static readonly RankingRequestOptions<string> Plain = new();

    public static TheoryData<string> Names => ["factored", "joint", "knn", "popularity"];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheWholeCatalogueComesBackWhenMoreIsAskedFor(string model)
    {
        var all = models[model].Recommend("u0", 1000, Plain with { IncludeMet = true });

        Assert.Equal(Shelf.Books + 1, all.Select(r => r.Item).Distinct().Count());
        Assert.Equal(Shelf.Books + 1, all.Count);
        Assert.All(all, r => Assert.True(float.IsFinite(r.Score) && r.Reason.Length > 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatWasMetIsLeftOutUnlessAskedFor(string model)
    {
        string[] met = Shelf.BooksOf(0);

        Assert.Equal(Shelf.Books + 1 - met.Length, models[model].Recommend("u0", 100).Count);
        Assert.Empty(models[model].Recommend("u0", 100).Select(r => r.Item).Intersect(met));
        Assert.Equal(met.Order(), models[model].Recommend("u0", 100, Plain with { IncludeMet = true }).Select(r => r.Item).Intersect(met).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FiltersActBeforeTheBestAreTaken(string model)
    {
        var recommender = models[model];
        var best = recommender.Recommend("u0", 100).Select(r => r.Item).ToArray();

        Assert.Equal(best[3..6], recommender.Recommend("u0", 3, Plain with { Exclude = [.. best[..3], "unknown"] }).Select(r => r.Item));
        Assert.Equal([best[1], best[4], best[9]], recommender.Recommend("u0", 5, Plain with { Allow = [best[9], best[4], "unknown", best[1]] }).Select(r => r.Item));
        Assert.Equal(best.Where(IsCrime).Take(4), recommender.Recommend("u0", 4, Plain with { Where = item => item.Text("Genre") == "crime" }).Select(r => r.Item));
        Assert.Equal(
            best.Where(item => IsCrime(item) && item != best.First(IsCrime)).Take(2),
            recommender.Recommend("u0", 2, Plain with { Where = item => item.Text("Genre") == "crime", Exclude = [best.First(IsCrime)] }).Select(r => r.Item));

        static bool IsCrime(string item) => item[0] == 'b' && int.Parse(item[1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 1;
    }

    [Fact]
    public void AFilterSeesTextsNumbersAndWhatIsMissing()
    {
        var seen = new Dictionary<string, (string? Genre, float? Price, string Tags)>();
        models["knn"].Recommend("u0", 1, Plain with
        {
            Where = item =>
            {
                seen[item.Text("Book")!] = (item.Text("Genre"), item.Number("Price"), string.Join('+', item.Texts("Tags")) + string.Join('+', item.Texts("Genre")));
                return true;
            },
        });

        Assert.Equal(Shelf.Books + 1, seen.Count);
        Assert.Equal(("poems", 4f, "short+oldpoems"), seen["b4"]);
        Assert.Equal(("poems", null, "poems"), seen["new"]);
    }

    [Fact]
    public void WhenAllIsBarredTheAnswerIsEmpty()
    {
        Assert.Empty(models["knn"].Recommend("u0", 5, Plain with { Where = _ => false }));
        Assert.Empty(models["knn"].Recommend("u0", 5, Plain with { Allow = [] }));
        Assert.Empty(models["knn"].Recommend("u0", 5, Plain with { Allow = ["b0"] })); // met
        Assert.Empty(models["factored"].Recommend(null, 5, Plain with { Allow = ["nothing of ours"], Diversity = 0.5, MaximumPerCategory = new CategoryCap("Genre", 1) }));
    }

    [Fact]
    public void TiesStandInOneOrderThatIsNotTheIds()
    {
        // Popularity: all 20 books were met ten times.
        string[] order = [.. models["popularity"].Recommend(null, 20).Select(r => r.Item)];
        string[] again = [.. models["popularity"].Recommend("quiet", 20).Select(r => r.Item)];
        using var turned = Recommender.TrainRanking<string, string>(
            new TrainingSet(Shelf.Rows().Select([.. Enumerable.Range(0, 200).Reverse()])), Shelf.Quick(new PopularityOptions()), TestContext.Current.CancellationToken);

        Assert.Equal(order, again);
        Assert.Equal(order, turned.Recommend(null, 20).Select(r => r.Item)); // the items' numbers differ, their texts do not
        Assert.NotEqual(order.Order(StringComparer.Ordinal), order);
        Assert.NotEqual(order.OrderDescending(StringComparer.Ordinal), order);
        Assert.NotEqual(Enumerable.Range(0, 20).Select(book => $"b{book}"), order);
        Assert.Equal(order[..5], models["popularity"].Recommend(null, 5).Select(r => r.Item));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ABatchAnswersAsOneByOne(string model)
    {
        string?[] users = [.. Enumerable.Range(0, 70).Select(u => u % 9 == 4 ? null : u % 7 == 3 ? "quiet" : $"u{u}"), "u0"];
        foreach (var options in new[] { Plain, Plain with { RecentItems = ["b3", "b5"], Context = new Dictionary<string, object?> { ["Region"] = "north" }, Diversity = 0.3 } })
        {
            var batch = models[model].RecommendBatch(users, 4, options, TestContext.Current.CancellationToken);

            Assert.Equal(users.Length, batch.Count);
            foreach (var (user, answer) in users.Zip(batch))
            {
                var single = models[model].Recommend(user, 4, options);
                Assert.Equal(single.Select(r => (r.Item, r.Rung, r.Reason)), answer.Select(r => (r.Item, r.Rung, r.Reason)));
                Assert.All(single.Zip(answer), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
            }
        }

        Assert.Empty(models[model].RecommendBatch([], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ABatchEndsWhenItIsCancelled() =>
        Assert.Throws<OperationCanceledException>(() => models["knn"].RecommendBatch(["u0"], cancellationToken: new CancellationToken(canceled: true)));

    [Theory]
    [MemberData(nameof(Names))]
    public void ManyThreadsGetTheSameAnswers(string model)
    {
        using var fresh = models.Fresh(model); // what is made at the first request is made by many at once
        var options = Plain with { RecentItems = ["b1"], Diversity = 0.4 };
        var answers = new string[64];
        Parallel.For(0, answers.Length, i => answers[i] = string.Join(' ', fresh.Recommend(i % 2 == 0 ? "u0" : null, 6, options)) + string.Join(' ', fresh.SimilarItems("b2", 3)) + string.Join(' ', fresh.SimilarUsers("u3", 3)));

        Assert.Equal(2, answers.Distinct().Count());
        Assert.Equal(answers[0], answers[62]);
        Assert.Equal(answers[1], answers[63]);
    }

    [Fact]
    public void ADisposedOneSaysSo()
    {
        var recommender = models.Fresh("knn");
        recommender.Dispose();
        Action[] calls =
        [
            () => recommender.Recommend("u0"), () => recommender.RecommendBatch(["u0"], cancellationToken: TestContext.Current.CancellationToken), () => recommender.SimilarItems("b0"),
            () => recommender.SimilarUsers("u0"), () => recommender.Explain("u0", "b0"), () => recommender.Probabilities("u0"),
        ];
        Assert.All(calls, call => Assert.Contains("disposed", Assert.Throws<ObjectDisposedException>(call).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatDoesNotSuitIsNamedTogetherWithWhatWould()
    {
        var recommender = models["factored"];
        Assert.Throws<ArgumentOutOfRangeException>(() => recommender.Recommend("u0", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => recommender.SimilarItems("b0", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => recommender.SimilarUsers("u0", -1));
        Assert.Throws<ArgumentNullException>(() => recommender.RecommendBatch(null!, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Diversity = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { Diversity = double.NaN });
        Assert.Throws<ArgumentNullException>(() => Plain with { RecentItems = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryCap("Genre", 0));
        Says("Device, Region, Club", () => recommender.Recommend("u0", 5, Plain with { Context = new Dictionary<string, object?> { ["Genre"] = "crime" } }));
        Says("Book, Genre, Price, Tags", () => recommender.Recommend("u0", 5, Plain with { Where = item => item.Text("Colour") == "red" }));
        Says("Text or Texts", () => recommender.Recommend("u0", 5, Plain with { Where = item => item.Number("Genre") > 0 }));
        Says("Text or Number", () => recommender.Recommend("u0", 5, Plain with { Where = item => item.Texts("Price").Count > 0 }));
        Says("Genre, Tags", () => recommender.Recommend("u0", 5, Plain with { MaximumPerCategory = new CategoryCap("Price", 2) }));
        Says("not in the catalogue", () => recommender.Explain("u0", "b99"));

        static void Says(string text, Action call) => Assert.Contains(text, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    /// <summary>Trains each model when it is first asked for.</summary>
    public sealed class Models : IDisposable
    {
        private readonly Dictionary<string, RankingRecommender<string, string>> _trained = [];

        public RankingRecommender<string, string> this[string name]
        {
            get
            {
                lock (_trained) return _trained.TryGetValue(name, out var found) ? found : _trained[name] = Fresh(name);
            }
        }

        public RankingRecommender<string, string> Fresh(string name) => Shelf.Train(
            name switch
            {
                "factored" or "books alone" => Shelf.Factored,
                "joint" => Shelf.Joint,
                "knn" => new ItemKnnOptions(),
                _ => new PopularityOptions(),
            },
            name == "books alone" ? Shelf.BooksAlone : null);

        public void Dispose()
        {
            foreach (var recommender in _trained.Values) recommender.Dispose();
        }
    }
}
