using System.Globalization;
using DeepRec.Models;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>A loaded recommender whose model is in plain memory, and makes its module when it is asked for.</summary>
public sealed class ServedModelTests(SmallShop shop) : IClassFixture<SmallShop>, IDisposable
{
    private const double Tolerance = 1e-5;
    private static readonly MlpRatingPredictorOptions Quick = (MlpRatingPredictorOptions)SmallShop.Quick.Model;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Models.Keys];

    // The last is its module alone.
    private static Dictionary<string, RatingPredictorOptions> Models { get; } = new()
    {
        ["recommended"] = Quick,
        ["article"] = RecommenderOptions.Article.Model,
        ["batch norm"] = Quick with { HiddenLayers = [8, 4], Normalization = LayerNormalization.Batch },
        ["layer norm"] = Quick with { Normalization = LayerNormalization.Layer, Output = RatingOutput.ScaledSigmoid },
        ["ensemble"] = new RatingEnsembleOptions { Members = [new RatingEnsembleMember { Model = Quick }, new RatingEnsembleMember { Model = Quick with { Biases = false }, Weight = 2 }] },
        ["gelu"] = Quick with { Activation = Activation.Gelu },
        ["crossing"] = new DeepCrossNetworkOptions { EmbeddingDimension = 4 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void ItScoresAndSavesAsWhatWasTrained(string name)
    {
        using var trained = Train(name);
        using var loaded = Load(trained);

        Assert.Equal(trained.Predict(shop.Test), loaded.Predict(shop.Test));
        loaded.Save(_folder.File("again.deeprec"));
        Assert.Equal(File.ReadAllBytes(_folder.File("saved.deeprec")), File.ReadAllBytes(_folder.File("again.deeprec")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsModuleIsTheOneThatWasTrained(string name)
    {
        using var trained = Train(name);
        using var loaded = Load(trained);
        float[] expected = loaded.Predict(shop.Test);

        var model = loaded.Model;

        Assert.False(model.training);
        Assert.Equal(ModelWeights.Capture(trained.Model).Select(Describe), ModelWeights.Capture(model).Select(Describe));
        var scores = new float[shop.Test.Count];
        new TorchScorer(model, loaded.Pipeline.Inputs).Score(loaded.Pipeline.Transform(shop.Test), scores);
        for (int row = 0; row < scores.Length; row++) Assert.Equal(expected[row], scores[row], Tolerance);
        Assert.Equal(expected, loaded.Predict(shop.Test));
    }

    [Fact]
    public void ItsModuleIsMadeOnce()
    {
        using var trained = Train("recommended");
        using var loaded = Load(trained);
        var models = new RatingPredictor[8];
        Parallel.For(0, models.Length, i => models[i] = loaded.Model);
        Assert.All(models, model => Assert.Same(loaded.Model, model));
    }

    [Fact]
    public void AModuleThatNobodyAskedForIsNotMadeAfterTheEnd()
    {
        using var trained = Train("recommended");
        var loaded = Load(trained);
        loaded.Dispose();
        Assert.Throws<ObjectDisposedException>(() => loaded.Model);
        Assert.Throws<ObjectDisposedException>(() => loaded.Predict(shop.Test));
    }

    [Fact]
    public void AModelThatReadsNoRatingsSaysSoByName()
    {
        using var trained = Train("recommended");
        using var loaded = Load(trained);
        var error = Assert.Throws<ArgumentException>(() => loaded.Predict("u1", "i1", ratings: [KeyValuePair.Create("i2", 3f)]));
        Assert.StartsWith("MlpRatingPredictor reads no ratings of a request.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recommended")]
    [InlineData("ensemble")]
    public async Task ItServesWhereThereIsNoLibtorch(string name)
    {
        using var trained = Train(name);
        trained.Save(_folder.File("saved.deeprec"));

        var (exitCode, output) = await NativeProbe.RunAsync(["predict", _folder.File("saved.deeprec"), "u1", "i1"]);

        Assert.Equal(0, exitCode);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([trained.Predict("u1", "i1").ToString("R", CultureInfo.InvariantCulture), "1", "0", "0"], lines[..4]);
        Assert.Equal(File.ReadAllBytes(_folder.File("saved.deeprec")), File.ReadAllBytes(_folder.File("saved.deeprec.again")));
    }

    [Fact]
    public async Task ItsModuleIsMadeWhereThereIsLibtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child finds its backend by a variable that is Linux's own.");
        shop.Recommender.Save(_folder.File("saved.deeprec"));

        var (exitCode, output) = await NativeProbe.RunAsync(["predict", _folder.File("saved.deeprec"), "u1", "i1"], ("LD_LIBRARY_PATH", NativeProbe.Backend));

        Assert.Equal(0, exitCode);
        Assert.EndsWith("\n0\n0\nMlpRatingPredictor\n", output, StringComparison.Ordinal);
    }

    private static string Describe(NamedArray array) => $"{array.Name} {array.Type} {string.Join(',', array.Shape)} {Convert.ToHexString(array.Data.Span)}";

    private Recommender<string, string> Train(string name) => SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = Models[name] });

    private Recommender<string, string> Load(Recommender<string, string> trained)
    {
        trained.Save(_folder.File("saved.deeprec"));
        return Recommender.Load<string, string>(_folder.File("saved.deeprec"));
    }
}
