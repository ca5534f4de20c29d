using System.Text;
using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>Each layout, written small.</summary>
public sealed class RatingSourceTests : IDisposable
{
    private static readonly CsvMapping Guessed = new("rating", [], new CsvOptions());
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The100KLayoutHasThreeTablesAndFolds()
    {
        Write("u.data", "1\t10\t4\t881250949\n2\t11\t5\t881250950\n");
        Write("u1.base", "1\t10\t4\t881250949\n");
        Write("u1.test", "2\t11\t5\t881250950\n");
        Write("u.user", "1|24|M|technician|85711\n2|53|F|other|94043\n");
        Write("u.item", "10|Été (1995)|01-Jan-1995||http://x|0|1|0|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0\n11|Unknown||||1|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0\n");
        var source = RatingSource.Open(_folder.Path, Guessed);
        var rows = source.ReadAll();

        Assert.Equal("ml-100k", source.Name);
        Assert.Equal(["user", "item", "rating", "at", "age", "gender", "occupation", "Genres", "Year"], rows.Schema.Select(f => f.Name));
        Assert.Equal(["1|10|4|1997-12-04T15:55:49Z|24|M|technician|action|drama|1995", "2|11|5|1997-12-04T15:55:50Z|53|F|other|unknown|"], Lines(rows));
        var (train, test) = RatingProtocol.Of(source, folds: null, null, null, null, 42, null).Folds.Single(fold => fold.Name == "u1").Split();
        Assert.Equal((1, "11"), (train.Count, test["item"].TextAt(0)));
    }

    [Fact]
    public void The1MLayoutKeepsMissingTimesMissing()
    {
        Write("ratings.dat", "1::10::4::978300760\n1::11::5::\n");
        Write("users.dat", "1::F::1::10::48067\n");
        Write("movies.dat", "10::Toy Story (1995)::Animation|Children's\n11::No Year::Drama\n");

        Assert.Equal(
            ["1|10|4|2000-12-31T22:12:40Z|F|1|10|Animation|Children's|1995", "1|11|5||F|1|10|Drama|"],
            Lines(RatingSource.Open(_folder.File("ratings.dat"), Guessed).ReadAll()));
    }

    [Fact]
    public void TheLatestLayoutHasHeadersAndQuotedTitles()
    {
        Write("ratings.csv", "userId,movieId,rating,timestamp\n1,10,3.5,964982703\n");
        Write("movies.csv", "movieId,title,genres\n10,\"American President, The (1995)\",Comedy|Drama\n12,Nothing,(no genres listed)\n");
        var source = RatingSource.Open(_folder.Path, Guessed);

        Assert.Equal(["1|10|3.5|2000-07-30T18:45:03Z|Comedy|Drama|1995"], Lines(source.ReadAll()));
        Assert.Equal(2, source.ReadAll().Items!.Count);
    }

    [Fact]
    public void AnyOtherFileIsReadByWhatIsStated()
    {
        Write("shop.txt", "who;what;stars;colour\nann;x1;3;red\nbob;x2;4;blue\n");
        var source = RatingSource.Open(_folder.File("shop.txt"), new CsvMapping("stars", [Feature.User("who"), Feature.Item("what")], new CsvOptions { Separator = ";" }));
        var schema = source.ReadAll().Schema;

        Assert.Equal(("shop", "who", "what", "stars"), (source.Name, schema.User!.Name, schema.Item!.Name, schema.Label!.Name));
        Assert.Null(source.CreatePipeline());
    }

    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        Assert.Contains("holds none of u.data, ratings.dat, ratings.csv", Assert.Throws<FileNotFoundException>(() => RatingSource.Open(_folder.Path, Guessed)).Message, StringComparison.Ordinal);
        Assert.Contains("no file or folder", Assert.Throws<FileNotFoundException>(() => RatingSource.Open(_folder.File("nothing"), Guessed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Toy Story (1995)", 1995f)]
    [InlineData("Toy Story (1995) ", 1995f)]
    [InlineData("(500) Days", null)]
    [InlineData("Short (95)", null)]
    [InlineData(null, null)]
    public void TheYearStandsAtTheEndOfATitle(string? title, float? year) => Assert.Equal(year, Film.YearOf(title));

    private static string[] Lines(Dataset rows) =>
        [.. Enumerable.Range(0, rows.Count).Select(row => string.Join('|', rows.Schema.Select(feature => rows[feature.Name].TextAt(row)?.Replace(", ", "|", StringComparison.Ordinal))))];

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text, Encoding.Latin1);
}
