namespace DeepRec.Onnx.Tests;

/// <summary>The C# of docs/guide/onnx.md.</summary>
internal static class SnippetsGuideOnnx
{
    public static void Export(Recommender<int, string> recommender, RankingRecommender<int, string> ranker)
    {
        recommender.ExportOnnx("shop.onnx"); // ratings
        ranker.ExportOnnx("next.onnx"); // rankings, with the catalogue
    }

    public static float Serve()
    {
        using var shop = OnnxRecommender.Load<int, string>("shop.onnx");
        float rating = shop.Predict(7, "lamp", new Dictionary<string, object?> { ["Device"] = "phone" });
        foreach (var (item, score) in shop.Recommend(7, count: 10)) Console.WriteLine($"{item} {score:F2}");

        using var next = OnnxRecommender.Load<int, string>("next.onnx");
        var options = new OnnxRequestOptions<string> { RecentItems = ["sofa", "lamp"], Exclude = ["desk"] };
        foreach (var (item, _) in next.Recommend(7, count: 3, options)) Console.WriteLine(item);
        return rating;
    }
}
