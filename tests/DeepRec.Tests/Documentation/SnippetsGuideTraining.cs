using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/encoders-and-models.md and docs/guide/training.md: encoders, models, presets, training.</summary>
internal static class SnippetsGuideTraining
{
    public static MlpRatingPredictorOptions Encoders()
    {
        var model = new MlpRatingPredictorOptions
        {
            EmbeddingDimension = 32,
            Encoders = new Dictionary<string, FeatureEncoderOptions>
            {
                ["Device"] = new OneHotEncoderOptions(),
                ["Brand"] = new CategoryEncoderOptions { Dimension = 8 },
                ["Tags"] = new CategoriesEncoderOptions { Dimension = 16, Pooling = BagPooling.SquareRoot },
                ["Price"] = new NumberEncoderOptions(),
                ["At.cyclic"] = new TimeEncoderOptions { Dimension = 4 },
            },
        };
        return model;
    }

    public static MlpRatingPredictorOptions[] Models()
    {
        var linear = new MlpRatingPredictorOptions { HiddenLayers = [] };
        var bounded = new MlpRatingPredictorOptions { HiddenLayers = [], Output = RatingOutput.ScaledSigmoid };
        var deep = new MlpRatingPredictorOptions
        {
            HiddenLayers = [64, 32],
            Activation = Activation.Gelu,
            Normalization = LayerNormalization.Layer,
            Dropout = 0.2,
            Biases = true,
            InnerProduct = true,
            EmbeddingDimension = 32,
            Loss = new HuberLoss { Delta = 0.5 },
        };
        var levels = deep with { Loss = new OrdinalLoss { SquaredErrorWeight = 0.5 } };
        return [linear, bounded, deep, levels];
    }

    public static ModelSummary Presets(TrainingSet train)
    {
        using var article = Recommender.Train<int, string>(train, RecommenderOptions.Article);
        using var recommended = Recommender.Train<int, string>(train, RecommenderOptions.Recommended);
        Console.WriteLine(recommended.Model.Summary());
        return recommended.Model.Summary();
    }

    public static async Task<TrainingReport> Training(TrainingSet train, PreprocessingPipeline pipeline, ILogger logger, CancellationToken cancellationToken)
    {
        var options = RecommenderOptions.Recommended with
        {
            Pipeline = pipeline,
            Trainer = new TrainerOptions
            {
                Epochs = 30,
                BatchSize = 256,
                Seed = 42,
                Optimizer = new AdamWOptions { LearningRate = 2e-3, WeightDecay = 0.01 },
                Schedule = new LinearSchedule { WarmupFraction = 0.05 },
                MaximumGradientNorm = 5,
                EmbeddingRegularization = 0.05,
                ValidationFraction = 0.1,
                Patience = 3,
                CheckpointPath = "runs/shop.checkpoint",
                TensorBoardDirectory = "runs/shop",
            },
            Progress = new Progress<TrainingProgress>(p => Console.WriteLine($"epoch {p.Epoch.Number}: loss {p.Epoch.Loss:F4}, validation {p.Epoch.ValidationLoss:F4}")),
            Logger = logger,
        };
        using var recommender = await Recommender.TrainAsync<int, string>(train, options, cancellationToken);
        Console.WriteLine($"best epoch {recommender.Report!.BestEpoch}, {recommender.Report.RowsPerSecond:N0} rows/s");
        return recommender.Report;
    }

    public static TrainingReport ByHand(TrainingSet train, PreprocessingPipeline pipeline)
    {
        TorchRuntime.EnsureLoaded();
        var prepared = pipeline.FitTransform(train);
        var inputs = new ModelInputs(prepared.Pipeline.Inputs, new LabelStatistics(Mean: 3, StandardDeviation: 1.4f, Minimum: 1, Maximum: 5, Levels: [1, 2, 3, 4, 5]));
        using var model = new MlpRatingPredictorOptions { EmbeddingDimension = 8 }.Create(inputs, seed: 42);
        var report = new Trainer(new TrainerOptions { Epochs = 5 }).Train(model, new TrainingData(prepared.Encoded, prepared.Pipeline.Inputs));
        Console.WriteLine(model.Summary());
        return report;
    }
}
