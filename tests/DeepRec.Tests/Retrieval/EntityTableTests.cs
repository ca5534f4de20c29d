namespace DeepRec.Tests.Retrieval;

public sealed class EntityTableTests
{
    private sealed record Visit([User] string? User, [Item] string? Item, [Numeric(About = FeatureRole.ItemFeature)] float? Price, [Label] float Value);

    private sealed record Entry([Item] string? Key, [Categorical] string? Brand);

    private static readonly Dataset Visits = Dataset.From(
    [
        new Visit("u1", "a", 1, 1), new Visit("u1", "b", 2, 1), new Visit("u2", "a", 3, 1), new Visit(null, "c", null, 1), new Visit("u2", null, 9, 1),
    ]);

    [Fact]
    public void EveryIdHasOneRowWithItsLastFeatures()
    {
        var items = EntityTable.Of(Visits, FeatureRole.Item, FeatureRole.ItemFeature, table: null)!;

        Assert.Equal(["a", "b", "c"], Enumerable.Range(0, items.Count).Select(items.IdAt));
        Assert.Equal(["3", "2", null], Enumerable.Range(0, 3).Select(items.Rows["Price"].TextAt));
        Assert.Equal(["Item", "Price"], items.Rows.Schema.Select(f => f.Name));
    }

    [Fact]
    public void AnIdIsFoundOrNot()
    {
        var users = EntityTable.Of(Visits, FeatureRole.User, FeatureRole.UserFeature, table: null)!;

        Assert.Equal([0, 1, -1, -1, -1], new[] { "u1", "u2", "u3", "", null }.Select(users.RowOf));
    }

    [Fact]
    public void ATableComesFirstAndItsFeaturesCount()
    {
        var joined = Dataset.Join(Visits, items: Dataset.From([new Entry("z", "Z"), new Entry("b", "B"), new Entry(null, "nobody's")]));
        var items = EntityTable.Of(joined, FeatureRole.Item, FeatureRole.ItemFeature, joined.Items)!;

        Assert.Equal(["z", "b", "a", "c"], Enumerable.Range(0, items.Count).Select(items.IdAt));
        Assert.Equal(["Z", "B", null, null], Enumerable.Range(0, 4).Select(items.Rows["Brand"].TextAt));
        Assert.Equal([null, "2", "3", null], Enumerable.Range(0, 4).Select(items.Rows["Price"].TextAt)); // the rows' own
    }

    [Fact]
    public void DataWithoutTheIdHasNoTable() => Assert.Null(EntityTable.Of(Visits.Without("User"), FeatureRole.User, FeatureRole.UserFeature, table: null));

    [Theory]
    [InlineData("x", "x")]
    [InlineData("x", null)]
    public void ATableWithAnIdTwiceOrNoneIsRefused(string first, string? second) =>
        Assert.Throws<InvalidBundleException>(() => new EntityTable(Dataset.From([new Entry(first, null), new Entry(second, null)])));

    [Fact]
    public void IdsOfTheirTypePass()
    {
        var table = new EntityTable(Dataset.From([new Entry("-7", null), new Entry("12", null)]));

        Assert.Same(table, table.RequireIdsOf<int>());
        Assert.Same(table, table.RequireIdsOf<string>());
        Assert.Throws<ArgumentException>(table.RequireIdsOf<byte>);
        Assert.Throws<ArgumentException>(table.RequireIdsOf<Guid>);
    }
}
