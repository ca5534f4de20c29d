
namespace DeepRec.Tests.Data;

public class FeatureRolesTests
{
    [Fact]
    public void ColumnsThatNeverDifferWithinAnItemOrAUserBelongToIt()
    {
        var rows = FeatureRoles.Resolve(Dataset.From<Row>(
        [
            new("u1", "i1", "acme", 30, new DateTime(2020, 1, 1), ["a", "b"], "phone", 1),
            new("u1", "i2", "zeta", 30, new DateTime(2021, 1, 1), ["c"], "web", 2),
            new("u2", "i1", null, 40, new DateTime(2020, 1, 1), ["b", "a"], "web", 3),
            new("u2", "i1", "acme", null, null, [], "phone", 4),
        ]));

        Assert.Equal(
            ["User:User", "Item:Item", "Brand:ItemFeature", "Age:UserFeature", "Released:ItemFeature", "Genres:ItemFeature", "Device:Context", "Rating:Label"],
            rows.Schema.Select(f => $"{f.Name}:{f.Role}"));
        Assert.Equal("acme", rows["Brand"].TextAt(0));
    }

    [Fact]
    public void AConstantColumnIsNoEvidence() => Assert.Equal(FeatureRole.Context, RoleOfDevice(("u1", "i1", "web"), ("u1", "i1", "web"), ("u2", "i2", "web")));

    [Fact]
    public void ItemsSeenOnceAreNoEvidence() => Assert.Equal(FeatureRole.Context, RoleOfDevice(("u1", "i1", "web"), ("u2", "i2", "phone"), ("u3", "i3", "web"), ("u3", "i3", null)));

    [Fact]
    public void ItemsComeBeforeUsers() => Assert.Equal(FeatureRole.ItemFeature, RoleOfDevice(("u1", "i1", "web"), ("u1", "i1", "web"), ("u2", "i2", "phone")));

    [Fact]
    public void RowsWithoutAnIdSayNothing() => Assert.Equal(FeatureRole.UserFeature, RoleOfDevice(("u1", "i1", "web"), ("u1", "i2", "web"), (null, "i1", "phone")));

    [Fact]
    public void WithoutAnItemColumnTheUserDecides()
    {
        var schema = new FeatureSchema([Feature.User("user"), Feature.Number("age")]);
        var rows = new Dataset(schema, [new CategoryColumn([0, 0, 1], ["a", "b"]), new NumberColumn([3, float.NaN, 4])]);

        Assert.Equal(FeatureRole.Context, FeatureRoles.Resolve(rows).Schema["age"].Role);
        Assert.Equal(FeatureRole.UserFeature, FeatureRoles.Resolve(rows.With("age", new NumberColumn([3, 3, 4]))).Schema["age"].Role);
    }

    [Fact]
    public void StatedRolesStay()
    {
        var schema = new FeatureSchema([Feature.Item("item"), Feature.Number("price", FeatureRole.Context)]);
        var rows = new Dataset(schema, [new CategoryColumn([0, 0, 1], ["a", "b"]), new NumberColumn([3, 3, 4])]);

        Assert.Same(rows, FeatureRoles.Resolve(rows));
    }

    [Fact]
    public void AMillionRowsAreFewEnough()
    {
        // Work that grew with their square would not end.
        const int Rows = 1_000_000;
        string[] texts = [.. Enumerable.Range(0, 5_000).Select(i => $"{i}")];
        int[] users = [.. Enumerable.Range(0, Rows).Select(i => i % 4_999)];
        int[] items = [.. Enumerable.Range(0, Rows).Select(i => i % 997)];
        var schema = new FeatureSchema([Feature.User("u"), Feature.Item("i"), Feature.Number("price"), Feature.Number("age"), Feature.Categories("genres"), Feature.Category("device")]);
        var rows = new Dataset(schema,
        [
            new CategoryColumn(users, texts), new CategoryColumn(items, texts), new NumberColumn([.. items.Select(i => i * 0.5f)]), new NumberColumn([.. users.Select(u => (float)u)]),
            new CategoriesColumn([.. Enumerable.Range(0, Rows + 1).Select(i => 2 * i)], [.. items.SelectMany(i => (int[])[i, 4_000])], texts), new CategoryColumn([.. Enumerable.Range(0, Rows).Select(i => i % 3)], texts),
        ]);

        var resolved = FeatureRoles.Resolve(rows).Schema;

        Assert.Equal([FeatureRole.ItemFeature, FeatureRole.UserFeature, FeatureRole.ItemFeature, FeatureRole.Context], resolved.Skip(2).Select(f => f.Role));
    }

    private static FeatureRole RoleOfDevice(params (string? User, string Item, string? Device)[] rows) => FeatureRoles.Resolve(
        Dataset.From(rows.Select(r => new Row(r.User, r.Item, null, null, null, [], r.Device, 1)))).Schema["Device"].Role;

    private sealed record Row(
        [User] string? User, [Item] string Item, [Categorical] string? Brand, [Numeric] float? Age, [DateTime] DateTime? Released, [Categories] string[] Genres, [Categorical] string? Device,
        [Label] float Rating);
}
