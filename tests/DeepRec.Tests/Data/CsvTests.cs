using System.Text;

namespace DeepRec.Tests.Data;

public class CsvTests
{
    private static readonly FeatureSchema Ratings = new([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]);

    [Fact]
    public void AHeaderPlacesTheColumnsWhateverTheirOrder()
    {
        var rows = Read("at,extra,rating,item,user\n2024-01-02,x,4.5,i1,u1\n,y,3,i2,u1\n", Ratings);

        Assert.Equal(2, rows.Count);
        Assert.Equal(["u1"], rows.Column<CategoryColumn>("user").Values);
        Assert.Equal([0, 0], rows.Column<CategoryColumn>("user").Codes.ToArray());
        Assert.Equal([4.5f, 3f], rows.Column<NumberColumn>("rating").Values.ToArray());
        Assert.Equal("2024-01-02T00:00:00Z", rows["at"].TextAt(0));
        Assert.True(rows["at"].IsMissing(1));
    }

    [Fact]
    public void ASeparatorOfTwoCharactersAndAnEmptyLastFieldAreRead()
    {
        var options = new CsvOptions { Separator = "::", HasHeader = false };
        var rows = Read("1::1193::5::978300760\r\n3000::2990::3::\r\n", Ratings, options);

        Assert.Equal("2000-12-31T22:12:40Z", rows["at"].TextAt(0));
        Assert.True(rows["at"].IsMissing(1));
        Assert.Equal("2990", rows["item"].TextAt(1));
    }

