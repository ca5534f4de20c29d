using BenchmarkDotNet.Attributes;

namespace DeepRec.Benchmarks;

/// <summary>What a request costs, from ids or raw rows to the answer.</summary>
public class ScoringBenchmarks
{
    private const int BatchSize = 256;
    private const string User = "u0042", Item = "i00042";
    private Recommender<string, string> _recommender = null!;
    private Dataset _batch = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _recommender = TrainedRecommender.Create();
        _batch = Dataset.From(RatingRows.Generate(BatchSize, items: TrainedRecommender.Items));
    }

    [Benchmark]
    [Rows(1)]
    public float PredictOne() => _recommender.Predict(User, Item);

    [Benchmark]
    [Rows(BatchSize)]
    public float[] PredictBatch() => _recommender.Predict(_batch);

    [Benchmark]
    [Rows(TrainedRecommender.Items)]
    public IReadOnlyList<Recommendation<string>> RecommendTop10() => _recommender.Recommend(User, count: 10);

    [GlobalCleanup]
    public void CleanUp() => _recommender.Dispose();
}
