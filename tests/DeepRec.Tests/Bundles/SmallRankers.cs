using DeepRec.Fuzz;

namespace DeepRec.Tests.Bundles;

/// <summary>One of each model, shared by the tests.</summary>
public sealed class SmallRankers : IDisposable
{
    public IReadOnlyList<RankingRecommender<string, string>> All { get; } = [.. FuzzRankers.All.Select(ranker => ranker())];

    public RankingRecommender<string, string> Factored => Of("softmax-ranker", 0);

    public RankingRecommender<string, string> Joint => Of("softmax-ranker", 2);

    public RankingRecommender<string, string> Popularity => All.First(r => r.ModelOptions is PopularityOptions);

    public RankingRecommender<string, string> ItemNeighbors => All.First(r => r.ModelOptions is ItemKnnOptions);

    public RankingRecommender<string, string> Factors => All.First(r => r.ModelOptions is ImplicitAlsOptions);

    public RankingRecommender<string, string> Content => All.First(r => r.ModelOptions is ContentSimilarityOptions);

    public void Dispose()
    {
        foreach (var ranker in All) ranker.Dispose();
    }

    private RankingRecommender<string, string> Of(string name, int place) =>
        All.Where(r => RankingModelOptionsTypes.Types.Write(r.ModelOptions)["$type"]!.GetValue<string>() == name).ElementAt(place);
}