    [Fact]
    public void ASeparatorOfTwoCharactersAcrossManyBuffersIsRead()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 40_000; i++) text.Append(i).Append("::item:").Append(i).Append("::").Append(i % 5).Append("::\n");
        var rows = Read(text.ToString(), Ratings, new CsvOptions { Separator = "::", HasHeader = false });

        Assert.Equal(40_000, rows.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            Assert.Equal($"{row}", rows["user"].TextAt(row));
            Assert.Equal($"item:{row}", rows["item"].TextAt(row));
        }
    }

    [Fact]
    public void QuotesHoldSeparatorsQuotesAndLineBreaks()
    {
        var schema = new FeatureSchema([Feature.Category("a"), Feature.Category("b")]);
        var rows = Read("a,b\r\n\"x,y\",\"he said \"\"no\"\"\"\r\n\r\n  \r\n\"two\nlines\", \"z\" \r\n", schema);

        Assert.Equal(["x,y", "two\nlines"], rows.Column<CategoryColumn>("a").Values);
        Assert.Equal(["he said \"no\"", "z"], rows.Column<CategoryColumn>("b").Values);
    }

    [Fact]
    public void WithoutAQuoteCharacterQuotesAreText()
    {
        var schema = new FeatureSchema([Feature.Category("a"), Feature.Number("b")]);
        var rows = Read("a|b\n\"open|1\n", schema, new CsvOptions { Separator = "|", Quote = null });

        Assert.Equal("\"open", rows["a"].TextAt(0));
    }

    [Fact]
    public void AQuoteNeverClosedIsAnErrorNotASilentEnd()
    {
        var error = Assert.Throws<DatasetException>(() => Read("user,item,rating,at\nu1,i1,4,\n\"u2,i1,4,\nu3,i1,4,\n", Ratings));

        Assert.Equal(2, error.Row);
        Assert.Equal("Row 2 opens a quote \" that is never closed. Close it, or set Quote = null where quotes are ordinary text.", error.Message);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void ByteOrderMarksAndChineseNamesAndValuesAreRead(string encoding)
    {
        var schema = new FeatureSchema([Feature.User("用户"), Feature.Item("商品"), Feature.Label("评分")]);
        var coding = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. coding.GetPreamble(), .. coding.GetBytes("用户,商品,评分\n张三,苹果 15,4\n")];
        var rows = Dataset.FromCsv(new MemoryStream(bytes), schema);

        Assert.Equal("张三", rows["用户"].TextAt(0));
        Assert.Equal("张三", Dataset.FromCsv(new MemoryStream(bytes), schema, new CsvOptions { Encoding = coding })["用户"].TextAt(0));
        Assert.Equal("苹果 15", rows["商品"].TextAt(0));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("::")]
    public void Latin1IsReadWhenStatedAndRefusedWhenNot(string separator)
    {
        var schema = new FeatureSchema([Feature.Category("title"), Feature.Number("n")]);
        byte[] bytes = Encoding.Latin1.GetBytes($"title{separator}n\nMisérables{separator}1\n");
        var options = new CsvOptions { Separator = separator };

        Assert.Equal("Misérables", Dataset.FromCsv(new MemoryStream(bytes), schema, options with { Encoding = Encoding.Latin1 })["title"].TextAt(0));
        var error = Assert.Throws<DatasetException>(() => Dataset.FromCsv(new MemoryStream(bytes), schema, options));
        Assert.Contains("Row 1 holds text that is not utf-8", error.Message);
        Assert.Contains("Encoding.Latin1", error.Message);
    }

    [Fact]
    public void ARaggedRowIsNamed()
    {
        var error = Assert.Throws<DatasetException>(() => Read("user,item,rating,at\nu1,i1,4,\nu1,i1,4\n", Ratings));

        Assert.Equal(2, error.Row);
        Assert.StartsWith("Row 2 has 3 fields where the header has 4.", error.Message);
    }

    [Fact]
    public void AHeaderWithoutAColumnIsListed()
    {
        var error = Assert.Throws<DatasetException>(() => Read("user,item,score,at\n", Ratings));

        Assert.StartsWith("The stream has no column 'rating'. Its columns: 'user', 'item', 'score', 'at'.", error.Message);
    }

    [Fact]
    public void AValueThatDoesNotSuitNamesColumnRowAndValue()
    {
        var error = Assert.Throws<DatasetException>(() => Read("user,item,rating,at\nu1,i1,4,\nu1,i2,good,\n", Ratings));

        Assert.Equal(("rating", 2L, "good"), (error.Column, error.Row, error.Value));
        Assert.StartsWith("Column 'rating', row 2: 'good' is not a finite number.", error.Message);
    }

    [Fact]
    public void NamesThatDifferInCaseAndUnderscoresAreFoundAndMappedNamesWin()
    {
        var schema = new FeatureSchema([Feature.User("UserId"), Feature.Label("Value")]);
        var options = new CsvOptions { ColumnNames = new Dictionary<string, string> { ["Value"] = "stars" } };

        Assert.Equal(2f, Read("value,user_id,stars\n1,u,2\n", schema, options).Column<NumberColumn>("Value").Values[0]);
        Assert.Contains("two columns that may be 'UserId'", Assert.Throws<DatasetException>(() => Read("user_id,userid,value\n1,u,2\n", schema)).Message);
    }

    [Fact]
    public void WithoutAHeaderPositionsMayBeStated()
    {
        var schema = new FeatureSchema([Feature.Label("rating"), Feature.User("user")]);
        var options = new CsvOptions { HasHeader = false, ColumnPositions = new Dictionary<string, int> { ["rating"] = 2, ["user"] = 0 } };

        Assert.Equal(5f, Read("u,x,5\n", schema, options).Column<NumberColumn>("rating").Values[0]);
        Assert.Contains("no position 2 for 'rating'", Assert.Throws<DatasetException>(() => Read("u,x\n", schema, options)).Message);
        Assert.Throws<ArgumentException>(() => Read("u,x,5\n", Ratings, options));
    }

    [Fact]
    public void StatedTextsAreMissing()
    {
        var schema = new FeatureSchema([Feature.Category("c"), Feature.Number("n")]);
        var rows = Read("c,n\nNA,\\N\nna,1\n", schema, new CsvOptions { MissingValues = CsvOptions.UsualMissingValues });

        Assert.True(rows["c"].IsMissing(0));
        Assert.True(rows["n"].IsMissing(0));
        Assert.Equal("na", rows["c"].TextAt(1));
    }

    [Fact]
    public void AHeaderWithoutRowsIsAnEmptyDatasetAndAnEmptyFileAnError()
    {
        Assert.Equal(0, Read("user,item,rating,at\n", Ratings).Count);
        Assert.Equal(0, Read("", Ratings, new CsvOptions { HasHeader = false }).Count);
        Assert.Contains("is empty", Assert.Throws<DatasetException>(() => Read("", Ratings)).Message);
    }

    [Fact]
    public void RowTypesBringIdsIntoTheirOwnForm()
    {
        var rows = Dataset.FromCsv<Rating>(Bytes("userId,item_id,fresh,value\n007,A,TRUE,1\n7,B,,2\n"));

        Assert.Equal(["7"], rows.Column<CategoryColumn>("UserId").Values);
        Assert.Equal([0, 0], rows.Column<CategoryColumn>("UserId").Codes.ToArray());
        Assert.Equal("True", rows["Fresh"].TextAt(0));
        Assert.True(rows["Fresh"].IsMissing(1));
    }

    [Fact]
    public void AnIdThatIsNoneOfItsTypeNamesTheRow()
    {
        var error = Assert.Throws<DatasetException>(() => Dataset.FromCsv<Rating>(Bytes("userId,item_id,fresh,value\n1,A,,1\nx9,B,,2\n")));

        Assert.Equal(("UserId", 2L, "x9"), (error.Column, error.Row, error.Value));
    }

    [Fact]
    public void AMissingFileAndAFolderAreClear()
    {
        Assert.StartsWith("There is no file '", Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv("no-such-file.csv", Ratings)).Message);
        Assert.Contains("is a folder", Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv(Path.GetTempPath(), Ratings)).Message);
    }

    [Fact]
    public void AStreamStaysOpen()
    {
        var stream = Bytes("user,item,rating,at\nu1,i1,4,\n");
        Dataset.FromCsv(stream, Ratings);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void RepeatedRowsAllocateNextToNothing()
    {
        var bytes = Bytes("user,item,rating,at\n" + string.Concat(Enumerable.Repeat("user-1,item-1,4.5,978300760\n", 50_000)));
        long perRow = Allocation.Least(() =>
        {
            bytes.Position = 0;
            Dataset.FromCsv(bytes, Ratings, new CsvOptions { Threads = 1 }); // others would allocate on threads that are not counted
        }) / 50_000;

        Assert.InRange(perRow, 20, 99); // 20 bytes of values; the lists double as they grow and are copied once
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("12:30")]
    [InlineData("12:30:00.1234")]
    [InlineData("3/4")]
    public void ATimeWithoutAYearIsRefusedRatherThanFilledFromToday(string text) =>
        Assert.Equal(text, Assert.Throws<DatasetException>(() => Read($"user,item,rating,at\nu,i,1,{text}\n", Ratings)).Value);

    [Theory]
    [InlineData("978300760", "2000-12-31T22:12:40Z")]
    [InlineData("978300760000", "2000-12-31T22:12:40Z")]
    [InlineData("01-Jan-1995", "1995-01-01T00:00:00Z")]
    [InlineData("2024-05-01 10:00:00+08:00", "2024-05-01T02:00:00Z")]
    public void TimesAreReadAsUtc(string text, string expected) =>
        Assert.Equal(expected, Read($"user,item,rating,at\nu,i,1,{text}\n", Ratings)["at"].TextAt(0));

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static Dataset Read(string text, FeatureSchema schema, CsvOptions? options = null) => Dataset.FromCsv(Bytes(text), schema, options);

    private sealed record Rating([User] int UserId, [Item] string ItemId, [Categorical] bool? Fresh, [Label] float Value);
}
