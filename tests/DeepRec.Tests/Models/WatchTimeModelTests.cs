using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Models;

public sealed class WatchTimeModelTests
{
    private static readonly (string Kind, int Shown, int Watched, float Seconds)[] Kinds = [("song", 400, 40, 100), ("film", 200, 4, 500), ("clip", 400, 100, 10)];

    // Watched for half and for one and a half of the mean in turn.
    private static readonly Impression[] Impressions =
        [.. Kinds.SelectMany(kind => Enumerable.Range(0, kind.Shown).Select(i => new Impression("u", $"{kind.Kind}", i < kind.Watched ? kind.Seconds * (i % 2 + 0.5f) : 0)))];

    [Fact]
    public void TheOddsAreTheExpectedWatchTime()
    {
        var options = new RecommenderOptions
        {
            Pipeline = new PreprocessingPipeline { new CategoryVocabulary("Video") },
            Model = new MlpRatingPredictorOptions { HiddenLayers = [], EmbeddingDimension = 4, Loss = new WatchTimeLoss() },
            Trainer = new TrainerOptions { Epochs = 150, BatchSize = 1000, Optimizer = new AdamOptions { LearningRate = 0.05 } },
        };
        using var recommender = Recommender.Train<string, string>(new TrainingSet(Dataset.From(Impressions)), options, TestContext.Current.CancellationToken);

        foreach (var (kind, shown, watched, seconds) in Kinds)
        {
            double predicted = recommender.Predict("u", kind), expected = seconds * watched / shown;
            Assert.Equal(1, predicted / (seconds * watched / (shown - watched)), 0.01); // Σ T / (N − k)
            Assert.Equal(1, predicted / (expected * (1 + (double)watched / (shown - watched))), 0.01);
        }
    }

    [Fact]
    public void PredictionsStartAtTheMeanAndStayWithinTheLabels()
    {
        var rows = new PreprocessingPipeline { new CategoryVocabulary("Video") }.FitTransform(new TrainingSet(Dataset.From(Impressions)));
        var label = LabelStatistics.Of(rows.Encoded);
        using var start = Create(new WatchTimeLoss(), label, rows);
        start.eval();
        Assert.All(Predict(start, rows), prediction => Assert.Equal(label.Mean, prediction, 0.01f * label.Mean));

        Encoded.Set(start, "layers.0.bias", 1000);
        Assert.All(Predict(start, rows), prediction => Assert.Equal(label.Maximum, prediction));
        start.train();
        Assert.All(Predict(start, rows), prediction => Assert.True(float.IsFinite(prediction)));
    }

    [Fact]
    public void ANegativeWatchTimeIsRefused()
    {
        var rows = new PreprocessingPipeline { new CategoryVocabulary("Video") }.FitTransform(new TrainingSet(Dataset.From([new Impression("u", "v", -3), new Impression("u", "v", 3)])));

        Assert.Contains("down to -3", Assert.Throws<ArgumentException>(() => Create(new WatchTimeLoss(), LabelStatistics.Of(rows.Encoded), rows)).Message, StringComparison.Ordinal);
    }

    private static RatingPredictor Create(RatingLoss loss, LabelStatistics label, PreprocessingResult rows) => new MlpRatingPredictorOptions
    {
        HiddenLayers = [],
        Loss = loss,
        StandardizeLabel = true, // ignored
        Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Video"] = new CategoryEncoderOptions { InitialDeviation = 0 } },
    }.CreateDetached(new ModelInputs(rows.Pipeline.Inputs, label), seed: 1);

    private static float[] Predict(RatingPredictor model, PreprocessingResult rows) => Encoded.Call(model, rows.Encoded, rows.Pipeline.Inputs);

    private sealed record Impression([User] string User, [Item] string Video, [Label] float Watched);
}
