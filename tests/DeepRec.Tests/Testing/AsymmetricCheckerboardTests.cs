using DeepRec.Testing;

namespace DeepRec.Tests;

public sealed class AsymmetricCheckerboardTests
{
    private static readonly AsymmetricCheckerboard Board = AsymmetricCheckerboard.Create();

    [Fact]
    public void TheRuleIsWorkedOut()
    {
        float[][] answers = [.. Enumerable.Range(0, 5).Select(u => Enumerable.Range(0, 5).Select(i => Board.Answer(u, i)).ToArray())];

        Assert.Equal(
            [
                [0.1f, 0.9f, 0.9f, 0.1f, 0.1f],
                [0.1f, 0.1f, 0.9f, 0.9f, 0.1f],
                [0.1f, 0.1f, 0.1f, 0.9f, 0.9f],
                [0.9f, 0.1f, 0.1f, 0.1f, 0.9f],
                [0.9f, 0.9f, 0.1f, 0.1f, 0.1f],
            ],
            answers);
        Assert.Equal(Board.Answer(1, 2), Board.Answer(36, 47)); // groups repeat every five
    }

    [Fact]
    public void SwappingUsersAndItemsOrHighAndLowGivesOtherAnswers()
    {
        var pairs = Enumerable.Range(0, 40).SelectMany(u => Enumerable.Range(0, 40).Select(i => (User: u, Item: i))).ToArray();

        // The swapped board is right only where both are low; high and low swapped as well, it is wrong just there. High and low swapped alone is wrong everywhere.
        Assert.Equal(0.2, pairs.Count(p => Board.Answer(p.User, p.Item) == Board.Answer(p.Item, p.User)) / 1_600.0);
        Assert.DoesNotContain(pairs, p => Board.Answer(p.User, p.Item) == AsymmetricCheckerboard.High && Board.Answer(p.Item, p.User) == AsymmetricCheckerboard.High);
        Assert.Equal(0.4, pairs.Count(p => Board.Answer(p.User, p.Item) == AsymmetricCheckerboard.High) / 1_600.0); // high and low swapped has 0.6, so no renaming of groups makes it the same
    }

    [Fact]
    public void VisibleAndHeldOutPairsTileTheBoardWithTheirAnswers()
    {
        var rows = Board.Visible.Concat(Board.HeldOut).ToArray();

        Assert.Equal((1_600, 400), (Board.Visible.Count, Board.HeldOut.Count));
        Assert.Equal(2_000, rows.Select(r => (r.UserId, r.ItemId)).Distinct().Count());
        Assert.All(rows, r => Assert.Equal(Board.Answer(int.Parse(r.UserId[1..], null), int.Parse(r.ItemId[1..], null)), r.Value));
    }

    [Fact]
    public void DatasetsHoldThePairsInTheirOrder()
    {
        var visible = Board.ToDataset();
        var heldOut = Board.ToHeldOutDataset();

        Assert.Equal(Board.Visible.Select(r => r.Value), visible.Column<NumberColumn>("Value").Values.ToArray());
        Assert.Equal(Board.HeldOut.Select(r => r.ItemId), Enumerable.Range(0, heldOut.Count).Select(heldOut["ItemId"].TextAt));
        Assert.Equal(("UserId", "ItemId", "Value"), (visible.Schema.User!.Name, visible.Schema.Item!.Name, visible.Schema.Label!.Name));
    }

    [Fact]
    public void BiasesDoNoBetterThanTheMean()
    {
        // The mean errs by 0.4 * 0.6 * 0.8² = 0.1536.
        double error = RatingBaseline.UserItemBias(new TrainingSet(Board.ToDataset())).Evaluate(Board.ToHeldOutDataset()).MeanSquaredError;

        Assert.InRange(error, 0.14, 0.18);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 40)]
    [InlineData(40, 5)]
    public void EveryUserAndItemKeepsTwoPairsToLearnFrom(int users, int items)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var board = AsymmetricCheckerboard.Create(users, items, heldOutFraction: 0.5, seed);

            Assert.Equal(users, board.Visible.CountBy(r => r.UserId).Count(p => p.Value >= 2));
            Assert.Equal(items, board.Visible.CountBy(r => r.ItemId).Count(p => p.Value >= 2));
        }
    }

    [Fact]
    public void TheSeedDecidesWhichPairsAreHeldOut()
    {
        Assert.Equal(Board.HeldOut, AsymmetricCheckerboard.Create(seed: 42).HeldOut);
        Assert.NotEqual(Board.HeldOut, AsymmetricCheckerboard.Create(seed: 43).HeldOut);
    }

    [Fact]
    public void WrongSizesAreRefused()
    {
        Assert.Contains("multiple of 5", Assert.Throws<ArgumentOutOfRangeException>("users", () => AsymmetricCheckerboard.Create(users: 12)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("items", () => AsymmetricCheckerboard.Create(items: 0));
        Assert.Throws<ArgumentOutOfRangeException>("heldOutFraction", () => AsymmetricCheckerboard.Create(heldOutFraction: 0));
        Assert.Throws<ArgumentOutOfRangeException>("heldOutFraction", () => AsymmetricCheckerboard.Create(heldOutFraction: 0.6));
        Assert.Throws<ArgumentOutOfRangeException>("itemNumber", () => Board.Answer(0, 50));
    }
}
