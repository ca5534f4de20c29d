namespace DeepRec.Tests.Retrieval;

public sealed class RatedItemsTests
{
    private sealed record Visit([User] string? User, [Item] string? Item, [Label] float Value);

    private readonly Dataset _visits = Dataset.From(
    [
        new Visit("u2", "b", 1), new Visit("u1", "a", 1), new Visit("u2", "a", 1), new Visit("u2", "b", 1), new Visit(null, "c", 1), new Visit("u1", null, 1),
    ]);

    private readonly EntityTable _users;
    private readonly EntityTable _items;
    private readonly RatedItems _rated;

    public RatedItemsTests()
    {
        _users = EntityTable.Of(_visits, FeatureRole.User, FeatureRole.UserFeature, null)!;
        _items = EntityTable.Of(_visits, FeatureRole.Item, FeatureRole.ItemFeature, null)!;
        _rated = RatedItems.Of(_visits, _users, _items);
    }

    [Fact]
    public void EachUserHasTheirItemsInOrderRepeatsKept()
    {
        Assert.Equal(["b", "b", "a"], _rated.Of(_users.RowOf("u2")).ToArray().Select(_items.IdAt));
        Assert.Equal(["a"], _rated.Of(_users.RowOf("u1")).ToArray().Select(_items.IdAt));
    }

    [Fact]
    public void AnUnknownUserHasNone()
    {
        Assert.True(_rated.Of(-1).IsEmpty);
        Assert.Equal(0, _rated.CountOf(-1));
    }

    [Fact]
    public void RowsAreCounted()
    {
        Assert.Equal((3, 1), (_rated.CountOf(_users.RowOf("u2")), _rated.CountOf(_users.RowOf("u1"))));
        Assert.Equal([2, 2, 0], new[] { "b", "a", "c" }.Select(id => _rated.ItemRows[_items.RowOf(id)]));
    }

    [Fact]
    public void RowsOfARowWithoutAKnownIdAreMinusOne() =>
        Assert.Equal([-1, 1, -1], RatedItems.RowsOf(Dataset.From([new Visit("u9", "a", 1), new Visit("u1", "a", 1), new Visit(null, "a", 1)]), _users, Feature.User("User")));

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 0 })]
    [InlineData(new[] { 0, 2, 1 }, new[] { 0 })]
    [InlineData(new[] { 1, 1 }, new[] { 0 })]
    public void OffsetsThatDoNotFitAreRefused(int[] offsets, int[] items) => Assert.Throws<ArgumentException>(() => new RatedItems(offsets, items, 1));
}
