namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>The recommender in the process that trained it, the service that loaded its bundle, and the runner of its ONNX file give the same numbers.</summary>
public abstract class ParityTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Ratings => [.. RatingFamilies.All.Keys];

    public static TheoryData<string> Rankings => [.. RankingFamilies.All.Keys];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What to learn from; may skip the test.</summary>
    protected abstract ParityRows Rows { get; }

    [Theory]
    [MemberData(nameof(Ratings))]
    public async Task ARatingIsTheSameInTheProcessOverHttpAndFromOnnx(string family)
    {
        var (rows, (model, refusal, _)) = (Rows, RatingFamilies.All[family]);
        using var recommender = Recommender.Train<string, string>(rows.Train, new RecommenderOptions { Model = model, Trainer = Trainer }, Cancelled);
        await using var service = await ParityService.StartAsync(recommender);
        using var onnx = Export(service["model.onnx"], recommender.ExportOnnx, refusal);

        foreach (var (user, item, context) in Pairs(rows))
        {
            float expected = recommender.Predict(user, item, context);
            Assert.True(float.IsFinite(expected));
            Near(expected, (await service.PostAsync("rating", new { user, item, context })).GetProperty("rating").GetSingle());
            if (onnx is not null) Near(expected, onnx.Predict(user, item, context));
        }

        foreach (string user in rows.Users.Append(ParityRows.Stranger))
        {
            var expected = recommender.Recommend(user, ParityService.Most).ToDictionary(best => best.Item, best => best.Score);
            Near(expected, (await service.GetAsync($"users/{user}/recommendations?count={ParityService.Most}")).ToDictionary(best => best.GetProperty("item").GetString()!, best => best.GetProperty("rating").GetSingle()));
            if (onnx is not null) Near(expected, onnx.Recommend(user, ParityService.Most).ToDictionary(best => best.Item, best => best.Score));
        }
    }

    [Theory]
    [MemberData(nameof(Rankings))]
    public async Task AListIsTheSameInTheProcessOverHttpAndFromOnnx(string family)
    {
        var (rows, (model, refusal, readsHistories)) = (Rows, RankingFamilies.All[family]);
        using var recommender = Recommender.TrainRanking<string, string>(rows.Train, new RankingOptions { Model = model, Trainer = Trainer }, Cancelled);
        await using var service = await ParityService.StartAsync(recommender);
        using var onnx = Export(service["model.onnx"], recommender.ExportOnnx, refusal);

        foreach (var (user, recent, context) in Requests(rows))
        {
            var best = recommender.Recommend(user, ParityService.Most, new RankingRequestOptions<string> { IncludeMet = true, RecentItems = recent, Context = context });
            var expected = best.ToDictionary(one => one.Item, one => one.Score);
            Assert.Equal(recommender.ItemCount, expected.Count);
            var answer = await service.PostAsync("recommendations", new { user, count = ParityService.Most, includeMet = true, recent = recent.Select(item => new { item }), context });
            Near(expected, answer.GetProperty("items").EnumerateArray().ToDictionary(one => one.GetProperty("item").GetString()!, one => one.GetProperty("score").GetSingle()));
            if (onnx is null || !IsOfFile(best[0].Rung, readsHistories)) continue;
            Near(expected, onnx.Recommend(user, ParityService.Most, new OnnxRequestOptions<string> { IncludeMet = true, RecentItems = recent, Context = context }).ToDictionary(one => one.Item, one => one.Score));
        }
    }

    private static TrainerOptions Trainer => new() { Epochs = 1, BatchSize = 256, Optimizer = new AdamOptions { LearningRate = 0.01 } };

    // Rungs of a file are the model's own and popularity; the rest of the ladder is the core's.
    private static bool IsOfFile(RankingRung rung, bool readsHistories) => rung != RankingRung.SegmentPopularity && (rung != RankingRung.RecentItems || readsHistories);

    private static OnnxRecommender<string, string>? Export(string path, Action<string> export, string? refusal)
    {
        if (refusal is null)
        {
            export(path);
            return OnnxRecommender.Load<string, string>(path);
        }

        Assert.StartsWith(refusal, Assert.Throws<NotSupportedException>(() => export(path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        return null;
    }

    private static IEnumerable<(string? User, string? Item, IReadOnlyDictionary<string, object?> Context)> Pairs(ParityRows rows)
    {
        var none = new Dictionary<string, object?>();
        foreach (string? user in rows.Users.Append(ParityRows.Stranger).Append(null)) foreach (string? item in rows.Items.Append("unheard-of").Append(null)) yield return (user, item, none);
        yield return (rows.Users[0], rows.Items[0], rows.Context);
        yield return (ParityRows.Stranger, rows.Items[1], rows.Context);
    }

    private static IEnumerable<(string? User, string[] Recent, IReadOnlyDictionary<string, object?> Context)> Requests(ParityRows rows)
    {
        var none = new Dictionary<string, object?>();
        string[] recent = [rows.Items[2], "unheard-of", rows.Items[0]];
        foreach (string user in rows.Users) yield return (user, [], none);
        yield return (rows.Users[0], recent, rows.Context);
        yield return (ParityRows.Stranger, [], none);
        yield return (ParityRows.Stranger, [], rows.Context);
        yield return (ParityRows.Stranger, recent, none);
        yield return (null, recent, rows.Context);
    }

    private static void Near(Dictionary<string, float> expected, Dictionary<string, float> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (item, score) in expected) Near(score, actual[item]);
    }

    private static void Near(float expected, float actual) => Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{expected} and {actual}");
}
