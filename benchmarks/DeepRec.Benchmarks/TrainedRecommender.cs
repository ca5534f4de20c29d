namespace DeepRec.Benchmarks;

/// <summary>The article's model, trained for one epoch: enough to be scored with and saved.</summary>
internal static class TrainedRecommender
{
    public const int Items = 10_000;

    private const int Ratings = 50_000;

    public static Recommender<string, string> Create()
    {
        var options = RecommenderOptions.Article;
        var rows = Dataset.From(RatingRows.Generate(Ratings, items: Items));
        return Recommender.Train<string, string>(new TrainingSet(rows), options with { Trainer = options.Trainer with { Epochs = 1, BatchSize = 1024 } });
    }
}
