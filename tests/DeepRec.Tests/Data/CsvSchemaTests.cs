using System.Text;

namespace DeepRec.Tests.Data;

public class CsvSchemaTests
{
    [Fact]
    public void NamesAndContentGiveKindsAndRoles()
    {
        var inferred = Infer("user_id,movieId,rating,timestamp,genres,price,brand,released", i =>
            $"u{i % 40},{i % 25},{1 + (i % 9) / 2.0},{978300760 + i},{(i % 3 == 0 ? "Action|Comedy" : i % 3 == 1 ? "Comedy|Drama" : "Drama")},{i % 7 + 0.25},b{i % 4},2001-0{1 + i % 9}-02");

        Assert.Equal(
        [
            "user_id Category User Likely", "movieId Category Item Likely", "rating Number Label Stated", "timestamp DateTime Timestamp Likely",
            "genres Categories Unassigned Likely", "price Number Unassigned Sure", "brand Category Unassigned Sure", "released DateTime Unassigned Sure",
        ], Describe(inferred));
        Assert.Equal('|', inferred.Schema["genres"].Separator);
        Assert.Empty(inferred.Doubtful);
        Assert.Empty(inferred.Notes);
    }

    [Fact]
    public void ChineseNamesAreUnderstood() => Assert.Equal(
        ["用户ID Category User Likely", "商品 Category Item Likely", "评分 Number Label Stated", "时间 DateTime Timestamp Sure", "年龄 Number Unassigned Likely", "性别 Category Unassigned Likely"],
        Describe(Infer("用户ID,商品,评分,时间,年龄,性别", i => $"{i % 9},苹果{i % 7},{i % 5},2024-01-{1 + i % 28:00},{20 + i % 30},{i % 2}", "评分")));

    [Fact]
    public void WholeNumbersWithFewValuesAreDoubtfulUnlessTheNameDecides()
    {
        var inferred = Infer("user,item,rating,level,age,gender,zip,big", i => $"u{i % 9},i{i % 8},3,{i % 4},{i % 15},{i % 2},{i % 12:00000},{i % 60}");

        Assert.Equal(["level"], inferred.Doubtful.Select(c => c.Feature.Name));
        Assert.Equal("whole numbers, 4 distinct: a category, or a number", inferred.Doubtful[0].Reason);
        Assert.Equal(FeatureKind.Category, inferred.Schema["level"].Kind);
        Assert.Equal(FeatureKind.Number, inferred.Schema["age"].Kind);
        Assert.Equal(FeatureKind.Category, inferred.Schema["gender"].Kind);
        Assert.Equal(FeatureKind.Category, inferred.Schema["zip"].Kind);
        Assert.Equal(FeatureKind.Number, inferred.Schema["big"].Kind);
    }

    [Theory]
    [InlineData("note", "a text of its own {0}", "free text or an id")]
    [InlineData("serial", "7{0}", "a number, or an id")]
    [InlineData("when", "0{1}/02/2020", "month/day/year")]
    [InlineData("day", "{2}/02/2020", "looks like day/month/year")]
    [InlineData("tags", "x{1},y{2}", "',' joins")]
    public void DoubtfulColumnsSayWhy(string name, string value, string reason)
    {
        var inferred = Infer($"user;item;rating;{name}", i => $"u{i % 9};i{i % 8};3;{string.Format(null, value, i, 1 + i % 5, 13 + i % 6)}", options: new CsvOptions { Separator = ";" });

        Assert.Contains(reason, Assert.Single(inferred.Doubtful, c => c.Feature.Name == name).Reason);
    }

    [Fact]
    public void AFewTextsAmongNumbersAreNamed()
    {
        var inferred = Infer("user,item,rating,weight", i => $"u{i % 9},i{i % 8},3,{(i == 7 ? "n/a" : i)}");

        Assert.Equal("numbers but for 1 row such as 'n/a'; add that to MissingValues to read numbers", Assert.Single(inferred.Doubtful).Reason);
        Assert.Equal(FeatureKind.Number, Infer("user,item,rating,weight", i => $"u{i % 9},i{i % 8},3,{(i == 7 ? "n/a" : i / 2)}", options: new CsvOptions { MissingValues = ["n/a"] }).Schema["weight"].Kind);
    }

    [Fact]
    public void AFileWithoutHeaderIsUnderstoodByContentAndAllGuessesAreDoubtful()
    {
        var inferred = Infer(null, i => $"{i % 20}\t{i % 30}\t{i % 5}\t{881250949 + i * 60}", "column3", new CsvOptions { HasHeader = false, Separator = "\t" });

        Assert.Equal(["column1 Category User Doubtful", "column2 Category Item Doubtful", "column3 Number Label Stated", "column4 DateTime Timestamp Doubtful"], Describe(inferred));
    }

