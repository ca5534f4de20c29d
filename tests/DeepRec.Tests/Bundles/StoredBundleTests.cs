using System.Text.Json;
using DeepRec.Fuzz;
using DeepRec.Tests.Architecture;

namespace DeepRec.Tests.Bundles;

/// <summary>Files of every format version there was load for ever, and score as they did. How they were made stands in Stored/README.md.</summary>
public sealed class StoredBundleTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("format-1")]
    [InlineData("format-1-ordinal")]
    [InlineData("format-1-article")]
    public void AStoredBundleScoresAsItDid(string name)
    {
        using var stored = Recommender.Load<string, string>(PathOf(name, "deeprec"));

        AssertClose(Read(name), Scores(stored));
    }

    [Theory]
    [InlineData("format-1-ranking")]
    [InlineData("format-1-ranking-item-knn")]
    public void AStoredBundleRanksAsItDid(string name)
    {
        using var stored = Recommender.LoadRanking<string, string>(PathOf(name, "deeprec"));

        AssertClose(Read(name), Scores(stored));
    }

    [Fact]
    public void ABundleWhoseWeightsPyTorchWroteScoresAsTheOneItReadThemFrom()
    {
        using var stored = Recommender.Load<string, string>(PathOf("format-1-from-pytorch", "deeprec"));

        AssertClose(Read("format-1-article"), Scores(stored));
    }

    [Fact]
    public void EveryFormatVersionHasAStoredBundle()
    {
        for (int version = 1; version <= BundleManifest.CurrentFormatVersion; version++)
        {
            Assert.Equal(version, BundleArchive.Read(PathOf($"format-{version}", "deeprec")).Manifest.FormatVersion);
        }

        Assert.All(Directory.GetFiles(Folder, "*.deeprec"), file => Assert.InRange(new FileInfo(file).Length, 1, 100_000));
    }

    /// <summary>Makes the files of the current format version. Run once, when a format is released; what is stored is never made anew.</summary>
    [Fact(Explicit = true)]
    public void Make()
    {
        Store($"format-{BundleManifest.CurrentFormatVersion}", FuzzRecommenders.Rich);
        Store($"format-{BundleManifest.CurrentFormatVersion}-ordinal", FuzzRecommenders.Deep);
        Store($"format-{BundleManifest.CurrentFormatVersion}-article", FuzzRecommenders.Article);
        Store($"format-{BundleManifest.CurrentFormatVersion}-ranking", FuzzRankers.Factored);
        Store($"format-{BundleManifest.CurrentFormatVersion}-ranking-item-knn", FuzzRankers.ItemNeighbors);
    }

    private static string Folder => Repository.PathOf("tests", "DeepRec.Tests", "Bundles", "Stored");

    private static string PathOf(string name, string kind) => Path.Combine(Folder, $"{name}.{kind}");

    private static float[] Read(string name) => JsonSerializer.Deserialize<float[]>(File.ReadAllText(PathOf(name, "scores.json")))!;

    private static void Store(string name, Func<Recommender<string, string>> make)
    {
        if (File.Exists(PathOf(name, "deeprec"))) return;
        using var recommender = make();
        recommender.Save(PathOf(name, "deeprec"));
        Write(name, Scores(recommender));
    }

    private static void Store(string name, Func<RankingRecommender<string, string>> make)
    {
        if (File.Exists(PathOf(name, "deeprec"))) return;
        using var recommender = make();
        recommender.Save(PathOf(name, "deeprec"));
        Write(name, Scores(recommender));
    }

    private static void Write(string name, float[] scores) => File.WriteAllText(PathOf(name, "scores.json"), JsonSerializer.Serialize(scores) + "\n");

    // Each user, known or not, with each item, known or not; in the catalogue's order, best of each user last.
    private static float[] Scores(Recommender<string, string> recommender)
    {
        string?[] users = ["u0", "u1", "u4", "u8", "nobody", null], items = ["i0", "i1", "i5", "i7", "nothing", null];
        var context = new Dictionary<string, object?> { ["Device"] = "phone" };
        return [.. users.SelectMany(user => items.Select(item => recommender.Predict(user, item, context)).Concat(recommender.Recommend(user, 3).Select(r => r.Score)))];
    }

    // The whole catalogue for each user, known or not, in the items' order; then with items met since.
    private static float[] Scores(RankingRecommender<string, string> recommender)
    {
        string?[] users = ["u0", "u1", "u4", "u8", "nobody", null];
        var options = new RankingRequestOptions<string> { IncludeMet = true, Context = new Dictionary<string, object?> { ["Device"] = "phone" } };
        RankingRequestOptions<string>[] both = [options, options with { RecentItems = ["i5", "nothing", "i1"] }];
        return [.. users.SelectMany(user => both.SelectMany(asked => recommender.Recommend(user, 100, asked).OrderBy(r => r.Item, StringComparer.Ordinal).Select(r => r.Score)))];
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.True(expected.Distinct().Count() > expected.Length / 4); // they say something
        for (int i = 0; i < expected.Length; i++) Assert.InRange(found[i], expected[i] - Tolerance, expected[i] + Tolerance);
    }
}
