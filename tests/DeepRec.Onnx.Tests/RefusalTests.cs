using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Onnx.Tests;

/// <summary>What has no form in ONNX is refused by its name, with a cure, and leaves no file behind.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string> RatingModels => new()
    {
        { "text", "TextCnnEncoder, the encoder of 'Title', has no ONNX form. Give 'Title' another one" },
        { "history", "RatedHistoryPredictor reads the times of a user's other ratings, which has no ONNX form. Set Times = RatingTimes.Ignored" },
    };

    public static TheoryData<string, string> Rankers => new()
    {
        { "ease", "Ease is no deep ranker and has no ONNX form. Train a SoftmaxRanker" },
        { "interest", "DeepInterestNetwork reads the time between events, which has no ONNX form" },
        { "blend", "Blend is no deep ranker and has no ONNX form. Train a SoftmaxRanker" },
        { "gaps", "PooledHistory reads the time between events, which has no ONNX form" },
    };

    [Theory]
    [MemberData(nameof(RatingModels))]
    public void ARatingModelWithoutAFormIsRefusedByName(string model, string message)
    {
        RatingPredictorOptions options = model == "text"
            ? new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Title"] = new TextCnnEncoderOptions() } }
            : RecommenderOptions.RatedHistoryTime.Model;
        using var recommender = Recommender.Train<int, string>(Visits.Train, new RecommenderOptions { Model = options, Trainer = new TrainerOptions { Epochs = 1, BatchSize = 200 } }, TestContext.Current.CancellationToken);
        using var scratch = new Scratch();
        Assert.StartsWith(message, Assert.Throws<NotSupportedException>(() => recommender.ExportOnnx(scratch["model.onnx"])).Message, StringComparison.Ordinal);
        Assert.Empty(scratch.Files);
    }

    [Theory]
    [MemberData(nameof(Rankers))]
    public void ARankerWithoutAFormIsRefusedByName(string model, string message)
    {
        using var recommender = ExportedRankings.Train(model switch
        {
            "ease" => new EaseOptions(),
            "interest" => new DeepInterestNetworkOptions { TimeGaps = true },
            "blend" => new BlendOptions { Parts = [new BlendPart { Model = new PopularityOptions() }, new BlendPart { Model = new EaseOptions() }] },
            _ => new SoftmaxRankerOptions { Scorer = new FactoredScorer { History = new PooledHistoryOptions { TimeGaps = true } } },
        });
        using var scratch = new Scratch();
        Assert.StartsWith(message, Assert.Throws<NotSupportedException>(() => recommender.ExportOnnx(scratch["model.onnx"])).Message, StringComparison.Ordinal);
        Assert.Empty(scratch.Files);
    }
}
