using System.Text;

namespace DeepRec.Tests.Data;

/// <summary>Real files; skipped unless the environment variable DEEPREC_DATA names the folder that holds ml-1m and ml-100k.</summary>
public class MovieLensFileTests
{
    [Fact]
    public void AMillionRatingsWithUnknownTimesAreRead()
    {
        var schema = new FeatureSchema([Feature.User("user"), Feature.Item("movie"), Feature.Label("rating"), Feature.Timestamp("at")]);
        var rows = Dataset.FromCsv(FileOf("ml-1m/ratings.dat"), schema, new CsvOptions { Separator = "::", HasHeader = false });

        Assert.Equal(1_000_209, rows.Count);
        Assert.Equal(138_720, rows["at"].MissingCount);
        Assert.Equal(6_040, rows.Column<CategoryColumn>("user").Values.Count);
        Assert.Equal(3_706, rows.Column<CategoryColumn>("movie").Values.Count);
        double sum = 0;
        foreach (float rating in rows.Column<NumberColumn>("rating").Values) sum += rating;
        Assert.Equal(3.581564, sum / rows.Count, 6);
    }

    [Fact]
    public void FilmsInLatin1AreRead()
    {
        var schema = new FeatureSchema([Feature.Item("movie"), Feature.Category("title"), Feature.DateTime("released")]);
        var options = new CsvOptions { Separator = "|", HasHeader = false, Encoding = Encoding.Latin1, Quote = null };
        var rows = Dataset.FromCsv(FileOf("ml-100k/u.item"), schema, options);

        Assert.Equal(1_682, rows.Count);
        Assert.Contains("Misérables, Les (1995)", rows.Column<CategoryColumn>("title").Values);
        Assert.Equal("1995-01-01T00:00:00Z", rows["released"].TextAt(0));
    }

    [Fact]
    public void RatingsWithoutHeaderAreUnderstood()
    {
        var schema = CsvSchema.Infer(FileOf("ml-100k/u.data"), "column3", new CsvOptions { Separator = "\t", HasHeader = false }).Schema;

        Assert.Equal(("column1", "column2", "column3", "column4"), (schema.User!.Name, schema.Item!.Name, schema.Label!.Name, schema.Timestamp!.Name));
    }

    [Fact]
    public void TheReportOfAMillionRatingsIsRight()
    {
        var schema = new FeatureSchema([Feature.User("user"), Feature.Item("movie"), Feature.Label("rating"), Feature.Timestamp("at")]);
        var rows = Dataset.FromCsv(FileOf("ml-1m/ratings.dat"), schema, new CsvOptions { Separator = "::", HasHeader = false });
        var report = DataQualityReport.Of(rows, new DataQualityOptions { MinimumLabel = 1, MaximumLabel = 5 });

        Assert.Equal((6_040, 3_706, 1_000_209), (report.Users!.Count, report.Items!.Count, report.Duplicates!.Pairs));
        Assert.Equal((20, 0), (report.Users.FewestRows, report.Duplicates.Repeated));
        Assert.Equal(138_720, report.Times!.Missing);
        Assert.Equal(0, report.Label!.OutOfRange);
    }

    private static string FileOf(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("DEEPREC_DATA");
        Assert.SkipWhen(folder is null, "Set DEEPREC_DATA to the folder that holds ml-1m and ml-100k.");
        return Path.Combine(folder!, name);
    }
}
