namespace DeepRec.Tests.Documentation;

/// <summary>The C# of what docs/guide/recommending.md says of large catalogues.</summary>
internal static class SnippetsGuideRetrieval
{
    public static IReadOnlyList<RankedRecommendation<string>> Run(RankingRecommender<string, string> recommender)
    {
        var ranked = recommender.Recommend("u1", count: 100, new RankingRequestOptions<string>
        {
            Retrieval = new RetrievalOptions { Threads = 2, CodesFrom = 10_000 },
        });
        return ranked;
    }
}
