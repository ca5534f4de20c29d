using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx.Tests;

/// <summary>Values that a request gives go through the file's constants as they go through the core's steps.</summary>
public sealed class PipelineParityTests
{
    [Fact]
    public void EveryStepThatAFileKnowsGivesTheRatingsOfTheCore()
    {
        var pipeline = new PreprocessingPipeline
        {
            new CategoryVocabulary("UserId") { OutOfVocabularyBuckets = 5 },
            new HashCategory("ItemId", 20),
            new FillMissing("Age", FillStrategy.Median) { AddIndicator = true },
            new Winsorize("Age"),
            new ScaleToRange("Age", -1, 1) { ClipOutside = false },
            new LogTransform("Price"),
            new ScaleToRange("Price"),
            new FillMissing("Region", FillStrategy.MostFrequent) { AddIndicator = true },
            new CategoryVocabulary("Region") { MinimumCount = 2 },
            new FillMissing("Device", FillStrategy.Constant) { ConstantCategory = "none" },
            new SplitCategories("Device"),
            new CategoryVocabulary("Device"),
            Bucketize.Uniform("Hour", 6),
            new HashCategory("Words", 9),
        };
        var options = new RecommenderOptions { Pipeline = pipeline, Model = new MlpRatingPredictorOptions(), Trainer = new TrainerOptions { Epochs = 2, BatchSize = 100 } };
        using var recommender = Recommender.Train<int, string>(Visits.Train, options, TestContext.Current.CancellationToken);
        using var scratch = new Scratch();
        recommender.ExportOnnx(scratch["steps.onnx"]);
        using var served = OnnxRecommender.Load<int, string>(scratch["steps.onnx"]);

        object?[] ages = [null, 3, 44.5f, "61", float.NaN, 1e6], regions = [null, "north", " ", "west", "east", " south "], devices = [null, "phone", "desktop|phone", "tv", "a|b|a", ""], hours = [null, 0, 23, 11.5, "5", -100];
        object?[] words = [null, "", "old|new", new[] { "old", "blue", "old" }, "unheard", " cheap | old "];
        for (int i = 0; i < 40; i++)
        {
            var context = new Dictionary<string, object?> { ["Age"] = ages[i % 6], ["Region"] = regions[(i + 1) % 6], ["Device"] = devices[i * 5 % 6], ["Hour"] = hours[(i + (i / 6)) % 6], ["Words"] = words[(i + 3) % 6] };
            RatingParityTests.Near([recommender.Predict(i * 3, $"item-{i}", context)], [served.Predict(i * 3, $"item-{i}", context)]);
        }
    }

    [Fact]
    public void AStepOfSeveralColumnsIsRefusedByName()
    {
        var pipeline = new PreprocessingPipeline { new TimeSinceLastEvent("At"), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId") };
        using var recommender = Recommender.Train<int, string>(Visits.Train, new RecommenderOptions { Pipeline = pipeline, Trainer = new TrainerOptions { Epochs = 1, BatchSize = 200 } }, TestContext.Current.CancellationToken);
        using var scratch = new Scratch();
        var refused = Assert.Throws<NotSupportedException>(() => recommender.ExportOnnx(scratch["time.onnx"]));
        Assert.StartsWith("The step FittedTimeSinceLastEvent looks at more than one column", refused.Message, StringComparison.Ordinal);
        Assert.Empty(scratch.Files);
    }
}
