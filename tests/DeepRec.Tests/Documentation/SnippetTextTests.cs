namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class SnippetTextTests : IDisposable
{
    private readonly SnippetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheGuidesTextScoresTheSameAfterLoading()
    {
        string?[] texts = ["warm tone", "harsh tone", "音质很好", "声音很差", null, "warm and 很好"];
        var rows = Dataset.From(Enumerable.Range(0, 60).Select(i => new SnippetsGuideText.Opinion($"u{i % 10}", $"i{i % 6}", 1 + ((i * 7) % 5), texts[i % 6])));

        float[] scores = SnippetsGuideText.Train(new TrainingSet(rows));

        using var loaded = Recommender.Load<string, string>("text.deeprec");
        Assert.Equal(scores, loaded.Predict(rows));
    }
}
