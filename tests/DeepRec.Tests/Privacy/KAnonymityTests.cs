using DeepRec.Testing;

namespace DeepRec.Tests.Privacy;

public sealed class KAnonymityTests
{
    private sealed record Person([property: User] string? Who, [property: Categorical] string? City, [property: Numeric] float Age, [property: Label] float Rating);

    private static readonly Dataset Rows = Dataset.From<Person>(
    [
        new("a", "Bonn", 30, 1), new("b", "Bonn", 30, 2), new("a", "Bonn", 30, 3), // two persons
        new("c", "Ulm", 30, 4), new("c", "Ulm", 30, 5), // one, twice
        new("d", null, 40, 1), new("e", null, 40, 2), new("f", null, 40, 3),
    ]);

    [Theory]
    [InlineData(2, new float[] { 1, 2, 3, 1, 2, 3 })]
    [InlineData(3, new float[] { 1, 2, 3 })]
    [InlineData(4, new float[0])]
    public void RowsThatFewerThanKPersonsShareAreLeftOut(int k, float[] left)
    {
        var kept = KAnonymity.Suppress(Rows, k, "Who", "City", "Age");
        Assert.Equal(left, kept.Column<NumberColumn>("Rating").Values.ToArray());
        Assert.False(kept.Schema.Contains("Who"));
    }

    [Fact]
    public void FewerColumnsLeaveMore() => Assert.Equal(8, KAnonymity.Suppress(Rows, 3, "Who", "Age").Count);

    [Fact]
    public void WhatIsLeftIsKAnonymous()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 80, Items = 20, Ratings = 600 });
        var rows = Dataset.Join(Dataset.From(shop.Ratings), Dataset.From(shop.Users), null);
        string[] columns = [.. rows.Schema.Select(f => f.Name).Where(name => name is "Device" or "ItemId")];
        var kept = KAnonymity.Suppress(rows, 5, "UserId", columns);
        var persons = Enumerable.Range(0, rows.Count).GroupBy(row => string.Join('|', columns.Select(c => rows[c].TextAt(row)))).ToDictionary(g => g.Key, g => g.Select(row => rows["UserId"].TextAt(row)).Distinct().Count());
        Assert.All(Enumerable.Range(0, kept.Count), row => Assert.True(persons[string.Join('|', columns.Select(c => kept[c].TextAt(row)))] >= 5));
        Assert.Equal(Enumerable.Range(0, rows.Count).Count(row => persons[string.Join('|', columns.Select(c => rows[c].TextAt(row)))] >= 5), kept.Count);
        Assert.InRange(kept.Count, 1, rows.Count - 1);
    }

    [Fact]
    public void SettingsThatSaveNobodyAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KAnonymity.Suppress(Rows, 1, "Who", "City"));
        Assert.Throws<ArgumentException>(() => KAnonymity.Suppress(Rows, 2, "Who"));
        Assert.Throws<ArgumentException>(() => KAnonymity.Suppress(Rows, 2, "Who", "Who"));
        Assert.Throws<ArgumentException>(() => KAnonymity.Suppress(Rows, 2, "Who", "Country"));
    }
}
