using DeepRec.Quality;

namespace DeepRec.Tests.Quality;

/// <summary>Clean splits of real ratings; skipped unless the environment variable DEEPREC_DATA names the folder that holds them.</summary>
public sealed class LeakageFileTests
{
    [Theory]
    [InlineData("ml-100k", "random")]
    [InlineData("ml-100k", "time")]
    [InlineData("ml-100k", "one")]
    [InlineData("ml-100k", "share")]
    [InlineData("ml-100k", "fold")]
    [InlineData("ml-1m", "random")]
    [InlineData("ml-1m", "time")]
    [InlineData("ml-1m", "one")]
    public void NothingIsFoundInACleanSplitOfMovieLens(string folder, string name)
    {
        string? data = Environment.GetEnvironmentVariable("DEEPREC_DATA");
        Assert.SkipWhen(data is null, $"Set DEEPREC_DATA to the folder that holds {folder}.");
        var source = RatingSource.Open(Path.Combine(data!, folder), new CsvMapping("rating", [], new CsvOptions()));
        var split = name switch
        {
            "random" => Split.Random(source.ReadAll()),
            "time" => Split.ByTime(source.ReadAll()),
            "one" => Split.LeaveOneOut(source.ReadAll()),
            "share" => Split.ByUserTime(source.ReadAll()),
            _ => Split.Predefined(source.Read("u1.base"), source.Read("u1.test")),
        };

        Assert.Empty(LeakageAudit.Of(split.Train, split.Test, source.CreatePipeline()!.Fit(split.Train)).Findings);
    }
}