    [Fact]
    public void AFeatureOfThatNameReplacesTheGuess()
    {
        var inferred = Infer("user,item,rating,level,Click_Time", i => $"u{i % 9},i{i % 8},3,{i % 4},{i}", overrides: [Feature.Number("level", FeatureRole.Context), Feature.Item("user"), Feature.User("item"), Feature.Category("ClickTime")]);

        Assert.Equal(
            ["user Category Item Stated", "item Category User Stated", "rating Number Label Stated", "level Number Context Stated", "ClickTime Category Unassigned Stated"], Describe(inferred));
    }

    [Fact]
    public void WhatIsMissingIsNoted()
    {
        var inferred = Infer("a,rating,", i => $"x{i % 3},3,1");

        Assert.Equal(["Column 3 has no name and is left out.", "No column of users was found: state one with Feature.User(name).", "No column of items was found: state one with Feature.Item(name).",
            "No time of the rows was found, so that rows cannot be split by time: state one with Feature.Timestamp(name)."], inferred.Notes);
    }

    [Fact]
    public void AReleaseDateIsNotTheTimeOfTheRow() =>
        Assert.Null(Infer("user,item,rating,release_date", i => $"u{i % 9},i{i % 8},3,2001-01-0{1 + i % 9}").Schema.Timestamp);

    [Fact]
    public void ALabelThatIsNoneIsAnError()
    {
        Assert.Contains("has no column 'stars'. Its columns: 'user', 'rating'.", Assert.Throws<DatasetException>(() => Infer("user,rating", _ => "u,1", "stars")).Message);
        Assert.StartsWith("The label 'rating' holds 'good', which is not a finite number.", Assert.Throws<DatasetException>(() => Infer("user,rating", _ => "u,good")).Message);
        Assert.StartsWith("The label 'rating' has no value in the first 200 rows.", Assert.Throws<DatasetException>(() => Infer("user,rating", _ => "u,")).Message);
        Assert.Throws<ArgumentException>(() => CsvSchema.Infer("any.csv", "rating", overrides: [Feature.Category("rating")]));
    }

    [Fact]
    public void OnlyTheFirstRowsAreLookedAt()
    {
        var inferred = Infer("user,item,rating,x", i => $"u{i % 9},i{i % 8},3,{(i < 50 ? i / 2.0 : "text")}", options: new CsvOptions { InferenceRows = 50 });

        Assert.Equal(50, inferred.SampledRows);
        Assert.Equal(FeatureKind.Number, inferred.Schema["x"].Kind);
    }

    [Fact]
    public void TheTableAlignsChineseTextAndEndsWithWhatToReview()
    {
        string text = Infer("用户,item,rating,level", i => $"张三{i % 2},i{i % 8},3,{i % 4}").ToString();

        Assert.StartsWith("""
            Guessed from the first 200 rows.

            Column  Kind      Role        Certainty  Distinct  Missing  Examples      Why
            ------  --------  ----------  ---------  --------  -------  ------------  --------------------------------------------------
            用户    Category  User        Likely            2        0  张三0, 张三1  its name says the user
            item    Category  Item        Likely            8        0  i0, i1, i2    its name says the item
            rating  Number    Label       Stated            1        0  3             stated: to be predicted
            level   Category  Unassigned  Doubtful          4        0  0, 1, 2       whole numbers, 4 distinct: a category, or a number

            """.ReplaceLineEndings("\n"), text);
        Assert.EndsWith("Doubtful: 'level'. Pass a Feature of that name to state what it is.\n", text);
    }

    [Fact]
    public void OneCallInfersAndReads()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "user,item,rating,age\n1,a,5,30\n2,b,3,\n");
            var rows = Dataset.FromCsv(path, label: "rating", overrides: [Feature.Number("age", FeatureRole.UserFeature)]);

            Assert.Equal(["user", "item", "rating", "age"], rows.Schema.Select(f => f.Name));
            Assert.Equal("rating", rows.Schema.Label!.Name);
            Assert.Equal([5f, 3f], rows.Column<NumberColumn>("rating").Values.ToArray());
            Assert.True(rows["age"].IsMissing(1));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] Describe(InferredSchema inferred) =>
        [.. inferred.Columns.Select(c => $"{c.Feature.Name} {c.Feature.Kind} {c.Feature.Role} {c.Certainty}")];

    private static InferredSchema Infer(string? header, Func<int, string> row, string label = "rating", CsvOptions? options = null, IReadOnlyList<Feature>? overrides = null)
    {
        var text = new StringBuilder(header is null ? "" : header + "\n");
        for (int i = 0; i < 200; i++) text.Append(row(i)).Append('\n');
        return CsvSchema.InferFrom(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), label, options ?? new CsvOptions(), overrides ?? [], "The file");
    }
}
