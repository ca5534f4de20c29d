using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>What a request costs a default ranker: the user's vector in plain memory, and the search.</summary>
public class RankingBenchmarks
{
    private const int Ratings = 20_000;
    private RankingRecommender<string, string> _recommender = null!;

    [GlobalSetup]
    public void SetUp() => _recommender = Recommender.TrainRanking<string, string>(
        new TrainingSet(Dataset.From(RatingRows.Generate(Ratings))), new RankingOptions { Trainer = new TrainerOptions { Epochs = 1, BatchSize = 1024 } });

    [Benchmark]
    public IReadOnlyList<RankedRecommendation<string>> RecommendTop10() => _recommender.Recommend("u0042", count: 10);

    [GlobalCleanup]
    public void CleanUp() => _recommender.Dispose();
}
