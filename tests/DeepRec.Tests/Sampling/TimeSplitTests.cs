using CsCheck;

namespace DeepRec.Tests;

public sealed class TimeSplitTests
{
    private static readonly Gen<(string?, long?)[]> Rows =
        Gen.Select(Gen.Int[0, 4], Gen.Long[-3, 30]).Select((user, time) => (user == 4 ? null : $"u{user}", time < 0 ? (long?)null : time)).Array[2, 40];

    [Fact]
    public void TheNewestRowsAreTheTestPart()
    {
        var (train, test) = Split.ByTime(SomeRows.Of(("a", 50), ("b", 10), ("a", 30), ("b", 40), ("c", 20)), testFraction: 0.4);

        Assert.Equal([0, 3], SomeRows.Numbers(test));
        Assert.Equal([1, 2, 4], SomeRows.Numbers(train));
    }

    [Fact]
    public void RowsOfTheBoundaryTimeAreAllTestRows()
    {
        var (train, test) = Split.ByTime(SomeRows.Of(("a", 1), ("a", 2), ("a", 3), ("b", 3), ("c", 3)), testFraction: 0.2);

        Assert.Equal([2, 3, 4], SomeRows.Numbers(test));
        Assert.Equal([0, 1], SomeRows.Numbers(train));
    }

    [Fact]
    public void RowsWithoutATimeAreTrainingRowsAndCounted()
    {
        var split = Split.ByTime(SomeRows.Of(("a", null), ("a", 4), ("a", 3), ("b", null), ("c", 2), ("c", 1)), testFraction: 0.25);

        Assert.Equal([1], SomeRows.Numbers(split.Test)); // a quarter of the four rows with a time
        Assert.Equal(2, split.RowsWithoutTime);
        Assert.Equal([0, 2, 3, 4, 5], SomeRows.Numbers(split.Train));
    }

    [Fact]
    public void NoTrainingRowIsAsNewAsATestRow() =>
        Gen.Select(Rows, Gen.Double[0.01, 0.99]).Where((rows, _) => rows.Select(r => r.Item2).OfType<long>().Distinct().Count() > 1)
            .Sample((rows, fraction) =>
            {
                int timed = rows.Count(r => r.Item2 is not null);
                var times = rows.Select(r => r.Item2).OfType<long>().ToArray();
                int asked = Math.Clamp((int)Math.Round(fraction * timed, MidpointRounding.AwayFromZero), 1, timed - 1);
                if (times.Order().ElementAt(timed - asked) == times.Min()) return; // ties reach the oldest row: refused, see below
                var split = Split.ByTime(SomeRows.Of(rows), fraction);
                SplitTests.AssertTiles(rows.Length, split);
                Assert.True(SomeRows.Numbers(split.Train).Max(r => rows[r].Item2 ?? long.MinValue) < SomeRows.Numbers(split.Test).Min(r => rows[r].Item2));
                Assert.Equal(rows.Length - timed, split.RowsWithoutTime);
                Assert.True(split.Test.Count >= asked);
            }, iter: 500);

    [Fact]
    public void TiesThatLeaveNothingOlderAreRefused() =>
        Assert.Contains("same time in column 'at'", Assert.Throws<ArgumentException>(() => Split.ByTime(SomeRows.Of(("a", 1), ("b", 1), ("c", null)))).Message, StringComparison.Ordinal);

    [Fact]
    public void ADatasetWithoutATimestampIsSentToRandom()
    {
        var data = SomeRows.Count(4).Without("at");

        Assert.Contains("use Split.Random", Assert.Throws<ArgumentException>(() => Split.ByTime(data)).Message, StringComparison.Ordinal);
        Assert.Contains("use Split.Random", Assert.Throws<ArgumentException>(() => Split.LeaveOneOut(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TimesThatAreAllMissingAreSentToRandom()
    {
        var error = Assert.Throws<ArgumentException>(() => Split.ByTime(SomeRows.Of(("a", null), ("b", null), ("c", null))));

        Assert.Contains("a time in 0 of 3 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("Use Split.Random", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachUsersNewestRowIsLeftOut()
    {
        var split = Split.LeaveOneOut(SomeRows.Of(("a", 9), ("b", 5), ("a", 7), ("b", 5), ("c", 8), (null, 1), ("b", null), ("d", null), ("d", null)));

        Assert.Equal([0, 3], SomeRows.Numbers(split.Test)); // b: the later of two rows of one time; c has one row, d no time
        Assert.Equal([1, 2, 4, 5, 6, 7, 8], SomeRows.Numbers(split.Train));
        Assert.Equal(3, split.RowsWithoutTime);
    }

    [Fact]
    public void LeavingOneOutTakesOneRowOfEachUserWithTwoOrMore() =>
        Rows.Where(rows => rows.Where(r => r.Item1 is not null).GroupBy(r => r.Item1).Any(g => g.Count() > 1 && g.Any(r => r.Item2 is not null))).Sample(rows =>
        {
            var split = Split.LeaveOneOut(SomeRows.Of(rows));
            SplitTests.AssertTiles(rows.Length, split);
            var held = SomeRows.Numbers(split.Test).Select(r => rows[r]).ToArray();
            var expected = rows.Where(r => r.Item1 is not null).GroupBy(r => r.Item1).Where(g => g.Count() > 1 && g.Any(r => r.Item2 is not null));
            Assert.Equal(expected.Select(g => (g.Key, g.Max(r => r.Item2))).Order(), held.Order());
        }, iter: 500);

    [Fact]
    public void NothingToLeaveOutIsRefused() =>
        Assert.Contains("No user of column 'user' has two rows", Assert.Throws<ArgumentException>(() => Split.LeaveOneOut(SomeRows.Of(("a", 1), ("b", 2)))).Message, StringComparison.Ordinal);

    [Fact]
    public void ADatasetWithoutAUserIsRefused() =>
        Assert.Contains("no user column", Assert.Throws<ArgumentException>(() => Split.LeaveOneOut(SomeRows.Count(4).Without("user"))).Message, StringComparison.Ordinal);
}
