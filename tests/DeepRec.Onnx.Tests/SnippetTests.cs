namespace DeepRec.Onnx.Tests;

/// <summary>The blocks of the guide run.</summary>
public sealed class SnippetTests(ExportedRatings ratings, ExportedRankings rankings) : IClassFixture<ExportedRatings>, IClassFixture<ExportedRankings>, IDisposable
{
    private static readonly string[] Written = ["shop.onnx", "next.onnx"];

    [Fact]
    public void TheGuidesChapterRuns()
    {
        var recommender = ratings.Of("recommended").Recommender;
        SnippetsGuideOnnx.Export(recommender, rankings.Of("softmax ranker").Recommender);
        float expected = recommender.Predict(7, "lamp", new Dictionary<string, object?> { ["Device"] = "phone" });
        RatingParityTests.Near([expected], [SnippetsGuideOnnx.Serve()]);
    }

    public void Dispose()
    {
        foreach (string file in Written) File.Delete(file);
    }
}
