using DeepRec.Quality;

namespace DeepRec.Tests.Quality;

/// <summary>Real files; skipped unless the environment variable DEEPREC_DATA names the folder that holds them.</summary>
public sealed class RankingFileTests
{
    [Theory]
    [InlineData("amazon-beauty", 22_363, 12_101, 198_502)]
    [InlineData("amazon-beauty-bert4rec", 40_226, 54_542, 353_962)]
    public void SequencesHaveTheirPublishedSize(string folder, int users, int items, int rows)
    {
        var source = RankingSource.Open(FolderOf(folder), "sequence", 42);

        Assert.Equal((folder, users, items), (source.Name, source.Test.Count, source.Test.Items!.Count));
        Assert.Equal((users, rows - 2 * users), (source.Validation!.Count, source.Train.Count));
        Assert.Equal(users, source.Test["user"] is CategoryColumn column ? column.Codes.ToArray().Distinct().Count() : 0);
    }

    [Fact]
    public void TheNcfFilesHaveTheirPublishedSizeAndFlaws()
    {
        var source = RankingSource.Open(FolderOf("ncf-ml-1m"), "ncf", 42);

        Assert.Equal((994_169, 6_040, 3_706), (source.TrainAndValidation.Count, source.Test.Count, source.Test.Items!.Count));
        Assert.Equal(138_720, source.Train["at"].MissingCount);
        Assert.Equal(156, source.DroppedNegatives);
        Assert.Equal((6_040 * 99 - 156, 98), (source.Negatives!.Sum(n => n.Count), source.Negatives!.Min(n => n.Count)));
    }

    [Fact]
    public void GowallaHasItsPublishedSize()
    {
        var source = RankingSource.Open(FolderOf("gowalla"), "lightgcn", 42);

        Assert.Equal((810_128, 217_242, 40_981), (source.Train.Count, source.Test.Count, source.Train.Items!.Count));
        Assert.Equal(29_858, source.Train.Column<CategoryColumn>("user").Values.Count);
    }

    [Fact]
    public void MovieLensLeavesOneOutOfEachUser()
    {
        var source = RankingSource.Open(FolderOf("ml-100k"), "movielens", 42);

        Assert.Equal((100_000 - 2 * 943, 943, 943, 1_682), (source.Train.Count, source.Validation!.Count, source.Test.Count, source.Test.Items!.Count));
    }

    [Fact]
    public void TheNumbersOfBeautysFileGiveItsOrderAwayAndTheShuffledOnesDoNot()
    {
        string folder = FolderOf("amazon-beauty");
        var (train, test) = Split.LeaveOneOut(Dataset.From(RankingFiles.Lists(Path.Combine(folder, "Beauty.txt"))
            .GroupBy(row => row.User).SelectMany(rows => rows.Select((row, i) => new Step(row.User, row.Item, DateTimeOffset.UnixEpoch.AddSeconds(i))))));
        var shuffled = RankingSource.Open(folder, "sequence", 42);

        Assert.Equal([LeakageKind.ItemIdOrder], LeakageAudit.Of(train, test).Findings.Select(finding => finding.Kind));
        Assert.True(LeakageAudit.Of(new TrainingSet(shuffled.TrainAndValidation), shuffled.Test).IsClean);
    }

    private static string FolderOf(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("DEEPREC_DATA");
        Assert.SkipWhen(folder is null, $"Set DEEPREC_DATA to the folder that holds {name}.");
        return Path.Combine(folder!, name);
    }

    private sealed record Step([User] string User, [Item] string Item, [Timestamp] DateTimeOffset At);
}
