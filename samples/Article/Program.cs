// The article's Python program in C#: a network with hidden layers of 10 and 5 units predicts ratings from data.csv.
using DeepRec;
using DeepRec.Models;
using DeepRec.Preprocessing;

internal static class Program
{
    private static void Main(string[] args)
    {
        var (train, test, pipeline) = PreprocessData(args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "data.csv"));
        var model = BuildModel(pipeline);
        using var recommender = TrainModel(model, train);
        Console.WriteLine(FormattableString.Invariant($"MSE: {EvaluateModel(recommender, test):F4}"));
        TwoUsersAndFourItems();
    }

    // Columns are found out from the file; missing numbers become the mean of training, then mean 0 and deviation 1; texts become ids.
    private static (TrainingSet Train, Dataset Test, PreprocessingPipeline Pipeline) PreprocessData(string path)
    {
        var data = Dataset.FromCsv(path, label: "rating");
        var (train, test) = Split.Random(data, testFraction: 0.2, seed: 42);
        return (train, test, PreprocessingPipeline.Default(data.Schema));
    }

    // 10 and 5 ReLU units and one linear output; Adam, squared error, 10 epochs, batch 32.
    private static RecommenderOptions BuildModel(PreprocessingPipeline pipeline) => RecommenderOptions.Article with { Pipeline = pipeline };

    private static Recommender<string, string> TrainModel(RecommenderOptions model, TrainingSet train) => Recommender.Train<string, string>(train, model);

    private static double EvaluateModel(Recommender<string, string> recommender, Dataset test) => recommender.Evaluate(test).MeanSquaredError;

    // The article's case: u1 rated i1, i2 and i3; u2 rated i2 and i4. What would they give the others?
    private static void TwoUsersAndFourItems()
    {
        Rating[] rated = [new("u1", "i1", 5), new("u1", "i2", 3), new("u1", "i3", 4), new("u2", "i2", 4), new("u2", "i4", 2)];
        var options = RecommenderOptions.Article with
        {
            // Five rows: longer, with shorter vectors, and from the mean rating on.
            Model = new MlpRatingPredictorOptions { EmbeddingDimension = 2 },
            Trainer = RecommenderOptions.Article.Trainer with { Epochs = 300 },
        };
        using var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(rated)), options);
        foreach (var (user, item) in new[] { ("u1", "i4"), ("u2", "i1"), ("u2", "i3") })
        {
            Console.WriteLine(FormattableString.Invariant($"{user} would rate {item} {recommender.Predict(user, item):F1}"));
        }
    }

    private sealed record Rating([User] string User, [Item] string Item, [Label] float Value);
}
