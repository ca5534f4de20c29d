namespace DeepRec.Fuzz;

/// <summary>A recommender whose bundle is forged, and how one is loaded and asked.</summary>
/// <param name="Owner">The recommender in use.</param>
/// <param name="Content">Its bundle taken apart.</param>
/// <param name="Ask">Known and unknown users' scores of a recommender that is loaded from bytes, and freed.</param>
/// <param name="InUse">An answer of the one in use.</param>
internal sealed record FuzzTarget(IDisposable Owner, BundleContent Content, Func<byte[], IEnumerable<float>> Ask, Func<float> InUse)
{
    private static readonly string[] AskedUsers = ["u0", "u3", "nobody"];

    public byte[] Archive { get; } = Content.ToArchive();

    public static FuzzTarget Of(Recommender<string, string> recommender) =>
        new(recommender, BundleContent.Of(recommender.Save), AskRatings, () => recommender.Predict("u1", "i1"));

    public static FuzzTarget Of(RankingRecommender<string, string> recommender) =>
        new(recommender, BundleContent.Of(recommender.Save), AskRanking, () => recommender.Recommend("u1", 1, new RankingRequestOptions<string> { IncludeMet = true })[0].Score);

    private static float[] AskRatings(byte[] archive)
    {
        using var stream = new MemoryStream(archive, writable: false);
        using var recommender = new Recommender<string, string>(RatingBundle.Load<string, string>("fuzzed", stream), report: null, removed: []);
        _ = recommender.Model; // what loads can be made a module too
        return [.. AskedUsers.SelectMany(user => recommender.Recommend(user, 3).Select(r => r.Score).Append(recommender.Predict(user, "i2")))];
    }

    private static float[] AskRanking(byte[] archive)
    {
        using var stream = new MemoryStream(archive, writable: false);
        using var recommender = new RankingRecommender<string, string>(RankingBundle.Load<string, string>("fuzzed", stream), report: null, removed: []);
        var some = new RankingRequestOptions<string> { RecentItems = ["i2", "nothing", "i5"], IncludeMet = true };
        return [.. AskedUsers.SelectMany(user => recommender.Recommend(user, 3).Concat(recommender.Recommend(user, 100, some)).Select(r => r.Score))];
    }
}
