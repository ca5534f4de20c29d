using DeepRec.Models;

namespace DeepRec.Tests.Retrieval;

/// <summary>Whether stories that nobody met find those who are fond of their topic. Of 10 places a list drawn at random gives 10 / 188 of them one.</summary>
public sealed class NewItemQualityTests
{
    private const double Random = 10.0 / 188;

    [Fact]
    public void TrainedForItFeaturesRecommendWhatNobodyMet()
    {
        double recall = RecallOf(new SoftmaxRankerOptions { Scorer = Newsroom.Scorer, Loss = new FullSoftmaxLoss() });

        Assert.InRange(recall, 3 * Random, 0.27); // of 40 stories of the reader's topics that were not read, 4 are looked for
        Assert.Equal(0, RecallOf(new PopularityOptions()));
    }

    [Fact]
    public void NotTrainedForItTheyDoNot() =>
        Assert.InRange(RecallOf(new SoftmaxRankerOptions { Scorer = Newsroom.Scorer with { ItemIdDropout = 0 }, Loss = new FullSoftmaxLoss() }), 0, Random);

    [Fact]
    public void ContentSimilarityDoesByNature() => Assert.InRange(RecallOf(new ContentSimilarityOptions()), 3 * Random, 0.3);

    private static double RecallOf(RankingModelOptions model)
    {
        using var trained = Newsroom.Train(model);
        using var fresh = trained.WithItems(Newsroom.NewStories);
        return fresh.Evaluate(Newsroom.NewReads, cancellationToken: TestContext.Current.CancellationToken).Value("Recall@10");
    }
}
