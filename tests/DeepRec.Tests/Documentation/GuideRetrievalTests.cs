namespace DeepRec.Tests.Documentation;

public sealed class GuideRetrievalTests(SmallRanking small) : IClassFixture<SmallRanking>
{
    [Fact]
    public void TheGuidesSettingsFindWhatTheDefaultsFind()
    {
        var found = SnippetsGuideRetrieval.Run(small.Recommender);

        Assert.NotEmpty(found);
        Assert.Equal(small.Recommender.Recommend("u1", count: 100), found);
    }
}
