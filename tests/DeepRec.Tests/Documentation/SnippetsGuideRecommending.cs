using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/recommending.md.</summary>
internal static class SnippetsGuideRecommending
{
    public static void Run(TrainingSet train, string[] campaign)
    {
        using var recommender = Recommender.TrainRanking<string, string>(train);
        foreach (var (item, score) in recommender.Recommend("u1", count: 10)) Console.WriteLine($"{item} {score:F2}");

        var options = new RankingRequestOptions<string>
        {
            Exclude = ["i7", "i9"], // blocked, or out of stock
            Allow = campaign,
            Where = item => item.Number("Price") < 20 && item.Text("Category") != "toys",
        };
        var cheap = recommender.Recommend("u1", count: 10, options);
        foreach (var (item, _) in cheap) Console.WriteLine($"cheap {item}");
        New(recommender);
        Alike(recommender);
        Console.WriteLine(recommender.Explain("u1", cheap[0].Item));
        var probabilities = recommender.Probabilities("u1");
        Console.WriteLine($"sum {probabilities.Values.Sum():F6}");
    }

    private static void New(RankingRecommender<string, string> recommender)
    {
        var recent = new RankingRequestOptions<string> { RecentItems = ["i3", "i14", "i15"] }; // oldest first
        var south = new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Region"] = "south" } };
        foreach (var found in recommender.Recommend("newcomer", count: 5, recent)) Console.WriteLine($"{found.Item} {found.Rung}: {found.Reason}");
        foreach (var found in recommender.Recommend("newcomer", count: 5, south)) Console.WriteLine($"{found.Item} {found.Rung}: {found.Reason}");
        foreach (var found in recommender.Recommend(null, count: 5)) Console.WriteLine($"{found.Item} {found.Rung}: {found.Reason}");
    }

    private static void Alike(RankingRecommender<string, string> recommender)
    {
        var varied = recommender.Recommend("u1", count: 10, new RankingRequestOptions<string>
        {
            Diversity = 0.3,
            MaximumPerCategory = new CategoryCap("Category", 2),
        });
        var lists = recommender.RecommendBatch(["u1", "u2", null, "u3"], count: 10);
        Console.WriteLine($"{varied.Count} varied, {lists.Count} lists");
        foreach (var (item, similarity) in recommender.SimilarItems("i3", count: 5)) Console.WriteLine($"{item} {similarity:F2}");
        foreach (var (user, similarity) in recommender.SimilarUsers("u1", count: 5)) Console.WriteLine($"{user} {similarity:F2}");
    }
}
