using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>The whole command on a small file whose ratings are the sum of a user's and an item's number.</summary>
public sealed class RatingRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RatingRunTests()
    {
        var text = new StringBuilder("user,item,rating\n");
        for (int user = 0; user < 20; user++)
        {
            for (int item = 0; item < 20; item++) text.Append(CultureInfo.InvariantCulture, $"u{user},i{item},{1 + user % 3 + item % 2}\n");
        }

        File.WriteAllText(_folder.File("sums.csv"), text.ToString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultsStandInTheFileInTheAgreedForm()
    {
        string json = _folder.File("result.json");

        Assert.Equal(0, Run("--model", "global-mean", "user-item-bias", "--random", "0.25", "--json", json));

        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var root = document.RootElement;
        Assert.Equal(("rating", "sums", "random 0.25, seed 42"), (root.GetProperty("task").GetString(), root.GetProperty("data").GetString(), root.GetProperty("protocol").GetString()));
        var models = root.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(["global-mean", "user-item-bias"], models.Select(model => model.GetProperty("name").GetString()));
        var fold = models[1].GetProperty("folds").EnumerateArray().Single();
        Assert.Equal("random", fold.GetProperty("fold").GetString());
        Assert.True(fold.GetProperty("seconds").GetDouble() >= 0);
        Assert.Equal((fold.GetProperty("rmse").GetDouble(), fold.GetProperty("mae").GetDouble()), (models[1].GetProperty("rmse").GetDouble(), models[1].GetProperty("mae").GetDouble()));
        // The standard deviation of the sums is √(2/3 + 1/4) = 0.957; biases explain all but what shrinking leaves.
        Assert.InRange(models[0].GetProperty("rmse").GetDouble(), 0.85, 1.06);
        Assert.InRange(models[1].GetProperty("rmse").GetDouble(), 0, 0.6);
        Assert.False(File.Exists(json + ".tmp"));
    }

    [Fact]
    public void SeveralSeedsAreAveraged()
    {
        var source = RatingSource.Open(_folder.File("sums.csv"), new CsvMapping("rating", [Feature.User("user"), Feature.Item("item")], new CsvOptions()));
        var fold = RatingRun.Run(source, RatingProtocol.Of(source, null, null, null, 0.25, 42, null), RatingModels.Named(["biased-mf"]), [1, 2], TestContext.Current.CancellationToken).Models[0].Folds[0];

        Assert.Equal(2, fold.RmseBySeed!.Distinct().Count());
        Assert.Equal(fold.RmseBySeed!.Average(), fold.Rmse, 12);
    }

    [Fact]
    public void ValidationRowsAreTrainingRows()
    {
        var source = RatingSource.Open(_folder.File("sums.csv"), new CsvMapping("rating", [Feature.User("user"), Feature.Item("item")], new CsvOptions()));
        var (train, test) = RatingProtocol.Of(source, null, null, null, 0.25, 42, null).Folds[0].Split();
        var (smaller, held) = RatingProtocol.Of(source, null, null, null, 0.25, 42, 0.1).Folds[0].Split();

        Assert.Equal((300, 100, 270, 30), (train.Count, test.Count, smaller.Count, held.Count));
        Assert.Empty(Pairs(held).Intersect(Pairs(test)));
        Assert.Empty(Pairs(held).Intersect(Pairs(smaller.Rows)));
    }

    [Fact]
    public void RowsAndUsersOfAListAreTestedOn()
    {
        File.WriteAllLines(_folder.File("rows.txt"), ["3", "", "7"]);
        File.WriteAllLines(_folder.File("users.txt"), ["u3"]);
        var source = RatingSource.Open(_folder.File("sums.csv"), new CsvMapping("rating", [Feature.User("user"), Feature.Item("item")], new CsvOptions()));

        Assert.Equal(["u0 i3", "u0 i7"], Pairs(RatingProtocol.Of(source, null, _folder.File("rows.txt"), null, null, 42, null).Folds[0].Split().Test));
        Assert.All(Pairs(RatingProtocol.Of(source, null, null, _folder.File("users.txt"), null, 42, null).Folds[0].Split().Test), pair => Assert.StartsWith("u3 ", pair, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => RatingProtocol.Of(source, "u1", null, null, 0.1, 42, null));
    }

    [Fact]
    public void AnUnknownModelIsRefusedWithTheKnownOnes()
    {
        Assert.Equal(2, Run("--model", "magic"));
        Assert.Equal(
            "There is no model 'magic'. There are global-mean, item-mean, user-item-bias, biased-mf, mlp-article, mlp-recommended, deepfm, dcn, autorec, history, history-ensemble, history-time, and all.",
            Assert.Throws<ArgumentException>(() => RatingModels.Named(["magic"])).Message);
    }

    private static string[] Pairs(Dataset rows) => [.. Enumerable.Range(0, rows.Count).Select(row => $"{rows["user"].TextAt(row)} {rows["item"].TextAt(row)}")];

    private int Run(params string[] arguments) => RatingCommand.Create().Parse(["--data", _folder.File("sums.csv"), "--user", "user", "--item", "item", .. arguments]).Invoke();
}
