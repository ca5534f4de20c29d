namespace DeepRec.Tests.Retrieval;

public sealed class RequestRowsTests
{
    private static readonly Dictionary<string, object?> Nothing = [];

    private readonly RequestRows _requests;

    public RequestRowsTests()
    {
        var rows = Dataset.From([new Visit("u1", 30, "a", 5, "phone", 1), new Visit("u2", 40, "b", 7, "desk", 2)]);
        _requests = new RequestRows(
            rows.Schema, EntityTable.Of(rows, FeatureRole.User, FeatureRole.UserFeature, null)!, EntityTable.Of(rows, FeatureRole.Item, FeatureRole.ItemFeature, null)!);
    }

    [Fact]
    public void AKnownPairHasItsFeaturesAndNoLabel()
    {
        var rows = _requests.Compose("u2", "a", Nothing);

        Assert.Equal(["User", "Age", "Item", "Price", "Device"], rows.Schema.Select(f => f.Name));
        Assert.Equal(["u2", "40", "a", "5", null], Texts(rows, 0));
    }

    [Fact]
    public void WhoAndWhatIsUnknownKeepsItsIdAlone() => Assert.Equal(["u9", null, "z", null, null], Texts(_requests.Compose("u9", "z", Nothing), 0));

    [Fact]
    public void MissingIdsAreMissing() => Assert.Equal([null, null, null, null, null], Texts(_requests.Compose(null, (string?)null, Nothing), 0));

    [Fact]
    public void ManyItemsHaveOneUserAndOneContext()
    {
        var rows = _requests.Compose("u1", [1, 0, 1], new Dictionary<string, object?> { ["Device"] = "desk", ["Age"] = 31 });

        Assert.Equal(3, rows.Count);
        Assert.Equal(["u1", "31", "b", "7", "desk"], Texts(rows, 0));
        Assert.Equal(["u1", "31", "a", "5", "desk"], Texts(rows, 1));
        Assert.Equal(Texts(rows, 0), Texts(rows, 2));
    }

    [Fact]
    public void WhatTheContextLeavesBlankIsMissing() =>
        Assert.Equal(["u1", null, "a", "5", null], Texts(_requests.Compose("u1", "a", new Dictionary<string, object?> { ["Age"] = null, ["Device"] = " " }), 0));

    [Theory]
    [InlineData("Item")]
    [InlineData("User")]
    [InlineData("Price")]
    [InlineData("Value")]
    [InlineData("device")]
    public void OtherNamesAreRefused(string name) =>
        Assert.Throws<ArgumentException>(() => _requests.Compose("u1", "a", new Dictionary<string, object?> { [name] = "x" }));

    private static string?[] Texts(Dataset rows, int row) => [.. rows.Schema.Select(f => rows[f.Name].TextAt(row))];

    private sealed record Visit(
        [User] string User, [Numeric(About = FeatureRole.UserFeature)] int Age, [Item] string Item, [Numeric(About = FeatureRole.ItemFeature)] float Price,
        [Categorical(About = FeatureRole.Context)] string Device, [Label] float Value);
}
