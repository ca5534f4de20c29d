using System.Text.RegularExpressions;

namespace DeepRec.Tests.BadInput;

/// <summary>What docs/bad-input.md says is what the code says: each row of the table is a case here, and each case a row there.</summary>
public sealed class BadInputTests(SmallShop shop) : IClassFixture<SmallShop>
{
    public static TheoryData<string> Ids => [.. BadInputTable.Messages.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheMessageIsTheOneInTheTable(string id)
    {
        using var cases = new BadInputCases(shop);

        Assert.True(cases.All.TryGetValue(id, out var provoke), $"The table's case '{id}' is not tested.");
        string promised = BadInputTable.Messages[id], found = cases.MessageOf(provoke);
        if (promised.Contains("[…]", StringComparison.Ordinal)) Assert.Matches($"^{Regex.Escape(promised).Replace(Regex.Escape("[…]"), ".+", StringComparison.Ordinal)}$", found);
        else Assert.Equal(promised, found);
    }

    [Fact]
    public void EveryCaseStandsInTheTable()
    {
        using var cases = new BadInputCases(shop);

        Assert.Empty(cases.All.Keys.Except(BadInputTable.Messages.Keys));
        Assert.InRange(BadInputTable.Messages.Count, 25, int.MaxValue);
    }
}
