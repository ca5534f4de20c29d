using DeepRec.Encoders;
using DeepRec.Models;
using SkiaSharp;

namespace DeepRec.Tests.Media;

/// <summary>
/// Half of the users like one kind of item, half the other; the kind shows in each item's file alone. Items of the test are in no training row. A model that reads
/// the files must beat its twin that knows ids alone.
/// </summary>
public sealed class UnseenItemsTests : IDisposable
{
    private const int Users = 30;
    private const int Items = 60;
    private const int Unseen = 20;
    private const double Noise = 0.3;

    private readonly MediaFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PicturesTellWhatAnItemIs(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        for (int item = 0; item < Items; item++) _folder.Write($"{item}.png", Stripes(item % 2 == 0, ref random));

        Beats(new ThumbnailReader { Root = _folder.Path, Width = 12, Height = 12 }, reader => reader.CreateEncoder() with { Filters = [8, 8], Dimension = 8 }, "png", seed, ref random);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SoundsTellWhatAnItemIs(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        for (int item = 0; item < Items; item++) _folder.Write($"{item}.wav", Hum(item % 2 == 0, ref random));

        Beats(new SpectrogramReader { Root = _folder.Path, Bands = 12, Frames = 6, Seconds = 0.3 }, reader => reader.CreateEncoder() with { Filters = [8, 8], Dimension = 8 }, "wav", seed, ref random);
    }

    public void Dispose() => _folder.Dispose();

    private static void Beats<TReader>(TReader reader, Func<TReader, GridCnnEncoderOptions> encoder, string extension, int seed, ref SeededRandom random) where TReader : MediaReader
    {
        var (train, test) = Rows(extension, ref random);
        var (media, ids) = (reader.Apply(train, "File", out var report), train.Without("File"));
        Assert.Equal((Items - Unseen, 0), (report.Read, report.Failed));
        var options = new RecommenderOptions
        {
            Model = new MlpRatingPredictorOptions { HiddenLayers = [16], EmbeddingDimension = 4, StandardizeLabel = true },
            Trainer = new TrainerOptions { Epochs = 15, BatchSize = 64, Seed = seed, Optimizer = new AdamOptions { LearningRate = 0.01 } },
        };
        using var withIds = SmallShop.TrainOn<string, string>(new TrainingSet(ids), options);
        using var withMedia = SmallShop.TrainOn<string, string>(new TrainingSet(media), options with
        {
            Model = ((MlpRatingPredictorOptions)options.Model) with { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["File"] = encoder(reader) } },
        });

        double ofIds = withIds.Evaluate(test.Without("File")).Overall.RootMeanSquaredError, ofMedia = withMedia.Evaluate(reader.Apply(test, "File")).Overall.RootMeanSquaredError;

        Assert.InRange(ofIds, 0.9, 1.3); // taste is worth 1 either way, and ids say nothing of it
        Assert.InRange(ofMedia, Noise * 0.9, 0.6);
    }

    private static (Dataset Train, Dataset Test) Rows(string extension, ref SeededRandom random)
    {
        var rows = new List<Row>();
        for (int item = 0; item < Items; item++)
        {
            for (int user = 0; user < Users; user++)
            {
                double liking = item % 2 == user % 2 ? 1 : -1;
                rows.Add(new Row($"u{user}", $"i{item}", $"{item}.{extension}", (float)(3 + liking + Noise * random.NextGaussian())));
            }
        }

        return (Dataset.From(rows.Take((Items - Unseen) * Users)), Dataset.From(rows.Skip((Items - Unseen) * Users)));
    }

    // Stripes of any colours, width and phase, lying or standing, under noise.
    private static byte[] Stripes(bool isLying, ref SeededRandom random)
    {
        const int Side = 24;
        int width = 3 + random.NextInt(3), phase = random.NextInt(8);
        byte[] colours = [.. new byte[6].Select(_ => (byte)0)];
        for (int i = 0; i < 6; i++) colours[i] = (byte)(i < 3 ? random.NextInt(120) : 136 + random.NextInt(120));
        var noise = new int[Side * Side];
        for (int i = 0; i < noise.Length; i++) noise[i] = random.NextInt(40) - 20;
        return MediaFolder.Picture(Side, Side, (x, y) =>
        {
            int first = ((isLying ? y : x) + phase) / width % 2 * 3, change = noise[y * Side + x];
            byte Part(int channel) => (byte)Math.Clamp(colours[first + channel] + change, 0, 255);
            return new SKColor(Part(0), Part(1), Part(2));
        });
    }

    // A tone of a low or a high pitch, of any loudness, under noise.
    private static byte[] Hum(bool isLow, ref SeededRandom random)
    {
        const int Rate = 8_000;
        double hertz = isLow ? 150 + 300 * random.NextDouble() : 1_200 + 2_000 * random.NextDouble();
        float[] samples = MediaFolder.Tone(hertz, 0.3, Rate, 0.2 + 0.6 * random.NextDouble());
        foreach (ref float sample in samples.AsSpan()) sample += (float)(0.05 * random.NextGaussian());
        return MediaFolder.Sound(samples, Rate);
    }

    private sealed record Row([property: User] string User, [property: Item] string Item, [property: Categorical] string File, [property: Label] float Rating);
}
