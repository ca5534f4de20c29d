namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class SnippetWordVectorsTests : IDisposable
{
    private static readonly string[] Texts = ["warm tone", "harsh tone", "音质很好", "声音很差", "Lamp 6"];

    private readonly SnippetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheGuidesWordsScoreTheSameAfterLoadingWithoutTheirFile()
    {
        File.WriteAllText("words.vec", "4 3\nwarm 1 0 0\nharsh -1 0 0\n很好 1 1 0\nother 9 9 9\n");
        var rows = Dataset.From(Enumerable.Range(0, 60).Select(i => new SnippetsGuideText.Opinion($"u{i % 10}", $"i{i % 5}", 1 + ((i * 7) % 5), Texts[i % 5])));

        using var trained = Recommender.Train<string, string>(new TrainingSet(rows), SnippetsGuideWordVectors.Words(new TrainingSet(rows)), cancellationToken: TestContext.Current.CancellationToken);
        trained.Save("words.deeprec");
        File.Delete("words.vec");

        using var loaded = Recommender.Load<string, string>("words.deeprec");
        Assert.Equal(trained.Predict(rows), loaded.Predict(rows));
    }

    [Fact]
    public void TheGuidesSentencesScoreTheSameAfterLoadingWithoutTheirFile()
    {
        File.WriteAllLines("descriptions.vec", Texts.Select((text, i) => $"{text}\t{i} 1"));
        File.WriteAllLines("items.vec", Enumerable.Range(0, 4).Select(i => $"i{i} {i} 2 3"));
        var items = Dataset.From(Enumerable.Range(0, 5).Select(i => new Article($"i{i}", Texts[i])));
        var ratings = Dataset.From(Enumerable.Range(0, 60).Select(i => new Opinion($"u{i % 10}", $"i{i % 5}", 1 + ((i * 7) % 5))));

        var rows = SnippetsGuideWordVectors.Sentences(ratings, items);

        Assert.Equal(["User", "Item", "Rating", "Description.vector", "Graph"], rows.Schema.Select(feature => feature.Name));
        using var trained = Recommender.Train<string, string>(new TrainingSet(rows), new RecommenderOptions { Trainer = new TrainerOptions { Epochs = 1 } }, cancellationToken: TestContext.Current.CancellationToken);
        trained.Save("sentences.deeprec");
        File.Delete("descriptions.vec");
        File.Delete("items.vec");

        using var loaded = Recommender.Load<string, string>("sentences.deeprec");
        Assert.Equal(trained.Predict(rows), loaded.Predict(rows));
        Assert.Equal(trained.Predict("u1", "i2"), loaded.Predict("u1", "i2"));
    }

    private sealed record Article([Item] string Item, [Text] string? Description);

    private sealed record Opinion([User] string User, [Item] string Item, [Label] float Rating);
}
