namespace DeepRec.Onnx.Tests;

/// <summary>The graph and the file's own recommender rank as the core does, for every model that is exported.</summary>
public sealed class RankingParityTests(ExportedRankings exported) : IClassFixture<ExportedRankings>
{
    public static TheoryData<string> Models => [.. ExportedRankings.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public void KnownUsersGetTheScoresOfTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var served = OnnxRecommender.Load<int, string>(path);
        foreach (int user in new[] { 0, 1, 7, 20, 39 }) Same(recommender, served, user, new Dictionary<string, object?>());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void StrangersGetTheScoresOfTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var served = OnnxRecommender.Load<int, string>(path);
        Same(recommender, served, 999, new Dictionary<string, object?>());
        Same(recommender, served, 999, new Dictionary<string, object?> { ["Region"] = "east", ["Device"] = "phone" });
        Same(recommender, served, 999, new Dictionary<string, object?> { ["Device"] = "tv" });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void RecentItemsAndContextReachTheModelAsInTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var served = OnnxRecommender.Load<int, string>(path);
        var context = new Dictionary<string, object?> { ["Hour"] = 13, ["Words"] = "old|blue", ["Age"] = 44.5f };
        Same(recommender, served, 4, context, "item-3", "item-9", "item-3", "elsewhere");
        if (recommender.Bundle.Scorer.Evidence.HasFlag(RankingEvidence.History)) Same(recommender, served, 999, context, "item-3", "item-11");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheGraphScoresBatchesOfUnequalHistoriesAsTheCore(string model)
    {
        var (recommender, path) = exported.Of(model);
        using var graph = new Graph(path);
        var bundle = recommender.Bundle;
        var rows = new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items);
        foreach (string[] ids in new[] { new[] { "5" }, ["5", "nobody"], ["1", "2", "nobody", "30"] })
        {
            var raw = rows.Compose(ids);
            var requests = bundle.Requests(raw, [.. ids.Select(bundle.Users.RowOf)]);
            var expected = new float[ids.Length * bundle.Scorer.ItemCount];
            bundle.Scorer.Score(requests, expected);
            var itemIds = bundle.Inputs.Catalogue.Column<IdColumn>("ItemId");
            int[][] histories = [.. Enumerable.Range(0, ids.Length).Select(b => requests.HistoryOf(b).ToArray().Select(item => itemIds.Ids[item]).TakeLast(bundle.Scorer is Models.RankerScorer { Histories: [var first, ..] } ? first.Length : 0).ToArray())];
            if (model != "two histories") RatingParityTests.Near(expected, graph.Run(bundle.Pipeline.Transform(raw), histories));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCheckerOfTheFormatFindsNothing(string model) => Checker.Check(exported.Of(model).Path);

    private static void Same(RankingRecommender<int, string> recommender, OnnxRecommender<int, string> served, int user, Dictionary<string, object?> context, params string[] recent)
    {
        var expected = recommender.Recommend(user, 30, new RankingRequestOptions<string> { IncludeMet = true, Context = context, RecentItems = recent });
        var actual = served.Recommend(user, 30, new OnnxRequestOptions<string> { IncludeMet = true, Context = context, RecentItems = recent });
        if (expected[0].Rung == RankingRung.SegmentPopularity) return; // a file knows no segments
        var scores = actual.ToDictionary(best => best.Item, best => best.Score);
        RatingParityTests.Near([.. expected.Select(best => best.Score)], [.. expected.Select(best => scores[best.Item])]);
    }
}
