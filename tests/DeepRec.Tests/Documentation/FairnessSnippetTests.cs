namespace DeepRec.Tests.Documentation;

[Collection(nameof(SnippetTests))]
public sealed class FairnessSnippetTests(SmallRanking shop) : IClassFixture<SmallRanking>
{
    [Fact]
    public void ThePageOnFairnessPrintsItsTables()
    {
        string printed = CapturedConsole.Of(() => SnippetsFairness.Gaps(shop.Recommender, shop.Shop.Test, shop.Shop.Test));

        Assert.Contains("lists adjusted (GroupBonus)", printed, StringComparison.Ordinal);
        Assert.Contains("Strength", printed, StringComparison.Ordinal);
        Assert.EndsWith("10 items" + Environment.NewLine, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageOnFairnessEstimatesAPolicy() =>
        Assert.Equal("IPS 0.875, self-normalised 0.778, 3.24 effective rows" + Environment.NewLine, CapturedConsole.Of(SnippetsFairness.OffPolicy));

    [Fact]
    public void ThePageOnFairnessPlantsAnAttack() => CapturedConsole.Of(() => SnippetsFairness.Attack(shop.Shop.Rows));
}
