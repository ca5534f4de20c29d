using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

#pragma warning disable IDE0040 // As a reader writes it.

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/from-the-article.md.</summary>
internal static class SnippetsFromTheArticle
{
    public static void Run()
    {
        var (train, test, pipeline) = PreprocessData("data.csv");
        var model = BuildModel(pipeline);
        using var recommender = TrainModel(model, train);
        Console.WriteLine($"MSE: {EvaluateModel(recommender, test):F4}");
    }

    static (TrainingSet Train, Dataset Test, PreprocessingPipeline Pipeline) PreprocessData(string path)
    {
        var data = Dataset.FromCsv(path, label: "rating");
        var (train, test) = Split.Random(data, testFraction: 0.2, seed: 42);
        return (train, test, PreprocessingPipeline.Default(data.Schema));
    }

    static RecommenderOptions BuildModel(PreprocessingPipeline pipeline) => RecommenderOptions.Article with { Pipeline = pipeline };

    static Recommender<string, string> TrainModel(RecommenderOptions model, TrainingSet train) => Recommender.Train<string, string>(train, model);

    static double EvaluateModel(Recommender<string, string> recommender, Dataset test) => recommender.Evaluate(test).MeanSquaredError;

    public static RecommenderOptions Preset()
    {
        var article = new RecommenderOptions
        {
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [10, 5],
                Activation = Activation.ReLU,
                Loss = new SquaredErrorLoss(),
                EmbeddingDimension = 8,
                StartAtLabelMean = false,
                Initialization = WeightInitialization.GlorotUniform,
            },
            Trainer = new TrainerOptions { BatchSize = 32, Epochs = 10, Optimizer = new AdamOptions { LearningRate = 1e-3, Epsilon = 1e-7 } },
        };
        return article;
    }

    public static void TwoUsersAndFourItems()
    {
        Rating[] rated = [new("u1", "i1", 5), new("u1", "i2", 3), new("u1", "i3", 4), new("u2", "i2", 4), new("u2", "i4", 2)];
        using var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(rated)), RecommenderOptions.Article);
        foreach (var (user, item) in new[] { ("u1", "i4"), ("u2", "i1"), ("u2", "i3") }) Console.WriteLine($"{user} would rate {item} {recommender.Predict(user, item):F1}");
    }

    record Rating([User] string User, [Item] string Item, [Label] float Value);
}
