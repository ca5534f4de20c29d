namespace DeepRec.Tests.Data;

public sealed class RowObjectTests
{
    private static readonly Rating[] Rows = [new("u", "i", 1), null!];

    [Fact]
    public void ARowThatIsNullIsNamed() =>
        Assert.Equal("Row 2 is null. Leave it out. (Parameter 'row')", Assert.Throws<ArgumentException>(() => Dataset.From(Rows)).Message);

    [Fact]
    public async Task SoIsOneThatArrives() =>
        Assert.Equal("Row 2 is null. Leave it out. (Parameter 'row')", (await Assert.ThrowsAsync<ArgumentException>(() => Dataset.FromAsync(Arriving(), TestContext.Current.CancellationToken))).Message);

    private static async IAsyncEnumerable<Rating> Arriving()
    {
        foreach (var row in Rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private sealed record Rating([User] string User, [Item] string Item, [Label] float Value);
}
