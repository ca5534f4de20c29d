namespace DeepRec.Tests.Data;

public class JoinTests
{
    private static readonly Dataset Visits = Dataset.From<Visit>([new("u1", "i1", "phone", 4), new("u2", "i2", "web", 3), new("u9", "i1", "web", 5), new(null, "i3", null, 1)]);

    private static readonly Dataset People = Dataset.From<Person>([new("u2", 30, "north", ["a", "b"]), new("u1", 40, null, []), new(null, 50, "south", ["c"])]);

    private static readonly Dataset Goods = Dataset.From<Good>([new("i1", 9.5f, new DateTime(2020, 1, 2)), new("i7", 1, null), new("i2", null, null)]);

    [Fact]
    public void ColumnsOfBothTablesFollowWithTheirRoles()
    {
        var joined = Dataset.Join(Visits, People, Goods);

        Assert.Equal(
        [
            "User:User", "Item:Item", "Device:Unassigned", "Rating:Label", "Age:UserFeature", "Region:UserFeature", "Likes:UserFeature", "Price:ItemFeature", "Since:ItemFeature",
        ], joined.Schema.Select(f => $"{f.Name}:{f.Role}"));
        Assert.Equal(["40", "30", null, null], Texts(joined["Age"]));
        Assert.Equal([null, "north", null, null], Texts(joined["Region"]));
        Assert.Equal([null, "a|b", null, null], Texts(joined["Likes"]));
        Assert.Equal(["9.5", null, "9.5", null], Texts(joined["Price"]));
        Assert.Equal(["2020-01-02T00:00:00Z", null, "2020-01-02T00:00:00Z", null], Texts(joined["Since"]));
        Assert.Equal(["phone", "web", "web", null], Texts(joined["Device"]));
    }

    [Fact]
    public void TheTablesStayKnownWithoutRowsThatHaveNoId()
    {
        var joined = Dataset.Join(Visits, People, Goods).Select([1]);

        Assert.Equal(["u2", "u1"], Texts(joined.Users!["PersonId"]));
        Assert.Equal(["i1", "i7", "i2"], Texts(joined.Items!["Sku"]));
        Assert.Equal(FeatureRole.ItemFeature, joined.Items!.Schema["Since"].Role);
        Assert.Equal(FeatureRole.User, joined.Users!.Schema["PersonId"].Role);
    }

    [Fact]
    public void OneTableAloneIsJoined()
    {
        var joined = Dataset.Join(Visits, items: Goods);

        Assert.Null(joined.Users);
        Assert.Equal(["User", "Item", "Device", "Rating", "Price", "Since"], joined.Schema.Select(f => f.Name));
    }

    [Fact]
    public void AnEmptyTableGivesMissingValues() =>
        Assert.Equal([null, null, null, null], Texts(Dataset.Join(Visits, Dataset.From<Person>([]))["Age"]));

    [Fact]
    public void AKeyThatOccursTwiceNamesBothRows()
    {
        var error = Assert.Throws<DatasetException>(() => Dataset.Join(Visits, items: Dataset.From<Good>([new("a", 1, null), new(null, 1, null), new("b", 1, null), new("a", 2, null)])));

        Assert.Equal("Column 'Sku', row 4: 'a' is not a key that occurs once: row 1 has it too. Keep one row a key.", error.Message);
    }

    [Fact]
    public void ANameThatOccursTwiceIsAnErrorWithTheCure()
    {
        var clash = People.With(Feature.Category("Device"), People["Region"]);

        Assert.Contains("both have a column 'Device'. Rename one of them, or leave it out with Without(\"Device\").", Assert.Throws<ArgumentException>(() => Dataset.Join(Visits, clash)).Message);
    }

    [Fact]
    public void ATableWithoutAKeyIsAnError()
    {
        Assert.Contains("In the table of users no column has the role User.", Assert.Throws<ArgumentException>(() => Dataset.Join(Visits, Goods)).Message);
        Assert.Contains("In the interactions no column has the role Item.", Assert.Throws<ArgumentException>(() => Dataset.Join(People, items: Goods)).Message);
    }

    private static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.TextAt)];

    private sealed record Visit([User] string? User, [Item] string Item, [Categorical] string? Device, [Label] float Rating);

    private sealed record Person([User] string? PersonId, [Numeric] int Age, [Categorical] string? Region, [Categories] string[] Likes);

    private sealed record Good([Item] string? Sku, [Numeric] float? Price, [Timestamp] DateTime? Since);
}
