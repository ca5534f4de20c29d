using System.Globalization;
using DeepRec.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec.Tests.Documentation;

[CollectionDefinition(nameof(SnippetTests), DisableParallelization = true)]
public sealed class SnippetTestsCollection;

[Collection(nameof(SnippetTests))]
public sealed class SnippetTests : IDisposable
{
    private readonly SnippetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheReadmesCoreExamplePrintsAnErrorAndTenItemsAndSaves()
    {
        string[] lines = CapturedConsole.Of(SnippetsReadme.Core).TrimEnd().Split(Environment.NewLine);

        Assert.Equal(11, lines.Length);
        Assert.StartsWith("MSE ", lines[0], StringComparison.Ordinal);
        Assert.InRange(double.Parse(lines[0][4..], CultureInfo.CurrentCulture), 0.02, 0.2);
        Assert.All(lines[1..], line => Assert.StartsWith("i", line, StringComparison.Ordinal));
        using var loaded = Recommender.Load<string, string>("shop.deeprec");
        Assert.Equal(40, loaded.ItemCount);
    }

    [Fact]
    public async Task TheReadmesFourAbstractionsWorkTogether()
    {
        string printed = await CapturedConsole.OfAsync(SnippetsReadme.FourAbstractions);
        Assert.EndsWith("6 inputs, 48 test rows" + Environment.NewLine, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePackagePagesExampleRuns() =>
        Assert.StartsWith("MSE ", CapturedConsole.Of(SnippetsPackagePage.Core), StringComparison.Ordinal);

    [Fact]
    public async Task TheGuidesWaysOfReadingGiveTheRowsThatWereWritten()
    {
        Assert.Equal(2, SnippetsGuideData.Objects().Count);
        Assert.Equal(2, (await SnippetsGuideData.Stream(Some(SnippetsGuideData.Objects()), TestContext.Current.CancellationToken)).Count);
        var typed = SnippetsGuideData.Csv();
        Assert.Equal(240, typed.Count);
        Assert.Equal(240, SnippetsGuideData.Schema().Count);
        Assert.Equal(typed["Value"].MissingCount, SnippetsGuideData.Inferred()["Value"].MissingCount);

        File.WriteAllText("评分.tsv", "用户\tItemId\t评分\tAt\tPrice\tBrand\tTags\tDevice\n7\t灯\t4\t2026-03-01\tNA\tLux\thome|light\tphone\n");
        var chinese = SnippetsGuideData.OtherCsv();
        Assert.Equal(("7", "灯", 1), (chinese["UserId"].TextAt(0), chinese["ItemId"].TextAt(0), chinese["Price"].MissingCount));
    }

    [Fact]
    public void TheGuideReadsADatabase()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE ratings (user_id, item_id, value, at, price, brand, tags, device); INSERT INTO ratings VALUES (7, 'lamp', 4.5, '2026-03-01T10:00:00Z', NULL, 'Lux', 'home|light', 'phone')";
        command.ExecuteNonQuery();

        var rows = SnippetsGuideData.Database(connection);

        Assert.Equal(("7", "lamp", 1), (rows["UserId"].TextAt(0), rows["ItemId"].TextAt(0), rows["Price"].MissingCount));
    }

    [Fact]
    public void TheGuideJoinsThreeTables()
    {
        File.WriteAllText("visits.csv", "user,item,device,at,rating\nu1,i1,phone,2026-03-01,0.5\nu2,i1,,2026-03-02,0.7\n");
        File.WriteAllText("users.csv", "user,age,gender,region\nu1,30,f,north\nu2,,m,south\n");
        File.WriteAllText("items.csv", "item,price,category,brand\ni1,9.5,home,Lux\ni2,5,toys,Nord\n");

        var shop = SnippetsGuideData.ThreeTables();

        Assert.Equal(("north", "Lux", 2), (shop["region"].TextAt(0), shop["brand"].TextAt(1), shop.Items!.Count));
    }

    [Fact]
    public void TheGuideReportsAndSplits()
    {
        var ratings = SnippetsGuideData.Csv();
        Assert.Equal(240, SnippetsGuideData.Report(ratings).Rows);
        Assert.Equal(240 + 48 + 5 + 20 + 40 + 24 + 3 + 240, SnippetsGuideData.Splits(ratings, ratings, ratings));
    }

    [Fact]
    public async Task TheGuideWalksFromPreprocessingToServing()
    {
        var (train, test) = Split.ByTime(SnippetsGuideData.Csv());
        Assert.Contains("UserId: Id, size 23", CapturedConsole.Of(() => SnippetsGuidePreprocessing.Default(train)), StringComparison.Ordinal);
        var (pipeline, fitted) = SnippetsGuidePreprocessing.Own(train);
        Assert.Contains(fitted.Inputs, input => input.Name == "At.cyclic");
        Assert.NotEmpty(SnippetsGuidePreprocessing.Denoised(train));
        Assert.Equal(4, SnippetsGuideTraining.Models().Length);
        Assert.InRange(SnippetsGuideTraining.Presets(train).Parameters, 1, 100_000);

        var report = await SnippetsGuideTraining.Training(train, pipeline, NullLogger.Instance, TestContext.Current.CancellationToken);
        Assert.InRange(report.BestEpoch, 1, 30);
        Assert.True(File.Exists("runs/shop.checkpoint"));
        Assert.NotEmpty(Directory.GetFiles("runs/shop"));
        Assert.Equal(5, SnippetsGuideTraining.ByHand(train, pipeline).History.Count);

        using var recommender = Recommender.Train<int, string>(train, RecommenderOptions.Recommended with { Pipeline = pipeline, Model = SnippetsGuideTraining.Encoders() }, TestContext.Current.CancellationToken);
        Assert.Equal(48, SnippetsGuideServing.Evaluate(recommender, test).Overall.Count);
        string printed = CapturedConsole.Of(() => SnippetsGuideServing.Recommend(recommender));
        Assert.Equal(3, printed.Split(ColdStartRung.Known.ToString()).Length - 1);
        Assert.DoesNotContain("sofa", string.Concat(printed.TrimEnd().Split(Environment.NewLine)[^3..]), StringComparison.Ordinal);
        Assert.All(SnippetsGuideServing.Predict(recommender, test), score => Assert.InRange(score, 1, 5));
        Assert.Equal(recommender.Predict(7, "lamp"), SnippetsGuideServing.SaveAndLoad(recommender));
    }

    [Fact]
    public void TheGuideRanks()
    {
        var (train, test) = Split.Random(SnippetsGuideData.Csv());

        Assert.Contains("items, seen items masked", CapturedConsole.Of(() => SnippetsGuideRankers.First(train, test)), StringComparison.Ordinal);
        string compared = CapturedConsole.Of(() => SnippetsGuideRankers.Compare(train, test));
        Assert.All(["PopularityOptions", "ItemKnnOptions", "EaseOptions", "SoftmaxRankerOptions", "p (Holm)"], text => Assert.Contains(text, compared, StringComparison.Ordinal));
        Assert.StartsWith("best epoch ", CapturedConsole.Of(() => SnippetsGuideRankers.Watch(train)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheGuideRecommendsToAnybody()
    {
        var train = new TrainingSet(SmallShop.Create().ToDataset());
        string printed = CapturedConsole.Of(() => SnippetsGuideRecommending.Run(train, [.. Enumerable.Range(0, 40).Select(i => $"i{i}")]));

        Assert.Equal((5, 5), (Lines($" {RankingRung.RecentItems}: "), Lines($" {RankingRung.Popularity}: popular overall")));
        Assert.Equal(5, Lines($" {RankingRung.Features}: suits Region south"));
        Assert.Contains("10 varied, 4 lists", printed, StringComparison.Ordinal);
        Assert.Contains("most similar of what was met: ", printed, StringComparison.Ordinal);
        Assert.Contains("sum 1.000000", printed, StringComparison.Ordinal);

        int Lines(string text) => printed.Split(Environment.NewLine).Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void TheGuideAuditsAndSearches()
    {
        string printed = CapturedConsole.Of(() => Assert.True(SnippetsGuideSelection.Audit(SnippetsGuideData.Csv()).IsClean));
        Assert.StartsWith("192 training rows, 48 test rows\nLeaks\n- None found.\n", printed, StringComparison.Ordinal);

        var quick = RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1, BatchSize = 64 } };
        var result = SnippetsGuideSelection.Search(Split.ByTime(SnippetsGuideData.Csv()).Train, quick);
        Assert.Equal((4, SearchEnd.Trials), (result.Trials.Count, result.End));
        Assert.All(result.Trials, trial => Assert.InRange(trial.Objective!.Value, 0.5, 4));
        Assert.Equal(5, File.ReadAllLines("runs/search.jsonl").Length);
        Assert.Equal(result.ToString(), SnippetsGuideSelection.Search(Split.ByTime(SnippetsGuideData.Csv()).Train, quick).ToString());
    }

    [Fact]
    public void TheGuidesSafeArithmeticIsTheMean()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        Assert.Equal([2f, 4f], TensorMemory.ToFloats(SnippetsGuideOwn.Half(TorchSharp.torch.tensor(new[] { 1f, 2 }), TorchSharp.torch.tensor(new[] { 3f, 6 }))));
    }

    [Fact]
    public void TheGuidesOwnPartsTrainSaveAndLoad()
    {
        SnippetsGuideOwn.Register();
        SnippetsGuideOwn.Check(SnippetsGuideData.Csv());
        var train = new TrainingSet(SnippetsGuideData.Csv());
        var (encoder, model) = SnippetsGuideOwn.Use();
        foreach (var options in new[] { encoder, model })
        {
            using var recommender = Recommender.Train<int, string>(train, options, TestContext.Current.CancellationToken);
            recommender.Save("own.deeprec");
            using var loaded = Recommender.Load<int, string>("own.deeprec");
            Assert.Equal(recommender.Predict(train.Rows), loaded.Predict(train.Rows));
        }
    }

    [Fact]
    public void TheArticlesProgramPrintsItsError()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 40, Ratings = 1_200, MissingShare = 0.02 });
        File.WriteAllLines("data.csv", shop.Rows.Select(r => FormattableString.Invariant($"{r.UserId},{r.ItemId},{r.Age},{r.Gender},{r.Region},{r.Price},{r.Category},{r.Brand},{r.Device},{r.Value}")).Prepend("user_id,item_id,age,gender,region,price,category,brand,device,rating"));

