using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference: encoders, losses, the model, optimisers, schedules. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceModels
{
    public static void CategoryEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new CategoryVocabulary("Brand") }.Fit(Brands("Lux", "Nord", "Lux")).Inputs.Single(i => i.Name == "Brand");
        using var encoder = new CategoryEncoderOptions { Dimension = 8 }.Create(input, seed: 42);

        Console.WriteLine($"{input.Size} ids, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void CategoriesEncoderOptionsExample()
    {
        var training = Events(new Event(Tags: ["home", "light"]), new Event(Tags: ["home"]), new Event());
        var input = new PreprocessingPipeline { new CategoryVocabulary("Tags") }.Fit(training).Inputs.Single(i => i.Name == "Tags");
        using var encoder = new CategoriesEncoderOptions { Dimension = 4, Pooling = BagPooling.SquareRoot }.Create(input, seed: 42);

        Console.WriteLine($"{input.Size} ids, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void OneHotEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new CategoryVocabulary("Brand") }.Fit(Brands("Lux", "Nord", "Lux")).Inputs.Single(i => i.Name == "Brand");
        using var encoder = new OneHotEncoderOptions().Create(input, seed: 42);

        Console.WriteLine($"{input.Size} ids, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void NumberEncoderOptionsExample()
    {
        var input = new PreprocessingPipeline { new Standardize("Price") }.Fit(Prices(2, 4, null)).Inputs.Single(i => i.Name == "Price");
        using var encoder = new NumberEncoderOptions().Create(input, seed: 42);

        Console.WriteLine($"D = {encoder.OutputWidth}; a missing value becomes {input.Fallback[0]}");
    }

    public static void TimeEncoderOptionsExample()
    {
        var training = Events(new Event(At: At("2026-03-02 06:00")));
        var input = new PreprocessingPipeline { new TimeFeatures("At") }.Fit(training).Inputs.Single(i => i.Name == "At.cyclic");
        using var encoder = new TimeEncoderOptions { Dimension = 3 }.Create(input, seed: 42);

        Console.WriteLine($"{input.Name}: {input.Size} numbers, D = {encoder.OutputWidth}, {encoder.parameters().Sum(p => p.numel())} parameters");
    }

    public static void ConcatenatedEncoderExample()
    {
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("Brand"), new Standardize("Price") };
        var inputs = pipeline.Fit(Events(new Event(Brand: "Lux", Price: 2), new Event(Brand: "Nord", Price: 4))).Inputs.ToDictionary(input => input.Name);
        using var encoder = new ConcatenatedEncoder(
        [
            KeyValuePair.Create("Price", new NumberEncoderOptions().Create(inputs["Price"], seed: 1)),
            KeyValuePair.Create("Brand", new OneHotEncoderOptions().Create(inputs["Brand"], seed: 2)),
        ]);

        Console.WriteLine($"D = {encoder["Price"].OutputWidth} + {encoder["Brand"].OutputWidth} = {encoder.OutputWidth}");
    }

    public static MlpRatingPredictorOptions SquaredErrorLossExample()
    {
        var options = new MlpRatingPredictorOptions { Loss = new SquaredErrorLoss() };
        return options;
    }

    public static MlpRatingPredictorOptions HuberLossExample()
    {
        var options = new MlpRatingPredictorOptions { Loss = new HuberLoss { Delta = 1 } };
        return options;
    }

    public static MlpRatingPredictorOptions OrdinalLossExample()
    {
        var options = new MlpRatingPredictorOptions { Loss = new OrdinalLoss { SquaredErrorWeight = 0.5 }, Biases = true };
        return options;
    }

    public static MlpRatingPredictorOptions WatchTimeLossExample()
    {
        var options = new MlpRatingPredictorOptions { HiddenLayers = [64, 32], Loss = new WatchTimeLoss() };
        return options;
    }

    public static void MlpRatingPredictorExample()
    {
        var training = Events(new Event("u1", "i1", 4, Price: 2), new Event("u2", "i1", 5, Price: 3), new Event("u2", "i2", 1, Price: 9));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new Standardize("Price") };
        var inputs = new ModelInputs(pipeline.Fit(training).Inputs, new LabelStatistics(Mean: 3.33f, StandardDeviation: 1.7f, Minimum: 1, Maximum: 5, Levels: [1, 4, 5]));
        var options = new MlpRatingPredictorOptions { HiddenLayers = [16], EmbeddingDimension = 4, Biases = true, InnerProduct = true, IdsInNetwork = false };
        using var model = options.Create(inputs, seed: 42);

        Console.WriteLine(model.Summary());
    }

    public static TrainerOptions[] OptimizersExample() =>
    [
        new TrainerOptions { Optimizer = new AdamOptions { LearningRate = 1e-3 } },
        new TrainerOptions { Optimizer = new AdamWOptions { LearningRate = 5e-3, WeightDecay = 0.1 } },
        new TrainerOptions { Optimizer = new AdagradOptions { LearningRate = 1e-2 } },
        new TrainerOptions { Optimizer = new SgdOptions { LearningRate = 1e-2, Momentum = 0.9, Nesterov = true } },
    ];

    public static void SchedulesExample()
    {
        LearningRateSchedule[] schedules = [new ConstantSchedule(), new StepSchedule { EverySteps = 4 }, new CosineSchedule(), new LinearSchedule { WarmupFraction = 0.3 }];
        foreach (var schedule in schedules)
        {
            Console.WriteLine(string.Join("  ", Enumerable.Range(0, 10).Select(step => FormattableString.Invariant($"{schedule.Factor(step, totalSteps: 10):0.00}"))));
        }
    }
}
