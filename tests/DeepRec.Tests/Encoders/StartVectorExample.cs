using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Encoders;

/// <summary>Texts of three words, two of which have a vector of 4 numbers in a file, and what reads them.</summary>
internal static class StartVectorExample
{
    public const int Reserved = 3;

    // In the order of the vocabulary: 好 is in three texts, the others in two. The file has no vector for 好.
    public const int Absent = 0, Bright = 1, Warm = 2, Words = 3;

    public static TheoryData<FeatureEncoderOptions> Encoders =>
    [
        new TextBagEncoderOptions { Dimension = 4 },
        new TextCnnEncoderOptions { TokenDimension = 4, Filters = 2, Dimension = 3 },
        new TextGruEncoderOptions { TokenDimension = 4, Hidden = 2, Dimension = 3 },
        new TextTransformerEncoderOptions { TokenDimension = 4, Dimension = 3 },
    ];

    public static FeatureEncoderOptions Frozen(FeatureEncoderOptions options) => options switch
    {
        TextBagEncoderOptions bag => bag with { FreezeVectors = true },
        TextCnnEncoderOptions cnn => cnn with { FreezeVectors = true },
        TextGruEncoderOptions gru => gru with { FreezeVectors = true },
        TextTransformerEncoderOptions transformer => transformer with { FreezeVectors = true },
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The file is gone when this returns.</summary>
    public static WordVectors Vectors()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "3 4\nbright 1 2 3 4\nother 9 9 9 9\nwarm 5 6 7 8\n");
            return WordVectors.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static Dataset Opinions()
    {
        string[] texts = ["bright 好", "warm", "warm bright 好", "好"];
        return Dataset.From(Enumerable.Range(0, 80).Select(i => new Opinion($"u{i % 10}", $"i{i % 4}", 1 + (i % 4), texts[i % 4])));
    }

    public static FittedPipeline Fit(WordVectors? vectors)
    {
        var rows = Opinions().Without("User").Without("Item").Without("Rating");
        return new PreprocessingPipeline { new TextVocabulary("Text") { Vectors = vectors } }.Fit(new TrainingSet(rows));
    }

    public static FeatureInput Input(WordVectors? vectors) => Fit(vectors).Inputs.Single();

    public static Recommender<string, string> Train(Dataset rows, FeatureEncoderOptions? options, WordVectors vectors, int epochs = 2, OptimizerOptions? optimizer = null) => Recommender.Train<string, string>(
        new TrainingSet(rows),
        new RecommenderOptions
        {
            Pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new TextVocabulary("Text") { Vectors = vectors } },
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [4],
                EmbeddingDimension = 2,
                Encoders = options is null ? new Dictionary<string, FeatureEncoderOptions>() : new Dictionary<string, FeatureEncoderOptions> { ["Text"] = options },
            },
            Trainer = new TrainerOptions { Epochs = epochs, BatchSize = 16, Seed = 7, Optimizer = optimizer ?? new AdamOptions() },
        });

    public static float[] SavedTable(string bundle) => Saved(bundle).Single(tensor => tensor.Name.EndsWith("tokens.weight", StringComparison.Ordinal)).ToArray<float>();

    public static IReadOnlyList<NamedArray> Saved(string bundle)
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(bundle);
        using var stream = archive.GetEntry("weights.safetensors")!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return [.. SafeTensors.Read(copy).Arrays];
    }

    public static float[] Table(FeatureEncoder encoder) => Encoded.Get(encoder, "tokens.weight");

    public static float[] Row(float[] table, int word) => table[((Reserved + word) * 4)..][..4];

    private sealed record Opinion([User] string User, [Item] string Item, [Label] float Rating, [Text(About = FeatureRole.ItemFeature)] string? Text);
}
