using DeepRec.Preprocessing;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/preprocessing.md: preprocessing.</summary>
internal static class SnippetsGuidePreprocessing
{
    public static PreprocessingResult Default(TrainingSet train)
    {
        var prepared = PreprocessingPipeline.Default(train.Schema).FitTransform(train);
        foreach (var input in prepared.Pipeline.Inputs) Console.WriteLine($"{input.Name}: {input.Kind}, size {input.Size}");
        return prepared;
    }

    public static (PreprocessingPipeline Pipeline, FittedPipeline Fitted) Own(TrainingSet train)
    {
        var pipeline = new PreprocessingPipeline
        {
            new DropInvalidRows { MinimumLabel = 1, MaximumLabel = 5 },
            new KCore(minimumRowsPerUser: 2, minimumRowsPerItem: 2),
            new CategoryVocabulary("UserId"),
            new CategoryVocabulary("ItemId"),
            new FillMissing("Price", FillStrategy.Median) { AddIndicator = true },
            new LogTransform("Price"),
            new Standardize("Price"),
            new FillMissing("Brand", FillStrategy.Constant) { ConstantCategory = "none" },
            new CategoryVocabulary("Brand") { MinimumCount = 2, MaximumSize = 10_000 },
            new HashCategory("Tags", buckets: 1000),
            new CategoryVocabulary("Device"),
            new TimeFeatures("At") { Parts = TimeParts.HourOfDay | TimeParts.DayOfWeek },
        };
        var fitted = pipeline.Fit(train);
        File.WriteAllText("pipeline.json", fitted.ToJson());
        return (pipeline, fitted);
    }

    public static PreprocessingPipeline Denoised(TrainingSet train)
    {
        var pipeline = new PreprocessingPipeline
        {
            new DropInvalidRows(),
            new DropRepeatedEvents { Window = TimeSpan.FromSeconds(1) },
            new DropBursts { MaximumEvents = 100, Window = TimeSpan.FromMinutes(1) },
            new DropBotLikeUsers { MaximumRowsPerDay = 1000 },
            new DropUniformRaters { MinimumRows = 10 },
            new DropContradictoryRatings(),
            new Deduplicate(DuplicatePolicy.KeepLast),
        };
        foreach (var step in PreprocessingPipeline.Default(train.Schema)) pipeline.Add(step);

        foreach (var removal in pipeline.FitTransform(train).Removed) Console.WriteLine($"{removal.Step}: {removal.Rows} rows, {removal.Reason}");
        return pipeline;
    }
}