        string printed = CapturedConsole.Of(SnippetsFromTheArticle.Run);

        Assert.StartsWith("MSE: ", printed, StringComparison.Ordinal);
        Assert.InRange(double.Parse(printed[5..], CultureInfo.CurrentCulture), 0.02, 0.2);
    }

    [Fact]
    public void TheArticlesPresetIsAsWrittenOut() => Assert.Equivalent(SnippetsFromTheArticle.Preset(), RecommenderOptions.Article, strict: true);

    [Fact]
    public void TheArticlesTwoUsersGetAnswersWithinTheRatingsRange()
    {
        string[] lines = CapturedConsole.Of(SnippetsFromTheArticle.TwoUsersAndFourItems).TrimEnd().Split(Environment.NewLine);
        Assert.Equal(["u1 would rate i4", "u2 would rate i1", "u2 would rate i3"], lines.Select(line => line[..16]));
        Assert.All(lines, line => Assert.InRange(double.Parse(line[17..], CultureInfo.CurrentCulture), 2, 5));
    }

    private static async IAsyncEnumerable<SnippetsGuideData.Rating> Some(Dataset rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            await Task.Yield();
            yield return new SnippetsGuideData.Rating(7, rows["ItemId"].TextAt(row)!, 4, DateTimeOffset.UnixEpoch, null, null, [], null);
        }
    }
}
