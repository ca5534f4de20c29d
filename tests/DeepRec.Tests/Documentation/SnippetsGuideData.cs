using System.Data.Common;
using System.Text;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

#pragma warning disable IDE0040 // As a reader writes it.

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/data.md: data, its report, splits.</summary>
internal static class SnippetsGuideData
{
    public record Rating(
        [User] int UserId, [Item] string ItemId, [Label] float Value, [Timestamp] DateTimeOffset At,
        [Numeric] float? Price, [Categorical] string? Brand, [Categories] string[] Tags,
        [Categorical(About = FeatureRole.Context)] string? Device);

    public static Dataset Objects()
    {
        Rating[] rows =
        [
            new(7, "lamp", 4.5f, new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), 19.9f, "Lux", ["home", "light"], "phone"),
            new(7, "sofa", 2, new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero), null, null, ["home"], null),
        ];
        var ratings = Dataset.From(rows);
        return ratings;
    }

    public static async Task<Dataset> Stream(IAsyncEnumerable<Rating> stream, CancellationToken cancellationToken)
    {
        var ratings = await Dataset.FromAsync(stream, cancellationToken);
        return ratings;
    }

    public static Dataset Csv()
    {
        var ratings = Dataset.FromCsv<Rating>("ratings.csv");
        return ratings;
    }

    public static Dataset OtherCsv()
    {
        var ratings = Dataset.FromCsv<Rating>("评分.tsv", new CsvOptions
        {
            Separator = "\t",
            Encoding = Encoding.UTF8,
            ColumnNames = new Dictionary<string, string> { ["UserId"] = "用户", ["Value"] = "评分" },
            MissingValues = CsvOptions.UsualMissingValues,
        });
        return ratings;
    }

    public static Dataset Schema()
    {
        var schema = new FeatureSchema(
        [
            Feature.User("user_id"), Feature.Item("ItemId"), Feature.Label("Value"), Feature.Timestamp("At"),
            Feature.Number("Price", FeatureRole.ItemFeature), Feature.Categories("Tags", FeatureRole.ItemFeature) with { Separator = '|' },
        ]);
        var ratings = Dataset.FromCsv("ratings.csv", schema);
        return ratings;
    }

    public static Dataset Inferred()
    {
        var guess = CsvSchema.Infer("ratings.csv", label: "Value");
        Console.WriteLine(guess); // each column: kind, role, how sure, examples, why

        var ratings = Dataset.FromCsv("ratings.csv", label: "Value", overrides: [Feature.Category("Device", FeatureRole.Context)]);
        return ratings;
    }

    public static Dataset Database(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT user_id, item_id, value, at, price, brand, tags, device FROM ratings";
        using var reader = command.ExecuteReader();
        var ratings = Dataset.FromReader<Rating>(reader);
        return ratings;
    }

    public static Dataset ThreeTables()
    {
        var ratings = Dataset.FromCsv("visits.csv", new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Category("device", FeatureRole.Context), Feature.Timestamp("at"), Feature.Label("rating")]));
        var users = Dataset.FromCsv("users.csv", new FeatureSchema([Feature.User("user"), Feature.Number("age"), Feature.Category("gender"), Feature.Category("region")]));
        var items = Dataset.FromCsv("items.csv", new FeatureSchema([Feature.Item("item"), Feature.Number("price"), Feature.Category("category"), Feature.Category("brand")]));

        var shop = Dataset.Join(ratings, users, items);
        return shop;
    }

    public static DataQualityReport Report(Dataset ratings)
    {
        var report = DataQualityReport.Of(ratings, new DataQualityOptions { MinimumLabel = 1, MaximumLabel = 5, FewRows = 5 });
        Console.WriteLine(report);
        foreach (string finding in report.Findings) Console.WriteLine(finding);
        return report;
    }

    public static int Splits(Dataset ratings, Dataset first, Dataset second)
    {
        var (train, test) = Split.ByTime(ratings, testFraction: 0.2);
        var random = Split.Random(ratings, testFraction: 0.2, seed: 42);
        var folds = Split.KFold(ratings, folds: 5, seed: 42);
        var newest = Split.LeaveOneOut(ratings);
        var share = Split.ByUserTime(ratings, testFraction: 0.2);
        var strangers = Split.ByUsers(ratings, [7, 8]);
        var listed = Split.ByRows(ratings, testRows: [3, 5, 8]);
        var published = Split.Predefined(train: first, test: second);
        return train.Count + test.Count + random.Test.Count + folds.Count + newest.Test.Count + share.Test.Count + strangers.Test.Count + listed.Test.Count + published.Test.Count;
    }
}
