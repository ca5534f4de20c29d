using DeepRec.Preprocessing;

namespace DeepRec.Tests.Evaluation;

/// <summary>Requests with the context of their rows. In the morning everybody reads, in the evening everybody watches; popularity by daytime knows.</summary>
public sealed class ContextEvaluationTests : IDisposable
{
    private static readonly RankingEvaluationOptions Given = new() { CutOffs = [1], GivenContext = true, MaskSeen = false };

    private readonly RankingRecommender<string, string> _recommender = SmallRanking.TrainOn<string, string>(
        new TrainingSet(Uses([.. Enumerable.Range(0, 20).SelectMany(i => new[] { ($"u{i % 5}", "news", "morning", "rain"), ($"u{i % 5}", "film", "evening", "sun") }), ("u1", "game", "evening", "sun")])),
        new RankingOptions { Model = new PopularityOptions { Segment = "daytime" }, Pipeline = [new CategoryVocabulary("user"), new CategoryVocabulary("item"), new CategoryVocabulary("daytime")] });

    public void Dispose() => _recommender.Dispose();

    [Fact]
    public void EachContextOfAUserIsARequestOfItsOwn()
    {
        var test = Uses(("u0", "news", "morning", "sun"), ("u0", "film", "evening", "sun"), ("u1", "film", "evening", "rain"));

        var given = Evaluate(test, Given);
        var plain = Evaluate(test, Given with { GivenContext = false });

        Assert.Equal((2, 1.0), (given.Users, given.Value("HitRate@1")));
        Assert.Equal("full ranking over 3 items, seen items are candidates too, a request for each context", given.Protocol);
        // Without a daytime one of the two stands first for everybody.
        Assert.True(plain.Value("Recall@1") < 1);
        Assert.Equal("full ranking over 3 items, seen items are candidates too", plain.Protocol);
    }

    [Fact]
    public void AUsersValueIsTheMeanOverHisRequests()
    {
        // Of u0's four requests three are answered, of u1's two none; rows of one context are one request.
        var test = Uses(
            ("u0", "news", "morning", "a"), ("u0", "news", "morning", "b"), ("u1", "film", "morning", "a"), ("u0", "film", "evening", "a"), ("u0", "news", "evening", "b"),
            ("u1", "news", "evening", "b"), ("u1", "game", "evening", "b"));

        var report = Evaluate(test, Given);

        Assert.Equal([0.75, 0], report.UserValues("HitRate@1"));
        Assert.Equal(0.375, report.Value("HitRate@1"));
        Assert.Equal(0.375, report.Metrics[0].HitRate);
        Assert.Equal((2, 2), (report.Users, report.Metrics[0].Users));
    }

    [Fact]
    public void OnlyWhatWasMetInTheSameContextIsMasked()
    {
        var test = Uses(("u0", "game", "evening", "a"));
        var met = Uses(("u0", "film", "evening", "a"), ("u0", "news", "evening", "b"), ("u1", "news", "evening", "a"), ("u0", "no such item", "evening", "a"), ("u0", "news", null, "a"));
        var options = Given with { MaskSeen = true };

        // Film before game in the evening; game before news.
        Assert.Equal(1.0, Evaluate(test, options with { MetInContext = met }).Mrr);
        Assert.Equal(0.5, Evaluate(test, options with { MaskSeen = false }).Mrr);
        Assert.Equal("full ranking over 3 items, seen items masked in the same context, a request for each context", Evaluate(test, options with { MetInContext = met }).Protocol);
        Assert.Equal("full ranking over 3 items, seen items masked, a request for each context", Evaluate(test, options).Protocol);
    }

    [Fact]
    public void RowsWithoutAUserOrItemArePassedOverAndAMissingContextIsOne()
    {
        var report = Evaluate(Uses((null, "news", "morning", "a"), ("u0", null, "morning", "a"), ("u9", "news", null, null), ("u9", "film", null, null)), Given);
        Assert.Equal((1, 1.0), (report.Users, report.Mrr));
    }

    [Fact]
    public void HistoryRowsLengthenTheHistoriesOfEveryRequest()
    {
        var options = new RankingEvaluationOptions { CutOffs = [1], GivenContext = true };
        var test = Uses(("u0", "game", "morning", "a"), ("u0", "game", "evening", "a"), ("u2", "game", "evening", "a"));

        Assert.Equal((2, 0), (Evaluate(test, options).Users, Evaluate(test, options).SeenRelevantItems));
        var later = Evaluate(test, options, history: Uses(("u0", "game", "noon", "a")));
        Assert.Equal((1, 2, 2), (later.Users, later.SeenRelevantItems, later.UsersWithOnlySeenItems));
    }

    [Fact]
    public void WhatDoesNotGoTogetherIsRefused()
    {
        var test = Uses(("u0", "news", "morning", "a"));
        var negatives = new Dictionary<string, IReadOnlyList<string>> { ["u0"] = ["film"] };
        Assert.StartsWith("GivenContext ranks the whole catalogue;", Assert.Throws<ArgumentException>(() => _recommender.EvaluateSampled(test, negatives, Given, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The rows of what was met lack the context 'daytime'", Assert.Throws<ArgumentException>(() => Evaluate(test, Given with { MaskSeen = true, MetInContext = test.Without("daytime") })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeansAreOfUsersWhoseValuesStandTogether()
    {
        var means = new UserMeans();
        Assert.Equal(double.NaN, means.Mean);
        foreach (var (user, value) in new[] { (3, 1.0), (3, 0), (7, 0.25), (2, 1), (2, 1), (2, 0.25) }) means.Add(user, value);
        Assert.Equal((3, 0.5), (means.Count, means.Mean));
        Assert.Equal([0.5, 0.25, 0.75], means.ToArray());
    }

    private RankingReport Evaluate(Dataset test, RankingEvaluationOptions options, Dataset? history = null) => _recommender.Evaluate(test, options, history, TestContext.Current.CancellationToken);

    private static Dataset Uses(params (string? User, string? Item, string? Daytime, string? Weather)[] uses) => Preprocessing.Rows.Of(
        (Feature.User("user"), Preprocessing.Rows.Category([.. uses.Select(use => use.User)])),
        (Feature.Item("item"), Preprocessing.Rows.Category([.. uses.Select(use => use.Item)])),
        (Feature.Category("daytime", FeatureRole.Context), Preprocessing.Rows.Category([.. uses.Select(use => use.Daytime)])),
        (Feature.Category("weather", FeatureRole.Context), Preprocessing.Rows.Category([.. uses.Select(use => use.Weather)])));
}
