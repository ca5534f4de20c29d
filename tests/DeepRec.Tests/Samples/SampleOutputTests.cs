using System.Globalization;
using System.Text.RegularExpressions;
using DeepRec.Testing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Samples;

/// <summary>Each sample prints what its <c>expected-output.txt</c> says, where <c>*</c> stands for anything within a line.</summary>
public class SampleOutputTests
{
    [Theory]
    [InlineData("Article")]
    [InlineData("CustomStep")]
    [InlineData("CustomEncoder")]
    [InlineData("CustomModel")]
    [InlineData("TopN")]
    public async Task SamplePrintsWhatItSays(string name) => AssertAsExpected(name, await SampleRun.Of(name));

    [Fact]
    public async Task QuickstartComesNearTheFloor()
    {
        using var folder = new TemporaryFolder();
        var lines = await SampleRun.Of("Quickstart", folder.Path);

        AssertAsExpected("Quickstart", lines);
        Assert.InRange(Figure(lines, "test MSE "), 0.0390, 0.0423);
        Assert.True(Figure(lines, "mean and biases of user and item") >= 0.060);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder.File("learning-curve.png"))[..4]);
    }

    [Fact]
    public async Task TheVideoSiteFindsWhatIsPlanted()
    {
        var lines = await SampleRun.Of("VideoSite");

        AssertAsExpected("VideoSite", lines);
        double youTube = Figure(lines, "YouTube's candidates  ");
        Assert.All(["popularity  ", "popularity by recency", "popularity by search term"], name => Assert.True(youTube >= 1.4 * Figure(lines, name), $"{name}: {string.Join('\n', lines)}"));
        Assert.True(youTube > Figure(lines, "candidates without the age"));

        string[] seconds = lines[9..];
        double ranked = Figure(seconds, "by predicted watch time");
        Assert.All(["popularity  ", "popularity by search term", "in their own order"], name => Assert.True(ranked >= 1.6 * Figure(seconds, name), $"{name}: {string.Join('\n', lines)}"));
        Assert.True(ranked >= 0.75 * Figure(seconds, "by planted watch time"));

        double[] all = [.. Regex.Matches(lines[^1], "[0-9.]+").Select(figure => double.Parse(figure.Value, CultureInfo.InvariantCulture))]; // predicted, planted, planted odds
        Assert.InRange(all[0], 0.8 * all[1], 1.2 * all[2]);
    }

    [Fact]
    public async Task TheNewsFeedFindsWhatNobodyHasRead()
    {
        var lines = await SampleRun.Of("NewsFeed");

        AssertAsExpected("NewsFeed", lines);
        Assert.Equal(0, Figure(lines, "popularity "));
        Assert.True(Figure(lines, "not trained for it ") <= 0.1, lines[3]);
        Assert.True(Figure(lines, "ids left out in training ") >= 0.4, lines[4]); // at random 0.08
    }

    [Fact]
    public async Task TheSocialFeedFindsWhatIsPlanted()
    {
        var lines = await SampleRun.Of("SocialFeed");

        AssertAsExpected("SocialFeed", lines);
        double apart = Ndcg("likes, comments and shares apart");
        Assert.All(["popularity", "popularity by recency"], name => Assert.True(apart >= 10 * Ndcg(name), string.Join('\n', lines)));
        Assert.True(apart >= 1.5 * Ndcg("one sequence, whatever was done"), string.Join('\n', lines));

        double Ndcg(string name) => Figure(lines, $"{name,-36} NDCG@10 ");
        // Author a leads to (7 a + 3) mod 40.
        Assert.Equal(["00", "00", "00", "24", "24", "24"], lines.Where(line => line.StartsWith("  author-", StringComparison.Ordinal)).Select(line => line[9..11]));
    }

    [Fact]
    public async Task TheFairAndPrivateShopHidesSharesForgetsAndFindsWhatIsPlanted()
    {
        using var folder = new TemporaryFolder();
        var lines = await SampleRun.Of("FairAndPrivate", folder.Path, "--plot", folder.File("curve.png"));

        AssertAsExpected("FairAndPrivate", lines);
        Assert.True(Cell("plain ", 2) >= 0.7, string.Join('\n', lines));
        Assert.True(Cell("private, a row hidden", 2) <= 0.55, string.Join('\n', lines));
        Assert.True(Cell("as they are", 1) >= 0.2 && Cell("group bonus", 1) <= 0.05, string.Join('\n', lines));
        Assert.True(Cell("group bonus", 2) >= 0.98 * Cell("as they are", 2), string.Join('\n', lines));
        Assert.True(Cell("Random", 2) >= 0.9 * Cell("Random", 1) && Cell("Random", 3) <= 30, string.Join('\n', lines)); // of 600 users
        Assert.Equal([(byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder.File("curve.png"))[1..4]);

        double Cell(string name, int column) => double.Parse(Regex.Match(lines.First(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal)).Split('│')[column], @"[0-9.]+").Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("article", 0.946)]
    [InlineData("recommended", 0.925)]
    public async Task MovieLensErrorIsWithinItsBound(string preset, double bound)
    {
        string? data = Environment.GetEnvironmentVariable("DEEPREC_DATA");
        Assert.SkipWhen(data is null, "Set DEEPREC_DATA to the folder that holds ml-100k.");
        var lines = await SampleRun.Of("MovieLens", arguments: ["--data", Path.Combine(data!, "ml-100k"), "--fold", "u1", "--preset", preset]);

        AssertAsExpected("MovieLens", lines);
        Assert.True(Figure(lines, "u1: RMSE ") <= bound, lines[0]);
    }

    [Fact]
    public void TheDataOfTheArticleSampleIsThatOfItsGenerator()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 200, Items = 80, Ratings = 4_000, Seed = 42, MissingShare = 0.02 });
        string[] rows = [.. shop.Rows.Select(r => FormattableString.Invariant($"{r.UserId},{r.ItemId},{r.Age},{r.Gender},{r.Region},{r.Price},{r.Category},{r.Brand},{r.Device},{r.Value:F3}"))];

        Assert.Equal(rows, File.ReadLines(Path.Combine(SampleRun.FolderOf("Article"), "data.csv")).Skip(1));
    }

    [Fact]
    public void ALineThatDiffersIsNoticed()
    {
        Assert.Matches(Pattern("MSE 0.04*"), "MSE 0.0421");
        Assert.DoesNotMatch(Pattern("MSE 0.04*"), "MSE 0.0521");
        Assert.DoesNotMatch(Pattern("a.c"), "abc");
        Assert.DoesNotMatch(Pattern("end"), "the end of it");
    }

    private static void AssertAsExpected(string name, string[] lines)
    {
        string[] expected = File.ReadAllLines(Path.Combine(SampleRun.FolderOf(name), "expected-output.txt"));
        foreach (var (wanted, line) in expected.Zip(lines)) Assert.Matches(Pattern(wanted), line.TrimEnd()); // tables are padded
        Assert.True(expected.Length == lines.Length, $"{expected.Length} lines are expected, {lines.Length} were printed:\n{string.Join('\n', lines)}");
    }

    private static string Pattern(string expected) => $"^{Regex.Escape(expected).Replace("\\*", ".*", StringComparison.Ordinal)}$";

    private static double Figure(string[] lines, string before)
    {
        string line = lines.First(l => l.Contains(before, StringComparison.Ordinal));
        string rest = line[(line.IndexOf(before, StringComparison.Ordinal) + before.Length)..];
        return double.Parse(Regex.Match(rest, @"[0-9.]+").Value.TrimEnd('.'), CultureInfo.InvariantCulture);
    }
}
