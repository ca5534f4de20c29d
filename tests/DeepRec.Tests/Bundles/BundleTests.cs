using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

public sealed class BundleTests(SmallShop shop) : IClassFixture<SmallShop>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Recommender<string, string> _recommender = shop.Recommender;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALoadedRecommenderAnswersAsTheSavedOne()
    {
        _recommender.Save(_folder.File("shop.deeprec"));
        using var loaded = Recommender.Load<string, string>(_folder.File("shop.deeprec"));

        Assert.Equal(_recommender.Predict(shop.Test), loaded.Predict(shop.Test));
        foreach (string? user in new[] { "u0", "u7", "nobody", null }) Assert.Equal(_recommender.Recommend(user, 20), loaded.Recommend(user, 20));
        Assert.Equal(_recommender.Evaluate(shop.Test).ToString(), loaded.Evaluate(shop.Test).ToString());
        Assert.Equal((_recommender.UserCount, _recommender.ItemCount), (loaded.UserCount, loaded.ItemCount));
        Assert.Equal(_recommender.Pipeline.ToJson(), loaded.Pipeline.ToJson());
        Assert.Null(loaded.Report);
        Assert.Empty(loaded.RemovedRows);
    }

    [Fact]
    public void TheSameRecommenderGivesTheSameBytes()
    {
        _recommender.Save(_folder.File("a.deeprec"));
        _recommender.Save(_folder.File("b.deeprec"));
        using (var loaded = Recommender.Load<string, string>(_folder.File("a.deeprec"))) loaded.Save(_folder.File("c.deeprec"));

        byte[] saved = File.ReadAllBytes(_folder.File("a.deeprec"));
        Assert.Equal(saved, File.ReadAllBytes(_folder.File("b.deeprec")));
        Assert.Equal(saved, File.ReadAllBytes(_folder.File("c.deeprec")));
    }

    [Fact]
    public void ABundleNamesTheVersionThatWroteIt()
    {
        _recommender.Save(_folder.File("shop.deeprec"));

        string library = BundleFile.Read(_folder.File("shop.deeprec")).Manifest.Library;

        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.\-]+)?$", library);
        Assert.StartsWith(FileVersionInfo.GetVersionInfo(typeof(Recommender).Assembly.Location).FileVersion![..^2], library, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users.safetensors")]
    [InlineData("items.safetensors")]
    [InlineData("golden.safetensors")]
    public void ABundleHoldsTheTextsOfItsRowsAndNoOthers(string part)
    {
        var (train, _) = Split.ByUsers(shop.Shop.ToDataset(), ["u1"]);
        using var recommender = SmallShop.TrainOn<string, string>(train, SmallShop.Quick);
        recommender.Save(_folder.File("shop.deeprec"));

        var rows = DatasetArchive.Read(BundleFile.Read(_folder.File("shop.deeprec")).Parts[part]);

        foreach (var column in rows.Schema.Select(feature => rows[feature.Name]).OfType<CategoryColumn>())
        {
            Assert.Equal(Enumerable.Range(0, rows.Count).Select(column.TextAt).OfType<string>().Distinct().Order(StringComparer.Ordinal), column.Values.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void APathMayBeRelativeAndInAnyLanguage()
    {
        string path = Path.GetRelativePath(Environment.CurrentDirectory, _folder.File(Path.Combine("Empfehlungen für 店", "глава.deeprec")));
        Assert.False(Path.IsPathRooted(path));

        _recommender.Save(path);
        using var loaded = Recommender.Load<string, string>(path);

        Assert.Equal(_recommender.Recommend("u1", 3), loaded.Recommend("u1", 3));
    }

    [Fact]
    public void SavingOverALoadedFileReplacesIt()
    {
        string path = _folder.File("shop.deeprec");
        File.WriteAllText(path, "something older");
        _recommender.Save(path);
        using var loaded = Recommender.Load<string, string>(path);
        loaded.Save(path);

        using var again = Recommender.Load<string, string>(path);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.Equal(_recommender.Predict("u1", "i1"), again.Predict("u1", "i1"));
    }

    [Fact]
    public void EveryPieceOfAModelIsSaved()
    {
        var options = SmallShop.Quick with
        {
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [8, 4],
                Activation = Activation.Gelu,
                Normalization = LayerNormalization.Batch,
                Dropout = 0.1,
                EmbeddingDimension = 4,
                Biases = true,
                Loss = new SquaredErrorLoss(),
                Output = RatingOutput.ScaledSigmoid,
                Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Device"] = new OneHotEncoderOptions(), ["Brand"] = new CategoryEncoderOptions { Dimension = 3 } },
            },
        };
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, options);
        recommender.Save(_folder.File("pieces.deeprec"));
        using var loaded = Recommender.Load<string, string>(_folder.File("pieces.deeprec"));

        Assert.Equal(recommender.Predict(shop.Test), loaded.Predict(shop.Test));
    }

    [Fact]
    public void AnOrdinalHeadIsSaved()
    {
        float[] stars = Array.ConvertAll(SmallShop.Labels(shop.Train.Rows), v => MathF.Round(v * 4) + 1);
        var training = new TrainingSet(shop.Train.Rows.With("Value", new NumberColumn(stars)));
        using var recommender = SmallShop.TrainOn<string, string>(training, SmallShop.Quick with { Model = new MlpRatingPredictorOptions { Biases = true, Loss = new OrdinalLoss() } });
        recommender.Save(_folder.File("stars.deeprec"));
        using var loaded = Recommender.Load<string, string>(_folder.File("stars.deeprec"));

        Assert.Equal(recommender.Predict(shop.Test), loaded.Predict(shop.Test));
    }

    [Fact]
    public void OtherIdTypesAreRefusedAndTheRightOnesNamed()
    {
        _recommender.Save(_folder.File("shop.deeprec"));

        var error = Assert.Throws<InvalidBundleException>(() => Recommender.Load<int, string>(_folder.File("shop.deeprec")));
        Assert.EndsWith("was saved for users of type System.String and items of type System.String. Load it with Recommender.Load<System.String, System.String>.", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, Guid>(_folder.File("shop.deeprec")));
    }

    [Theory]
    [InlineData("nothing.deeprec")]
    [InlineData("no folder/nothing.deeprec")]
    [InlineData("")]
    public void AMissingFileIsAFileNotFound(string name) =>
        Assert.Throws<FileNotFoundException>(() => Recommender.Load<string, string>(Path.Combine(_folder.Path, name)));

    [Fact]
    public void ANewerFormatAsksForANewerLibrary()
    {
        var bundle = Saved();
        bundle.Manifest = bundle.Manifest with { FormatVersion = BundleManifest.CurrentFormatVersion + 1 };
        bundle.Write(_folder.File("newer.deeprec"));

        Assert.EndsWith("has the bundle format 2; this version of DeepRec reads formats up to 1. Update the DeepRec package.", Refused("newer.deeprec").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABundleOfAnotherKindIsToldSo()
    {
        var bundle = Saved();
        bundle.Manifest = bundle.Manifest with { Kind = "ranking" };
        bundle.Write(_folder.File("ranking.deeprec"));

        Assert.Contains("holds a recommender of the kind 'ranking'", Refused("ranking.deeprec").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownStepNamesTheCallThatRegistersIt()
    {
        var bundle = Saved();
        string json = Encoding.UTF8.GetString(bundle.Parts["pipeline.json"]);
        bundle.Parts["pipeline.json"] = Encoding.UTF8.GetBytes(json.Replace("\"standardize\"", "\"my-step\"", StringComparison.Ordinal));
        bundle.Write(_folder.File("step.deeprec"));

        Assert.Equal(
            $"'{_folder.File("step.deeprec")}' cannot be loaded yet. The preprocessing step 'my-step' is not known here. Call BundleTypes.RegisterStep<T>(\"my-step\") before loading, or use a newer DeepRec.",
            Refused("step.deeprec").Message);
    }

    [Fact]
    public void AnUnknownModelNamesTheCallThatRegistersIt()
    {
        var bundle = Saved();
        bundle.Manifest.Model["$type"] = "my-model";
        bundle.Write(_folder.File("model.deeprec"));

        Assert.Contains("Call BundleTypes.RegisterModel<T>(\"my-model\") before loading", Refused("model.deeprec").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownEncoderNamesTheCallThatRegistersIt()
    {
        var bundle = Saved();
        bundle.Manifest.Model["encoders"]!["Device"] = new System.Text.Json.Nodes.JsonObject { ["$type"] = "my-encoder" };
        bundle.Write(_folder.File("encoder.deeprec"));

        Assert.Contains("Call BundleTypes.RegisterEncoder<T>(\"my-encoder\") before loading", Refused("encoder.deeprec").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepOfYourOwnIsSavedUnderItsName()
    {
        BundleTypes.RegisterStep<Halved>("bundle-tests-halved");
        var pipeline = new PreprocessingPipeline { new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new FillMissing("Price"), new Halved("Price", 0.5f) };
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Pipeline = pipeline });
        recommender.Save(_folder.File("own.deeprec"));
        using var loaded = Recommender.Load<string, string>(_folder.File("own.deeprec"));

        Assert.Equal(new Halved("Price", 0.5f), loaded.Pipeline.Steps.OfType<Halved>().Single());
        Assert.Equal(recommender.Predict(shop.Test), loaded.Predict(shop.Test));
    }

    [Fact]
    public void AStepWithoutANameLeavesTheOldFileWhole()
    {
        _recommender.Save(_folder.File("shop.deeprec"));
        byte[] before = File.ReadAllBytes(_folder.File("shop.deeprec"));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new Nameless("Price") };
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Pipeline = pipeline });

        var error = Assert.Throws<InvalidOperationException>(() => recommender.Save(_folder.File("shop.deeprec")));

        Assert.Contains("Call BundleTypes.RegisterStep<Nameless>(\"a-name\") once at start.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("shop.deeprec")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AFolderInTheWayIsLeftAndNothingBesideIt()
    {
        Directory.CreateDirectory(_folder.File("shop.deeprec"));

        Assert.ThrowsAny<Exception>(() => _recommender.Save(_folder.File("shop.deeprec")));

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal([_folder.File("shop.deeprec")], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void AFolderThatMayNotBeWrittenKeepsTheOldFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Nothing is forbidden to this user.");
        _recommender.Save(_folder.File("shop.deeprec"));
        byte[] before = File.ReadAllBytes(_folder.File("shop.deeprec"));
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => _recommender.Save(_folder.File("shop.deeprec")));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal(before, File.ReadAllBytes(_folder.File("shop.deeprec")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private BundleFile Saved()
    {
        _recommender.Save(_folder.File("shop.deeprec"));
        return BundleFile.Read(_folder.File("shop.deeprec"));
    }

    private InvalidBundleException Refused(string name) => Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(_folder.File(name)));

    private sealed record Halved(string Column, float Factor) : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.With(Column, rows.Column<NumberColumn>(Column).Map(v => v * Factor));
    }

    private sealed record Nameless(string Column) : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.Without(Column);
    }
}
