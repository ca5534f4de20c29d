
namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class GuideFusionTests
{
    [Fact]
    public void ThePublishedArticleIsServedAndTheOldRecommenderRetires()
    {
        SnippetsGuideFusion.Article[] articles = [.. Enumerable.Range(0, 6).Select(i => new SnippetsGuideFusion.Article($"a-{i}", i % 2 == 0 ? "economy" : "sports", i % 2 == 0 ? ["rates"] : ["goal"]))];
        var met = Enumerable.Range(0, 12).Select(i => new Met($"u{i % 4}", $"a-{i % 6}"));
        var options = new RankingOptions { Model = new ContentSimilarityOptions() };
        var serving = Recommender.TrainRanking<string, string>(new TrainingSet(Dataset.Join(Dataset.From(met), items: Dataset.From(articles))), options, TestContext.Current.CancellationToken);
        var retired = new List<RankingRecommender<string, string>>();

        string printed = CapturedConsole.Of(() => SnippetsGuideFusion.NewItems(serving));
        SnippetsGuideFusion.Publish(ref serving, [new("a-9", "sports", ["goal"])], retired);

        Assert.Equal(3, printed.TrimEnd().Split(Environment.NewLine).Length);
        Assert.Contains("a-1042", printed, StringComparison.Ordinal);
        Assert.Equal((7, 6), (serving.ItemCount, Assert.Single(retired).ItemCount));
        Assert.Equal(5, SnippetsGuideFusion.Settings().Length);
        serving.Dispose();
        retired[0].Dispose();
    }

    private sealed record Met([User] string User, [Item] string Article);
}
