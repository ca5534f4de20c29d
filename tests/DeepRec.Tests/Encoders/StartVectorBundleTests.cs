using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using static DeepRec.Tests.Encoders.StartVectorExample;

namespace DeepRec.Tests.Encoders;

public sealed class StartVectorBundleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deeprec-words-");

    public static TheoryData<FeatureEncoderOptions> Encoders => StartVectorExample.Encoders;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TrainingMovesAllButAFrozenTableAndABundleNeedsNoFile(FeatureEncoderOptions options)
    {
        foreach (bool freeze in (bool[])[true, false])
        {
            var rows = Opinions();
            string file = Path.Combine(_folder.FullName, $"{freeze}.deeprec");
            using var trained = Train(rows, freeze ? Frozen(options) : options, Vectors());
            trained.Save(file);

            using var loaded = Recommender.Load<string, string>(file);

            Assert.Equal(trained.Predict(rows), loaded.Predict(rows));
            float[] table = SavedTable(file);
            Assert.Equal(freeze, Row(table, Bright).SequenceEqual([1, 2, 3, 4]) && Row(table, Warm).SequenceEqual([5, 6, 7, 8]));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void AFrozenTableIsTheSameBitForBitHoweverLongIsTrained(FeatureEncoderOptions options)
    {
        var rows = Opinions();
        using FeatureEncoder start = Frozen(options).Create(Input(Vectors()), 5);
        string[] files = [.. new[] { 1, 4 }.Select(epochs =>
        {
            string file = Path.Combine(_folder.FullName, $"{epochs}.deeprec");
            using var trained = Train(rows, Frozen(options), Vectors(), epochs, new AdamWOptions { LearningRate = 0.05, WeightDecay = 0.5 });
            trained.Save(file);
            return file;
        })];

        Assert.Equal(SavedTable(files[0]), SavedTable(files[1]));
        Assert.Equal(Table(start)[((Reserved + Bright) * 4)..], SavedTable(files[1])[((Reserved + Bright) * 4)..]);
        string[] names = [.. Saved(files[0]).Select(array => array.Name)];
        Assert.Equal(names, Saved(files[1]).Select(array => array.Name));
        Assert.All(
            names.Where(name => !name.EndsWith("tokens.weight", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal)),
            name => Assert.NotEqual(Saved(files[0]).Single(array => array.Name == name).ToArray<float>(), Saved(files[1]).Single(array => array.Name == name).ToArray<float>()));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void OptionsThatWereSavedBeforeThereWasFreezingAreRead(FeatureEncoderOptions options)
    {
        var saved = (JsonObject)EncoderOptionsTypes.Types.Write(options);
        Assert.True(saved.Remove("freezeVectors"));

        Assert.Equal(saved.ToJsonString(), Without(EncoderOptionsTypes.Types.Write(EncoderOptionsTypes.Types.Read(saved))));
        Assert.Contains("\"freezeVectors\":true", EncoderOptionsTypes.Types.Write(EncoderOptionsTypes.Types.Read(EncoderOptionsTypes.Types.Write(Frozen(options)))).ToJsonString(), StringComparison.Ordinal);

        static string Without(JsonNode node)
        {
            Assert.False(node["freezeVectors"]!.GetValue<bool>());
            node.AsObject().Remove("freezeVectors");
            return node.ToJsonString();
        }
    }

    [Theory]
    [InlineData("\"vectorWidth\": 4", "\"vectorWidth\": 5")]
    [InlineData("\"vectorWidth\": 4", "\"vectorWidth\": -1")]
    [InlineData("\"vectorWidth\": 4", "\"vectorWidth\": 2147483647")]
    [InlineData("\"vectorWidth\": 4", "\"vectorWidth\": 0")]
    public void ABundleWhoseWidthWasForgedIsRefused(string text, string instead)
    {
        string file = Path.Combine(_folder.FullName, "forged.deeprec");
        using (var trained = Train(Opinions(), Frozen(new TextBagEncoderOptions { Dimension = 4 }), Vectors())) trained.Save(file);
        var bundle = BundleFile.Read(file);
        string pipeline = Encoding.UTF8.GetString(bundle.Parts["pipeline.json"]);
        Assert.Contains(text, pipeline, StringComparison.Ordinal);
        bundle.Parts["pipeline.json"] = Encoding.UTF8.GetBytes(pipeline.Replace(text, instead, StringComparison.Ordinal));
        bundle.Write(file);

        Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(file));
    }

    [Fact]
    public void TheDefaultEncoderTakesTheWidthOfTheVectors()
    {
        var rows = Opinions();
        string file = Path.Combine(_folder.FullName, "default.deeprec");
        using var trained = Train(rows, options: null, Vectors());
        trained.Save(file);

        using var loaded = Recommender.Load<string, string>(file);

        Assert.Equal((Reserved + Words) * 4, SavedTable(file).Length);
        Assert.Equal(trained.Predict(rows), loaded.Predict(rows));
    }

    [Fact]
    public void OnlyTheWidthIsWrittenAsJson()
    {
        var fitted = Fit(Vectors());
        string json = fitted.ToJson();

        var read = FittedPipeline.FromJson(json);

        Assert.Equal((4, true), (fitted.Inputs.Single().VectorWidth, fitted.Inputs.Single().Vectors is not null));
        Assert.Equal((4, true), (read.Inputs.Single().VectorWidth, read.Inputs.Single().Vectors is null));
        Assert.Equal(json, read.ToJson());
        Assert.DoesNotContain("\"vectors\"", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("vectorWidth", Fit(null).ToJson(), StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => FittedPipeline.FromJson(json.Replace("\"vectorWidth\": 4", "\"vectorWidth\": -4", StringComparison.Ordinal)));
    }
}
