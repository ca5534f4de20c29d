using System.Text;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.BadInput;

/// <summary>Ways of doing it wrong, by the ids that they have in docs/bad-input.md.</summary>
internal sealed class BadInputCases : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallShop _shop;

    public BadInputCases(SmallShop shop)
    {
        _shop = shop;
        All = new Dictionary<string, Action>[] { Csv(), Schema(), Vectors(), Pipeline(), Training(), Checkpoint(), Serving(), Ranking(), Bundle(), Native() }.SelectMany(group => group).ToDictionary();
    }

    public IReadOnlyDictionary<string, Action> All { get; }

    /// <summary>The message as a user sees it, but for the folder, which is written … there.</summary>
    public string MessageOf(Action provoke) => Assert.ThrowsAny<Exception>(provoke).Message.Replace(_folder.Path, "…", StringComparison.Ordinal).ReplaceLineEndings(" ");

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, Action> Csv() => new()
    {
        ["csv-no-file"] = () => Dataset.FromCsv<Rating>(_folder.File("ratings.csv")),
        ["csv-folder"] = () => Dataset.FromCsv<Rating>(_folder.Path),
        ["csv-empty"] = () => ReadCsv(""),
        ["csv-column"] = () => ReadCsv("user;item;value\nu1;7;3\n"),
        ["csv-two-columns"] = () => ReadCsv("User,user,Item,Value,At\nu1,u1,7,3,2024-01-01\n", Feature.User("USER")),
        ["csv-number"] = () => ReadCsv("User,Item,Value,At\nu1,7,3,2024-01-01\nu2,8,three,2024-01-01\n"),
        ["csv-date"] = () => ReadCsv("User,Item,Value,At\nu1,7,3,yesterday\n"),
        ["csv-id"] = () => ReadCsv("User,Item,Value,At\nu1,7,3,2024-01-01\nu1,A7,3,2024-01-01\n"),
        ["csv-fields"] = () => ReadCsv("User,Item,Value,At\nu1,7,3,2024-01-01\nu1,7,3\n"),
        ["csv-quote"] = () => ReadCsv("User,Item,Value,At\nu1,7,3,2024-01-01\n\"u1,7,3,2024-01-01\n"),
        ["csv-encoding"] = () => Dataset.FromCsv<Rating>(new MemoryStream(Encoding.Latin1.GetBytes("User,Item,Value,At\nJürgen,7,3,2024-01-01\n"))),
    };

    private static Dictionary<string, Action> Schema() => new()
    {
        ["schema-no-feature"] = () => FeatureSchema.Of<Plain>(),
        ["schema-type"] = () => FeatureSchema.Of<WordyPrice>(),
        ["schema-twice"] = () => _ = new FeatureSchema([Feature.User("user"), Feature.Category("user")]),
        ["schema-two-labels"] = () => _ = new FeatureSchema([Feature.Label("stars"), Feature.Label("clicks")]),
        ["row-infinite"] = () => Dataset.From([new Rating("u1", 7, float.PositiveInfinity, default)]),
        ["join-key-twice"] = () => Dataset.Join(Dataset.From([new Rating("u1", 7, 3, default)]), items: Dataset.From([new Entry(7, 1), new Entry(8, 2), new Entry(7, 3)])),
        ["join-column-twice"] = () => Dataset.Join(Dataset.From([new Rating("u1", 7, 3, default)]), items: Dataset.From([new Entry(7, 1)])
            .With(Feature.Number("Value"), new NumberColumn([1]))),
        ["split-one-row"] = () => Split.Random(Dataset.From([new Rating("u1", 7, 3, default)])),
    };

    private Dictionary<string, Action> Vectors() => new()
    {
        ["vectors-empty"] = () => ReadVectors("3 2\n"),
        ["vectors-cut-off"] = () => ReadVectors("3 2\nwarm 1 2\nloud 3 4\n"),
        ["vectors-width"] = () => ReadVectors("3 2\nwarm 1 2\nloud 3\n"),
        ["vectors-number"] = () => ReadVectors("warm 1 2\nloud 3 NaN\n"),
        ["vectors-twice"] = () => ReadVectors("warm 1 2\nwarm 3 4\n"),
        ["vectors-encoding"] = () =>
        {
            File.WriteAllBytes(_folder.File("words.vec"), Encoding.Latin1.GetBytes("schön 1 2\n"));
            WordVectors.Load(_folder.File("words.vec"));
        },
        ["vectors-dimension"] = () => TrainOnBrands(new TextVocabulary("Brand") { Vectors = ReadVectors("lux 1 2\n") }, new TextBagEncoderOptions()),
        ["vectors-freeze"] = () => TrainOnBrands(new TextVocabulary("Brand"), new TextBagEncoderOptions { FreezeVectors = true }),
    };

    private WordVectors ReadVectors(string text)
    {
        File.WriteAllText(_folder.File("words.vec"), text);
        return WordVectors.Load(_folder.File("words.vec"));
    }

    private void TrainOnBrands(TextVocabulary vocabulary, TextBagEncoderOptions encoder) =>
        Train(_shop.Train, [vocabulary], new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Brand"] = encoder } }).Dispose();

    private Dictionary<string, Action> Pipeline() => new()
    {
        ["pipeline-column"] = () => Train(_shop.Train, new PreprocessingPipeline { new Standardize("Prize") }),
        ["pipeline-kind"] = () => Train(_shop.Train, new PreprocessingPipeline { new Standardize("Brand") }),
        ["pipeline-order"] = () => Train(_shop.Train, new PreprocessingPipeline { new CategoryVocabulary("Brand"), new FillMissing("Brand", FillStrategy.MostFrequent) }),
        ["pipeline-no-rows"] = () => Train(_shop.Train, new PreprocessingPipeline { new DropInvalidRows { MinimumLabel = 10 } }),
        ["pipeline-label"] = () => Train(_shop.Train, new PreprocessingPipeline { new Standardize("Value") }),
        ["pipeline-no-inputs"] = () => Train(new TrainingSet(_shop.Train.Rows.Without("Age").Without("Price")), []),
    };

    private Dictionary<string, Action> Training() => new()
    {
        ["train-no-rows"] = () => _ = new TrainingSet(_shop.Test.Select([])),
        ["train-no-user"] = () => Train(new TrainingSet(_shop.Train.Rows.Without("UserId"))),
        ["train-no-label"] = () => Train(new TrainingSet(_shop.Train.Rows.Without("Value"))),
        ["train-label-missing"] = () => Train(new TrainingSet(WithLabel(_shop.Train.Rows, row: 2, float.NaN)), new PreprocessingPipeline { new CategoryVocabulary("UserId") }),
        ["train-id-type"] = () => SmallShop.TrainOn<int, string>(_shop.Train, SmallShop.Quick),
        ["train-encoder"] = () => Train(_shop.Train, model: new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Colour"] = new OneHotEncoderOptions() } }),
        ["train-encoder-kind"] = () => Train(_shop.Train, model: new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Price"] = new OneHotEncoderOptions() } }),
        ["train-inner-product"] = () => Train(_shop.Train, new PreprocessingPipeline { new CategoryVocabulary("UserId") }, new MlpRatingPredictorOptions { InnerProduct = true }),
        ["train-ordinal"] = () => Train(_shop.Train, model: new MlpRatingPredictorOptions { Loss = new OrdinalLoss() }),
        ["train-dropout"] = () => _ = new MlpRatingPredictorOptions { Dropout = 1 },
        ["train-patience"] = () => Train(_shop.Train, trainer: SmallShop.Quick.Trainer with { Patience = 2 }),
        ["train-diverged"] = () => Train(
            new TrainingSet(WithLabel(_shop.Train.Rows, row: 2, 1e30f)), model: new MlpRatingPredictorOptions(), trainer: new TrainerOptions { BatchSize = 1000, Optimizer = new SgdOptions { LearningRate = 0.1 } }),
    };

    private Dictionary<string, Action> Checkpoint() => new()
    {
        ["checkpoint-other"] = () =>
        {
            var trainer = new TrainerOptions { Epochs = 1, BatchSize = 500, CheckpointPath = _folder.File("run.checkpoint") };
            Train(_shop.Train, trainer: trainer).Dispose();
            Train(_shop.Train, trainer: trainer with { BatchSize = 400 });
        },
        ["checkpoint-damaged"] = () =>
        {
            File.WriteAllText(_folder.File("run.checkpoint"), "u1,7,3");
            Train(_shop.Train, trainer: new TrainerOptions { CheckpointPath = _folder.File("run.checkpoint") });
        },
    };

    private Dictionary<string, Action> Serving() => new()
    {
        ["predict-column"] = () => _shop.Recommender.Predict(_shop.Test.Without("Device")),
        ["recommend-count"] = () => _shop.Recommender.Recommend("u1", count: 0),
        ["context-name"] = () => _shop.Recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Colour"] = "red" }),
        ["context-item"] = () => _shop.Recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Price"] = 30 }),
        ["context-value"] = () => _shop.Recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Age"] = "forty" }),
        ["evaluate-no-rows"] = () => _shop.Recommender.Evaluate(_shop.Test.Select([])),
        ["evaluate-label"] = () => _shop.Recommender.Evaluate(WithLabel(_shop.Test, row: 5, float.NaN)),
        ["disposed"] = () =>
        {
            var recommender = Train(_shop.Train);
            recommender.Dispose();
            recommender.Recommend("u1");
        },
    };

    private Dictionary<string, Action> Ranking() => new()
    {
        ["rank-no-item"] = () => Rank(new TrainingSet(_shop.Train.Rows.Without("ItemId"))),
        ["rank-no-label"] = () => Rank(new TrainingSet(_shop.Train.Rows.Without("Value")), minimumLabel: 4),
        ["rank-minimum-label"] = () => Rank(_shop.Train, minimumLabel: 40),
        ["rank-item-in-request"] = () => Rank(_shop.Train, [new CategoryVocabulary("ItemId"), new BrandInDevice(), new CategoryVocabulary("Device")]),
        ["rank-no-item-input"] = () => Rank(new TrainingSet(_shop.Train.Rows.Without("Price")), [new CategoryVocabulary("UserId")]),
        ["rank-no-request-input"] = () => Rank(new TrainingSet(_shop.Train.Rows.Without("Age")), [new CategoryVocabulary("ItemId")], new FactoredScorer { History = null }),
        ["rank-history"] = () => Rank(_shop.Train, [new CategoryVocabulary("UserId"), new FillMissing("Age"), new FillMissing("Price")]),
        ["rank-user-id"] = () => Rank(_shop.Train, [new CategoryVocabulary("ItemId")], new FactoredScorer { UserId = true }),
        ["rank-cross"] = () => Rank(_shop.Train, scorer: new JointScorer { Crosses = [new FeatureCross("Age", "Colour")] }),
        ["rank-nothing-to-learn"] = () => Rank(new TrainingSet(Dataset.From([new Entry(7, 1), new Entry(8, 1)]).With(Feature.User("User"), new CategoryColumn([0, 1], ["u1", "u2"])).Without("Price"))),
        ["rank-negatives"] = () => Ranked().EvaluateSampled(_shop.Test, new Dictionary<string, IReadOnlyList<string>> { ["u0"] = ["i1"] }),
        ["rank-nobody"] = () => Ranked().Evaluate(_shop.Test.Select([])),
        ["rank-load"] = () =>
        {
            _shop.Recommender.Save(_folder.File("shop.deeprec"));
            Recommender.LoadRanking<string, string>(_folder.File("shop.deeprec"));
        },
    };

    private RankingRecommender<string, string> Ranked() => SmallRanking.TrainOn<string, string>(_shop.Train, SmallRanking.Quick with { Model = new PopularityOptions() });

    private static void Rank(TrainingSet rows, PreprocessingPipeline? pipeline = null, RankingScorer? scorer = null, float? minimumLabel = null) =>
        SmallRanking.TrainOn<string, string>(rows, SmallRanking.Quick with { Pipeline = pipeline, MinimumLabel = minimumLabel, Model = new SoftmaxRankerOptions { Scorer = scorer ?? new FactoredScorer() } }).Dispose();

    private Dictionary<string, Action> Bundle() => new()
    {
        ["bundle-no-file"] = Load,
        ["bundle-damaged"] = () =>
        {
            _shop.Recommender.Save(_folder.File("shop.deeprec"));
            byte[] bytes = File.ReadAllBytes(_folder.File("shop.deeprec"));
            bytes[bytes.AsSpan().IndexOf(BundleFile.Read(_folder.File("shop.deeprec")).Parts["weights.safetensors"]) + 1000] ^= 1;
            File.WriteAllBytes(_folder.File("shop.deeprec"), bytes);
            Load();
        },
        ["bundle-part"] = () => Load(bundle => bundle.Parts.Remove("items.safetensors")),
        ["bundle-newer"] = () => Load(bundle => bundle.Manifest = bundle.Manifest with { FormatVersion = 2 }),
        ["bundle-ids"] = () =>
        {
            _shop.Recommender.Save(_folder.File("shop.deeprec"));
            Recommender.Load<int, Guid>(_folder.File("shop.deeprec"));
        },
        ["bundle-step"] = () => Load(bundle => bundle.Parts["pipeline.json"] = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(bundle.Parts["pipeline.json"]).Replace("\"standardize\"", "\"my-step\"", StringComparison.Ordinal))),
        ["bundle-golden"] = () => Load(bundle =>
        {
            using var stream = new MemoryStream();
            SafeTensors.Write(stream, [NamedArray.From<float>("scores", new float[33])]);
            bundle.Parts["golden-scores.safetensors"] = stream.ToArray();
        }),
        ["save-step"] = () => Train(_shop.Train, new PreprocessingPipeline { new CategoryVocabulary("UserId"), new OwnStep() }).Save(_folder.File("shop.deeprec")),
    };

    private static Dictionary<string, Action> Native()
    {
        var failure = new TorchLoadFailure(new NativePlatform("linux-x64", "lib", ".so"), "0.107.0");
        var alpine = new TorchLoadFailure(new NativePlatform("linux-musl-x64", "lib", ".so"), "0.107.0");
        var missing = new DllNotFoundException("libc10.so: cannot open shared object file: No such file or directory");
        return new()
        {
            ["native-no-backend"] = () => throw failure.NoLibrary("libc10.so", new NativeSearchPath(["/app"]), missing),
            ["native-platform"] = () => throw alpine.NoLibrary("libc10.so", new NativeSearchPath(["/app"]), missing),
            ["native-version"] = () => throw failure.OtherVersion("2.7.1", "2.10.0"),
            ["native-glibc"] = () => throw failure.NotLoaded("/app/libtorch_cpu.so", new DllNotFoundException("/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/libtorch_cpu.so)")),
        };
    }

    private static void ReadCsv(string text) => Dataset.FromCsv<Rating>(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static void ReadCsv(string text, params Feature[] features) => Dataset.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)), new FeatureSchema(features));

    private static Recommender<string, string> Train(TrainingSet rows, PreprocessingPipeline? pipeline = null, RatingPredictorOptions? model = null, TrainerOptions? trainer = null) =>
        SmallShop.TrainOn<string, string>(rows, SmallShop.Quick with
        {
            Pipeline = pipeline,
            Model = model ?? (pipeline is null ? SmallShop.Quick.Model : new MlpRatingPredictorOptions()),
            Trainer = trainer ?? SmallShop.Quick.Trainer with { Epochs = 1 },
        });

    private static Dataset WithLabel(Dataset rows, int row, float label)
    {
        float[] labels = SmallShop.Labels(rows);
        labels[row - 1] = label;
        return rows.With("Value", new NumberColumn(labels));
    }

    private void Load() => Recommender.Load<string, string>(_folder.File("shop.deeprec"));

    private void Load(Action<BundleFile> change)
    {
        _shop.Recommender.Save(_folder.File("shop.deeprec"));
        var bundle = BundleFile.Read(_folder.File("shop.deeprec"));
        change(bundle);
        bundle.Write(_folder.File("shop.deeprec"));
        Load();
    }

    private sealed record Rating([User] string User, [Item] int Item, [Label] float Value, [Timestamp] DateTimeOffset At);

    private sealed record Entry([Item] int Id, [Numeric] float Price);

    private sealed record Plain(string User, string Item);

    private sealed record WordyPrice([User] string User, [Numeric] string Price);

    private sealed class BrandInDevice : PreprocessingStep
    {
        public override FittedStep Fit(TrainingSet training) => new Fitted();

        private sealed record Fitted : FittedStep
        {
            public override Dataset Transform(Dataset rows) => rows.With("Device", rows["Brand"]);
        }
    }

    private sealed record OwnStep : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows;
    }
}
