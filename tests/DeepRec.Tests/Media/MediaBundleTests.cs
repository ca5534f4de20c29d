using DeepRec.Encoders;
using DeepRec.Models;
using SkiaSharp;

namespace DeepRec.Tests.Media;

/// <summary>What was learned of files needs them no more: tables and saved files hold what was read.</summary>
public sealed class MediaBundleTests
{
    private static readonly TrainerOptions Trainer = new() { Epochs = 2, BatchSize = 20 };

    [Fact]
    public void AReloadedRecommenderScoresTheSameWithoutTheFiles()
    {
        using var folder = new MediaFolder();
        string path = Path.Combine(folder.Path, "posters.deeprec");
        var rows = Rows(folder);
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(rows), new RecommenderOptions
        {
            Model = new MlpRatingPredictorOptions { HiddenLayers = [8], Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Poster"] = new GridCnnEncoderOptions(3, 4, 4) { Filters = [4], Dimension = 4 } } },
            Trainer = Trainer,
        });
        recommender.Save(path);
        foreach (string picture in Directory.GetFiles(folder.Path, "*.png")) File.Delete(picture);

        using var loaded = Recommender.Load<string, string>(path);

        Assert.Equal(recommender.Predict(rows), loaded.Predict(rows));
        foreach (string? user in new[] { "u1", "nobody", null }) Assert.Equal(recommender.Recommend(user, 7), loaded.Recommend(user, 7));
        Assert.Equal(recommender.Predict("u1", "i6"), loaded.Predict("u1", "i6")); // has no picture
        Assert.True(float.IsFinite(loaded.Predict("u1", "i6")));
        Assert.Equal(Feature.Vector("Poster", 48, FeatureRole.ItemFeature), loaded.Pipeline.Schema["Poster"]);
    }

    [Fact]
    public void AReloadedRankerScoresTheSameWithoutTheFiles()
    {
        using var folder = new MediaFolder();
        string path = Path.Combine(folder.Path, "posters.deeprec");
        using var recommender = SmallRanking.TrainOn<string, string>(new TrainingSet(Rows(folder)), SmallRanking.Quick with { Trainer = Trainer });
        recommender.Save(path);

        using var loaded = Recommender.LoadRanking<string, string>(path);

        foreach (string? user in new[] { "u1", "nobody", null }) Assert.Equal(SmallRanking.All(recommender, user), SmallRanking.All(loaded, user));
        Assert.Equal(7, SmallRanking.All(loaded, "u1").Length);
    }

    [Fact]
    public void ARequestMayBringAVectorAndOneOfAnotherLengthIsRefused()
    {
        using var folder = new MediaFolder();
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Rows(folder)), new RecommenderOptions { Trainer = Trainer });
        float With(object? mood) => recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Mood"] = mood });

        Assert.NotEqual(With(new float[] { 1, 0, 0 }), With(new float[] { 0, 0, 1 }));
        Assert.Equal(With(new double[] { 1, 0, 0 }), With("[1, 0, 0]"));
        Assert.Equal(recommender.Predict("u1", "i1"), With(null));
        Assert.Contains("Column 'Mood', row 1: '1 0' is not a vector of 3 finite numbers: it has 2.", Assert.Throws<DatasetException>(() => With(new float[] { 1, 0 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyRowsOfFewItemsTakeTheMemoryOfTheItems()
    {
        const int Items = 1_000, Rows = 100_000, Width = 3 * 32 * 32;
        var random = new SeededRandom(1);
        float[] values = new float[Items * Width];
        foreach (ref float value in values.AsSpan()) value = (float)random.NextDouble();
        var items = new Dataset(
            new FeatureSchema([Feature.Item("Item"), Feature.Vector("Picture")]),
            [new CategoryColumn([.. Enumerable.Range(0, Items)], [.. Enumerable.Range(0, Items).Select(i => $"i{i}")]), new VectorColumn([.. Enumerable.Range(0, Items)], values, Width)]);
        var ratings = new Dataset(
            new FeatureSchema([Feature.Item("Item"), Feature.Label("Rating")]),
            [new CategoryColumn([.. Enumerable.Range(0, Rows).Select(row => row % Items)], [.. Enumerable.Range(0, Items).Select(i => $"i{i}")]), new NumberColumn(new float[Rows])]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var joined = Dataset.Join(ratings, items: items);
        var (train, _) = Split.Random(joined, 0.2);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(taken, 0, 40 << 20); // one picture a row would be 1,200 MB, one an item is 12 MB
        Assert.Equal(Items, train.Rows.Column<VectorColumn>("Picture").VectorCount);
    }

    private static Dataset Rows(MediaFolder folder)
    {
        for (int item = 0; item < 6; item++)
        {
            byte shade = (byte)(item * 40);
            folder.Write($"{item}.png", MediaFolder.Picture(6, 6, (x, y) => new SKColor(shade, (byte)(x * 40), (byte)(y * 40))));
        }

        float[][] moods = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        var rows = Enumerable.Range(0, 140).Select(i => new Visit($"u{i % 10}", $"i{i * 3 % 7}", $"{i * 3 % 7}.png", i % 5 == 0 ? null : moods[i % 3], 1 + i * 7 % 5));
        return new ThumbnailReader { Root = folder.Path, Width = 4, Height = 4 }.Apply(Dataset.From(rows), "Poster");
    }

    private sealed record Visit(
        [property: User] string User, [property: Item] string Item, [property: Categorical(About = FeatureRole.ItemFeature)] string Poster,
        [property: Vector(About = FeatureRole.Context)] float[]? Mood, [property: Label] float Rating);
}
