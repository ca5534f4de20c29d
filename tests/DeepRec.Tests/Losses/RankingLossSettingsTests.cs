using System.Text.Json;
using DeepRec.Models;

namespace DeepRec.Tests.Losses;

public sealed class RankingLossSettingsTests
{
    private static readonly RankingLoss[] All =
    [
        new FullSoftmaxLoss { LabelSmoothing = 0.1 },
        new SampledSoftmaxLoss(),
        new SampledSoftmaxLoss { Negatives = 3, Sampling = new PopularitySampling { Exponent = 0.75, Smoothing = 1 }, Correction = LogQCorrection.Both },
        new SampledSoftmaxLoss { Sampling = new UniformSampling(), Correction = LogQCorrection.None },
        new SampledSoftmaxLoss { Sampling = new LogUniformSampling() },
        new InBatchSoftmaxLoss(),
        new BprLoss { Negatives = 2 },
        new HingeLoss { Negatives = 2, Margin = 0.5 },
        new WarpLoss { Negatives = 20, Margin = 2 },
        new BinaryCrossEntropyLoss { Negatives = 5 },
    ];

    [Fact]
    public void SettingsReadFromJsonAreTheSame() =>
        Assert.All(All, loss => Assert.Equal(loss, JsonSerializer.Deserialize<RankingLoss>(JsonSerializer.Serialize(loss, Json.Options), Json.Options)));

    [Fact]
    public void JsonNamesTheKinds()
    {
        string json = JsonSerializer.Serialize<RankingLoss>(new SampledSoftmaxLoss(), Json.Options);

        Assert.Contains("\"$type\": \"sampled-softmax\"", json, StringComparison.Ordinal);
        Assert.Contains("\"$type\": \"popularity\"", json, StringComparison.Ordinal);
        Assert.Contains("\"correction\": \"NegativesOnly\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Refused("LabelSmoothing is from 0 to below 1.", () => new FullSoftmaxLoss { LabelSmoothing = 1 });
        Refused("LabelSmoothing is from 0 to below 1.", () => new FullSoftmaxLoss { LabelSmoothing = double.NaN });
        Refused("Negatives is at least 1.", () => new SampledSoftmaxLoss { Negatives = 0 });
        Refused("Correction is none of the named ones.", () => new SampledSoftmaxLoss { Correction = (LogQCorrection)3 });
        Refused("Negatives is at least 1.", () => new BprLoss { Negatives = 0 });
        Refused("Negatives is at least 1.", () => new HingeLoss { Negatives = 0 });
        Refused("Margin is positive.", () => new HingeLoss { Margin = 0 });
        Refused("Negatives is at least 1.", () => new WarpLoss { Negatives = -1 });
        Refused("Margin is positive.", () => new WarpLoss { Margin = double.PositiveInfinity });
        Refused("Negatives is at least 1.", () => new BinaryCrossEntropyLoss { Negatives = 0 });
        Refused("Exponent is a number of 0 or more.", () => new PopularitySampling { Exponent = double.NaN });
        Refused("Smoothing is a number of 0 or more.", () => new PopularitySampling { Smoothing = -1 });
        Assert.Throws<ArgumentNullException>(() => new SampledSoftmaxLoss { Sampling = null! });

        static void Refused(string message, Func<object> settings) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(settings).Message, StringComparison.Ordinal);
    }
}
