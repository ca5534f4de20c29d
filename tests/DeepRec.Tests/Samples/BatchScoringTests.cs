using System.Globalization;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Samples;

/// <summary>The sample that recommends for all users by partitions: all of them, each once, with the recommender's own scores, and the same when it was stopped between.</summary>
public sealed class BatchScoringTests
{
    [Fact]
    public async Task PartitionsAreAllUsersEachOnce()
    {
        using var folder = new TemporaryFolder();
        foreach (string partition in new[] { "0", "1", "2" }) await Run(folder.Path, "--partition", partition, "--of", "3", "--chunk", "100", "--count", "3");

        string[] files = Directory.GetFiles(folder.Path, "*.csv");
        Assert.Equal(3, files.Length);
        using var recommender = Recommender.LoadRanking<string, string>(folder.File("shop.deeprec"));
        var rows = files.SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split(',')).ToLookup(fields => fields[0]);
        Assert.Equal(recommender.Users.Order(StringComparer.Ordinal), rows.Select(user => user.Key).Order(StringComparer.Ordinal));
        Assert.Equal(recommender.UserCount, recommender.Users.Count);
        Assert.All(rows.Take(20), user => Assert.All(recommender.Recommend(user.Key, 3).Zip(user, (asked, written) => (asked, written)).Select((pair, place) => (pair.asked, pair.written, place)), one =>
        {
            Assert.Equal([$"{one.place + 1}", one.asked.Item], one.written[1..3]);
            Assert.Equal(one.asked.Score, float.Parse(one.written[3], CultureInfo.InvariantCulture), 1e-5f);
        }));
        Assert.All(rows, user => Assert.Equal(3, user.Count()));
        Assert.EndsWith("is there already.", (await Run(folder.Path, "--partition", "1", "--of", "3", "--count", "3")).Single());
    }

    [Fact]
    public async Task AStoppedRunGoesOnWhereItWas()
    {
        using var folder = new TemporaryFolder();
        await Run(folder.Path, "--chunk", "300");
        string whole = Directory.GetFiles(folder.Path, "*.csv").Single(), content = File.ReadAllText(whole);

        // As a stop after the second of three chunks leaves it, while the third was written.
        string[] lines = [.. content.Split('\n').Skip(1)];
        File.Delete(whole);
        string Chunk(int i) => Path.ChangeExtension(whole, $".chunk{i}of300users.csv");
        File.WriteAllText(Chunk(0), string.Join('\n', lines[..3000]) + "\n");
        File.WriteAllText(Chunk(1), string.Join('\n', lines[3000..6000]) + "\n");
        File.WriteAllText(Chunk(2) + ".half.tmp", "u1,1");
        string said = (await Run(folder.Path, "--chunk", "300")).Single();

        Assert.EndsWith("800 users, 2 of 3 chunks by an earlier run", said);
        Assert.Equal(content, File.ReadAllText(whole));
        Assert.Single(Directory.GetFiles(folder.Path, "*.csv"));
    }

    private static Task<string[]> Run(string folder, params string[] arguments) => SampleRun.Of("BatchScoring", folder, ["--output", folder, .. arguments]);
}
