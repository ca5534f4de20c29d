using System.Text;
using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Bundles;

/// <summary>Settings of rankers that are read by hand come to the same as what the serializer reads, and others are left to that.</summary>
public sealed class QuickRankerJsonTests
{
    private static readonly Dictionary<string, SoftmaxRankerOptions> All = new()
    {
        ["default"] = new(),
        ["two towers"] = SoftmaxRankerOptions.TwoTower,
        ["YouTube"] = SoftmaxRankerOptions.YouTubeCandidates,
        ["matrix factorisation"] = SoftmaxRankerOptions.MatrixFactorization,
        ["everything"] = new()
        {
            Loss = new SampledSoftmaxLoss { Negatives = 7, Sampling = new PopularitySampling { Exponent = 0.25, Smoothing = 2 }, Correction = LogQCorrection.Both },
            Scorer = new FactoredScorer
            {
                Dimension = 5,
                History = new PooledHistoryOptions { Pooling = HistoryPooling.Sum, InitialSlope = 0.1, Length = 9, Dropout = 0.2, Actions = ["buy", "view"], Events = ["Stars"], TimeGaps = true, EventEncoders = new Dictionary<string, FeatureEncoderOptions> { ["Stars"] = new NumberEncoderOptions() } },
                Histories = new Dictionary<string, HistoryOptions> { ["more"] = new PooledHistoryOptions { Events = [] } },
                TiedEmbeddings = false,
                UserId = true,
                Encoders = new Dictionary<string, FeatureEncoderOptions> { ["City"] = new OneHotEncoderOptions(), ["Hour"] = new TimeEncoderOptions { Dimension = 3 } },
                ItemIdDropout = 0.25,
                UserLayers = [3, 2],
                ItemLayers = [4],
                ResidualWidth = 1,
                Dropout = 0.1,
                Similarity = ItemSimilarity.Dot,
                Temperature = 2,
                ItemBias = true,
                Start = ItemStart.Random,
                InitialDeviation = 0.125,
            },
        },
        ["full softmax"] = new() { Loss = new FullSoftmaxLoss { LabelSmoothing = 0.1 } },
        ["uniform"] = new() { Loss = new SampledSoftmaxLoss { Sampling = new UniformSampling() } },
        ["log-uniform"] = new() { Loss = new SampledSoftmaxLoss { Sampling = new LogUniformSampling() } },
        ["BPR"] = new() { Loss = new BprLoss { Negatives = 3 } },
        ["hinge"] = new() { Loss = new HingeLoss { Negatives = 3, Margin = 0.5 } },
        ["WARP"] = new() { Loss = new WarpLoss { Negatives = 3, Margin = 0.5 } },
        ["binary cross-entropy"] = new() { Loss = new BinaryCrossEntropyLoss { Negatives = 3 } },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SettingsAreReadAlike(string name)
    {
        string json = RankingModelOptionsTypes.Types.Write(All[name]).ToJsonString();
        var (quick, slow) = (RankingModelOptionsTypes.FromJson(Tree(json)), RankingModelOptionsTypes.Types.Read(JsonNode.Parse(json)));

        Assert.NotNull(quick);
        Assert.Equal(json, RankingModelOptionsTypes.Types.Write(quick).ToJsonString());
        Assert.Equal(json, RankingModelOptionsTypes.Types.Write(slow).ToJsonString());
    }

    [Fact]
    public void OtherSettingsAreLeftToTheSerializer()
    {
        RankingModelOptions[] others =
        [
            new SasRecOptions(), new PopularityOptions(), new SoftmaxRankerOptions { Scorer = new JointScorer() }, new SoftmaxRankerOptions { Scorer = new FactoredScorer { History = new RecurrentHistoryOptions() } },
            new SoftmaxRankerOptions { Scorer = new FactoredScorer { Fusion = new GatedSumFusion { Dimension = 3 } } },
        ];
        foreach (var options in others) Assert.Null(RankingModelOptionsTypes.FromJson(Tree(RankingModelOptionsTypes.Types.Write(options).ToJsonString())));
    }

    [Theory]
    [InlineData("dimension", "0")]
    [InlineData("dimension", "1.5")]
    [InlineData("temperature", "0")]
    [InlineData("history", """{"length":5}""")]
    [InlineData("similarity", "\"cosine\"")]
    [InlineData("more", "1")]
    public void WhatWasNotWrittenSoIsLeftToTheSerializer(string member, string value)
    {
        var json = RankingModelOptionsTypes.Types.Write(new SoftmaxRankerOptions());
        json["scorer"]![member] = JsonNode.Parse(value);
        Assert.Null(RankingModelOptionsTypes.FromJson(Tree(json.ToJsonString())));
    }

    private static JsonTree Tree(string json) => JsonTree.Parse(Encoding.UTF8.GetBytes(json))!;
}
