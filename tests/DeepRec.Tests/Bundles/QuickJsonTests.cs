using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Bundles;

/// <summary>What is read by hand comes to the same as what the serializer reads, and whatever is not as it was written is left to that.</summary>
public sealed class QuickJsonTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private static readonly MlpRatingPredictorOptions Mlp = new()
    {
        HiddenLayers = [7, 3],
        Activation = Activation.Silu,
        Normalization = LayerNormalization.Layer,
        Dropout = 0.125,
        Initialization = WeightInitialization.FanInUniform,
        EmbeddingDimension = 9,
        OneHotLimit = 11,
        Encoders = new Dictionary<string, FeatureEncoderOptions>
        {
            ["a"] = new CategoryEncoderOptions { Dimension = 3, InitialDeviation = 0.1 },
            ["b \"quoted\" ü"] = new CategoriesEncoderOptions { Pooling = BagPooling.Sum },
            ["c"] = new OneHotEncoderOptions(),
            ["d"] = new NumberEncoderOptions(),
        },
        Biases = true,
        InnerProduct = true,
        IdsInNetwork = false,
        StartAtLabelMean = false,
        StandardizeLabel = true,
        Output = RatingOutput.Activation,
        OutputActivation = Activation.Tanh,
        ClampToLabelRange = false,
    };

    public static TheoryData<int> Losses => [0, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void StepsAreReadAlike()
    {
        FittedStep[] steps =
        [
            new FittedVocabulary("column", ["one", "zwei", "三", "\"4\"\n"], 2), new HashCategory("column", 17), new FittedFillNumber("column", -0.1f, AddsIndicator: true), new FittedFillCategory("column", Value: null, AddsIndicator: false),
            new FittedFillCategory("column", "value", AddsIndicator: true), new FittedStandardize("column", 1 / 3.0, 2e-300, 5.5f), new Clip("column", float.MinValue, 1e-7f), new LogTransform("column"),
        ];
        foreach (var step in steps) AssertAlike(FittedSteps.Types, step, FittedSteps.FromJson);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void SettingsOfAModelAreReadAlike(int loss) => AssertAlike<RatingPredictorOptions>(RatingPredictorOptionsTypes.Types, Mlp with
    {
        Loss = ((RatingLoss[])[new SquaredErrorLoss(), new HuberLoss { Delta = 0.3 }, new OrdinalLoss { SquaredErrorWeight = 0.7 }, new WatchTimeLoss(), new LogisticLoss(), new AbsoluteErrorLoss(), new GeneralizedCrossEntropyLoss { Power = 0.4 }])[loss],
        EmbeddingDimension = loss == 0 ? null : loss,
    }, RatingPredictorOptionsTypes.FromJson);

    [Fact]
    public void FeaturesAreReadAlike()
    {
        Feature[] features = [Feature.User("u"), Feature.Vector("v", 7, FeatureRole.ItemFeature), Feature.Categories("c") with { Separator = ';' }, Feature.Timestamp("时间")];
        foreach (var feature in features)
        {
            string json = JsonSerializer.Serialize(feature, Json.Options);
            Assert.Equal(JsonSerializer.Deserialize<Feature>(json, Json.Options), Feature.FromJson(Tree(json)));
        }
    }

    [Fact]
    public void InputsAreReadAlike()
    {
        FeatureInput[] inputs =
        [
            new("id", FeatureInputKind.Id, FeatureRole.User, 12, []), new("number", FeatureInputKind.Number, FeatureRole.Context, 2, [0.1f, -3]),
            new("bag", FeatureInputKind.IdBag, FeatureRole.ItemFeature, 3, []) { Weights = [0.5f, 0, 1e-9f], VectorWidth = 4 },
        ];
        foreach (var input in inputs)
        {
            string json = JsonSerializer.Serialize(input, Json.Options);
            Assert.Equal(json, JsonSerializer.Serialize(FeatureInput.FromJson(Tree(json)), Json.Options));
        }
    }

    [Fact]
    public void AWholeBundleIsReadByHand()
    {
        using var folder = new Tensors.TemporaryFolder();
        shop.Recommender.Save(folder.File("shop.deeprec"));
        var bundle = BundleFile.Read(folder.File("shop.deeprec"));
        string manifest = bundle.ManifestText(), pipeline = Encoding.UTF8.GetString(bundle.Parts["pipeline.json"]);

        var quick = BundleManifest.FromJson(Encoding.UTF8.GetBytes(manifest));

        Assert.NotNull(quick);
        Assert.Equal(manifest, JsonSerializer.Serialize(quick, Json.Options));
        Assert.NotNull(RatingPredictorOptionsTypes.FromJson(quick.Settings!));
        Assert.Equal(manifest, JsonSerializer.Serialize(JsonSerializer.Deserialize<BundleManifest>(manifest, Json.Options), Json.Options));
        Assert.Equal(pipeline, FittedPipeline.FromJson(pipeline).ToJson());
        Assert.All(Tree(pipeline).Members!["steps"].Items, step => Assert.NotNull(FittedSteps.FromJson(step)));
    }

    [Theory]
    [InlineData("buckets", "\"17\"")]
    [InlineData("buckets", "17.5")]
    [InlineData("buckets", "99999999999")]
    [InlineData("buckets", "null")]
    [InlineData("buckets", "[17]")]
    [InlineData("column", "17")]
    [InlineData("column", "null")]
    [InlineData("more", "17")]
    [InlineData("$type", "\"unknown\"")]
    [InlineData("$type", "null")]
    public void WhatWasNotWrittenSoIsLeftToTheSerializer(string member, string value)
    {
        var json = FittedSteps.Types.Write(new HashCategory("column", 17));
        json[member] = JsonNode.Parse(value);
        Assert.Null(FittedSteps.FromJson(Tree(json.ToJsonString())));
    }

    [Theory]
    [InlineData("kind", "\"category\"")]
    [InlineData("kind", "\"0\"")]
    [InlineData("kind", "0")]
    [InlineData("kind", "\"Category, Number\"")]
    [InlineData("separator", "\"||\"")]
    [InlineData("separator", "\"\"")]
    public void AFeatureThatWasNotWrittenSoIsLeftToTheSerializer(string member, string value)
    {
        var json = JsonSerializer.SerializeToNode(Feature.Category("c"), Json.Options)!.AsObject();
        json[member] = JsonNode.Parse(value);
        Assert.Null(Feature.FromJson(Tree(json.ToJsonString())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1} 2")]
    [InlineData("{\"a\":[{\"b\":1,\"b\":2}]}")]
    [InlineData("{\"a\":\"\\uD800\"}")]
    [InlineData("{\"a\":01}")]
    [InlineData("[1,]")]
    public void WhatIsNoSoundJsonIsNoTree(string json) => Assert.Null(JsonTree.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void WhatGoesTooDeepIsNoTree()
    {
        Assert.NotNull(JsonTree.Parse(Encoding.UTF8.GetBytes(new string('[', Json.MaxDepth) + new string(']', Json.MaxDepth))));
        Assert.Null(JsonTree.Parse(Encoding.UTF8.GetBytes(new string('[', Json.MaxDepth + 1) + new string(']', Json.MaxDepth + 1))));
    }

    private static JsonTree Tree(string json) => JsonTree.Parse(Encoding.UTF8.GetBytes(json))!;

    private static void AssertAlike<T>(NamedTypes<T> types, T value, Func<JsonTree, T?> read) where T : class
    {
        string json = types.Write(value).ToJsonString();
        var (quick, slow) = (read(Tree(json)), types.Read(JsonNode.Parse(json)));
        Assert.NotNull(quick);
        Assert.Equal(json, types.Write(quick).ToJsonString());
        Assert.Equal(json, types.Write(slow).ToJsonString());
    }
}
