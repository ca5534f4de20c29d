using CsCheck;

namespace DeepRec.Tests;

public sealed class UserTimeSplitTests
{
    private static readonly Gen<(string?, long?)[]> Rows =
        Gen.Select(Gen.Int[0, 4], Gen.Long[-3, 30]).Select((user, time) => (user == 4 ? null : $"u{user}", time < 0 ? (long?)null : time)).Array[2, 40];

    [Fact]
    public void TheNewestShareOfEachUserIsHeldOut()
    {
        var split = Split.ByUserTime(SomeRows.Of(("a", 4), ("b", 90), ("a", 1), ("a", 3), ("b", 91), ("a", 2), ("c", 50)), testFraction: 0.5);

        Assert.Equal([0, 3, 4], SomeRows.Numbers(split.Test)); // two of a's four, one of b's two; c has one row
        Assert.Equal([1, 2, 5, 6], SomeRows.Numbers(split.Train));
        Assert.Equal(0, split.RowsWithoutTime);
    }

    [Theory]
    [InlineData(10, 0.2, 2)]
    [InlineData(10, 0.25, 3)] // halves are rounded up
    [InlineData(10, 0.01, 1)] // at least one
    [InlineData(10, 0.99, 9)] // and one stays
    [InlineData(2, 0.9, 1)]
    public void TheFractionIsRoundedForEachUser(int count, double fraction, int expected)
    {
        var split = Split.ByUserTime(SomeRows.Of([.. Enumerable.Range(0, count).Select(i => ((string?)"a", (long?)i))]), fraction);

        Assert.Equal(Enumerable.Range(count - expected, expected), SomeRows.Numbers(split.Test));
    }

    [Fact]
    public void OfRowsOfOneTimeTheLaterAreHeldOut() =>
        Assert.Equal([2, 3], SomeRows.Numbers(Split.ByUserTime(SomeRows.Of(("a", 5), ("a", 5), ("a", 5), ("a", 5)), 0.5).Test));

    [Fact]
    public void RowsWithoutATimeAreTrainingRowsAndCounted()
    {
        var split = Split.ByUserTime(SomeRows.Of(("a", null), ("a", 4), ("b", 3), (null, 9), ("c", null), ("c", null), ("d", 1), ("d", 2)), 0.5);

        Assert.Equal([1, 7], SomeRows.Numbers(split.Test)); // a's only row with a time: another row stays behind
        Assert.Equal(3, split.RowsWithoutTime);
    }

    [Fact]
    public void NoUsersTrainingRowIsNewerThanItsTestRows() =>
        Gen.Select(Rows, Gen.Double[0.01, 0.99]).Where((rows, _) => rows.Where(r => r.Item1 is not null).GroupBy(r => r.Item1).Any(g => g.Count() > 1 && g.Any(r => r.Item2 is not null)))
            .Sample((rows, fraction) =>
            {
                var split = Split.ByUserTime(SomeRows.Of(rows), fraction);
                SplitTests.AssertTiles(rows.Length, split);
                var train = SomeRows.Numbers(split.Train);
                foreach (var user in SomeRows.Numbers(split.Test).GroupBy(row => rows[row].Item1))
                {
                    Assert.NotNull(user.Key);
                    var left = train.Where(row => rows[row].Item1 == user.Key).ToArray();
                    Assert.NotEmpty(left);
                    Assert.All(left, row => Assert.True((rows[row].Item2 ?? long.MinValue) <= user.Min(test => rows[test].Item2)));
                }
            }, iter: 500);

    [Fact]
    public void WrongFractionsAndDataAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Split.ByUserTime(SomeRows.Count(4), 1));
        Assert.Contains("No user of column 'user' has two rows", Assert.Throws<ArgumentException>(() => Split.ByUserTime(SomeRows.Of(("a", 1), ("b", 2)))).Message, StringComparison.Ordinal);
        Assert.Contains("no user column", Assert.Throws<ArgumentException>(() => Split.ByUserTime(SomeRows.Count(4).Without("user"))).Message, StringComparison.Ordinal);
        Assert.Contains("no timestamp", Assert.Throws<ArgumentException>(() => Split.ByUserTime(SomeRows.Count(4).Without("at"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNewestIsTestedOnAndTheOneBeforeValidatedOn()
    {
        var (train, test) = Split.LeaveOneOut(SomeRows.Of(("a", 3), ("a", 1), ("b", 7), ("a", 2), ("b", 6)));
        var (smaller, validation) = Split.ValidationLeaveOneOut(train);

        Assert.Equal([0, 2], SomeRows.Numbers(test));
        Assert.Equal([3], SomeRows.Numbers(validation)); // b has one row left
        Assert.Equal([1, 4], SomeRows.Numbers(smaller));
    }

    [Fact]
    public void ValidationByUserTimeIsTheSameSplitOfTheTrainingRows()
    {
        var data = SomeRows.Count(20);
        var (train, validation) = Split.ValidationByUserTime(new TrainingSet(data), 0.3);
        var expected = Split.ByUserTime(data, 0.3);

        Assert.Equal(SomeRows.Numbers(expected.Train), SomeRows.Numbers(train));
        Assert.Equal(SomeRows.Numbers(expected.Test), SomeRows.Numbers(validation));
    }
}
