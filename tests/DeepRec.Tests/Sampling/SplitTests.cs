using CsCheck;

namespace DeepRec.Tests;

public sealed class SplitTests
{
    [Theory]
    [InlineData(10, 0.2, 2)]
    [InlineData(5, 0.2, 1)]
    [InlineData(10, 0.25, 3)] // halves are rounded up
    [InlineData(10, 0.24, 2)]
    [InlineData(10, 0.3, 3)] // 0.3 * 10 is above 3 in binary
    [InlineData(10, 0.001, 1)]
    [InlineData(10, 0.999, 9)]
    [InlineData(2, 0.5, 1)]
    public void TheFractionIsRoundedAndLeavesBothPartsARow(int count, double fraction, int expected)
    {
        var (train, test) = Split.Random(SomeRows.Count(count), fraction);

        Assert.Equal(expected, test.Count);
        Assert.Equal(count - expected, train.Count);
        Assert.Equal(expected, Split.ByTime(SomeRows.Count(count), fraction).Test.Count);
    }

    [Fact]
    public void RandomSplitsArePinnedForEveryVersion()
    {
        var (train, test) = Split.Random(SomeRows.Count(10), 0.3, seed: 42);

        Assert.Equal([1, 4, 9], SomeRows.Numbers(test)); // the first three of the pinned permutation
        Assert.Equal([0, 2, 3, 5, 6, 7, 8], SomeRows.Numbers(train));
    }

    [Fact]
    public void TheDefaultIsAFifthAndSeed42()
    {
        var data = SomeRows.Count(50);

        Assert.Equal(SomeRows.Numbers(Split.Random(data, 0.2, 42).Test), SomeRows.Numbers(Split.Random(data).Test));
        Assert.NotEqual(SomeRows.Numbers(Split.Random(data, 0.2, 43).Test), SomeRows.Numbers(Split.Random(data).Test));
    }

    [Fact]
    public void RandomPartsTileTheData() =>
        Gen.Select(Gen.Int[2, 60], Gen.Double[0.01, 0.99], Gen.Int).Sample((count, fraction, seed) =>
        {
            var data = SomeRows.Count(count);
            AssertTiles(count, Split.Random(data, fraction, seed));
            Assert.Equal(SomeRows.Numbers(Split.Random(data, fraction, seed).Test), SomeRows.Numbers(Split.Random(data, fraction, seed).Test));
        }, iter: 200);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void AFractionOutsideZeroToOneIsRefused(double share)
    {
        var data = SomeRows.Count(10);

        Assert.Contains("above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Split.Random(data, share)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Split.ByTime(data, share));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Split.Validation(new TrainingSet(data), share));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Split.ValidationByTime(new TrainingSet(data), share));
    }

    [Fact]
    public void OneRowCannotBeSplit() =>
        Assert.Contains("at least two rows; there are 1", Assert.Throws<ArgumentException>(() => Split.Random(SomeRows.Count(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void FoldsTileTheDataAndDifferInSizeByAtMostOne() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[0, 40], Gen.Int).Sample((folds, more, seed) =>
        {
            int count = folds + more;
            var splits = Split.KFold(SomeRows.Count(count), folds, seed);
            foreach (var split in splits) AssertTiles(count, split);
            Assert.Equal(folds, splits.Count);
            Assert.Equal(Enumerable.Range(0, count), splits.SelectMany(s => SomeRows.Numbers(s.Test)).Order());
            Assert.InRange(splits.Max(s => s.Test.Count) - splits.Min(s => s.Test.Count), 0, 1);
        }, iter: 100);

    [Fact]
    public void FoldsFollowThePinnedPermutation()
    {
        var splits = Split.KFold(SomeRows.Count(10));

        Assert.Equal([[7, 9], [1, 6], [4, 5], [2, 3], [0, 8]], splits.Select(s => SomeRows.Numbers(s.Test)));
    }

    [Fact]
    public void MoreFoldsThanRowsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Split.KFold(SomeRows.Count(3), folds: 4));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Split.KFold(SomeRows.Count(3), folds: 1));
    }

    [Fact]
    public void ListedRowsAreHeldOutInTheDataOrder()
    {
        var (train, test) = Split.ByRows(SomeRows.Count(5), [4, 1]);

        Assert.Equal([1, 4], SomeRows.Numbers(test));
        Assert.Equal([0, 2, 3], SomeRows.Numbers(train));
    }

    [Fact]
    public void WrongRowListsAreRefusedByName()
    {
        var data = SomeRows.Count(3);

        Assert.Contains("Row 3 is outside 0…2", Assert.Throws<ArgumentOutOfRangeException>(() => Split.ByRows(data, [0, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.ByRows(data, [-1]));
        Assert.Contains("Row 1 is listed twice", Assert.Throws<ArgumentException>(() => Split.ByRows(data, [1, 0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("test on", Assert.Throws<ArgumentException>(() => Split.ByRows(data, [])).Message, StringComparison.Ordinal);
        Assert.Contains("learn from", Assert.Throws<ArgumentException>(() => Split.ByRows(data, [0, 1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UsersAreHeldOutWhole()
    {
        var (train, test) = Split.ByUsers(SomeRows.Of(("a", 1), ("b", 2), (null, 3), ("c", 4), ("b", 5), ("a", 6)), ["a", "c", "a"]);

        Assert.Equal([0, 3, 5], SomeRows.Numbers(test));
        Assert.Equal([1, 2, 4], SomeRows.Numbers(train));
    }

    [Fact]
    public void UsersAreNamedInTheirOwnType()
    {
        var (train, test) = Split.ByUsers(SomeRows.Of(("7", 1), ("8", 2)), [7]);

        Assert.Equal([0], SomeRows.Numbers(test));
        Assert.Equal([1], SomeRows.Numbers(train));
    }

    [Fact]
    public void AUserWithoutARowIsRefusedByName()
    {
        var part = SomeRows.Of(("a", 1), ("b", 2), ("c", 3)).Select([0, 1]); // still knows the text 'c'

        Assert.Contains("User 'c' has no row in column 'user'", Assert.Throws<ArgumentException>(() => Split.ByUsers(part, ["c"])).Message, StringComparison.Ordinal);
        Assert.Contains("User 'z'", Assert.Throws<ArgumentException>(() => Split.ByUsers(part, ["z"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredefinedPartsStayAsTheyAre()
    {
        var (first, second) = (SomeRows.Count(3), SomeRows.Count(2));

        var (train, test) = Split.Predefined(first, second);

        Assert.Same(first, train.Rows);
        Assert.Same(second, test);
    }

    [Fact]
    public void PredefinedPartsOfOtherColumnsAreRefusedByName()
    {
        var data = SomeRows.Count(3);

        var absent = Assert.Throws<ArgumentException>(() => Split.Predefined(data, data.Without("row")));
        var other = Assert.Throws<ArgumentException>(() => Split.Predefined(data, data.Without("row").With(Feature.Number("row"), data["row"])));

        Assert.Contains("'row' (Number, Label", absent.Message, StringComparison.Ordinal);
        Assert.Contains("absent in the test part", absent.Message, StringComparison.Ordinal);
        Assert.Contains("'row' (Number, Unassigned", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyPartIsRefused()
    {
        var data = SomeRows.Count(3);

        Assert.Throws<ArgumentException>(() => Split.Predefined(data, data.Select([])));
        Assert.Throws<ArgumentException>(() => Split.Predefined(data.Select([]), data));
    }

    [Fact]
    public void ValidationRowsLeaveTheTrainingSet()
    {
        var data = SomeRows.Count(20);
        var training = new TrainingSet(data.Select([0, 1, 2, 3, 4, 5, 6]), data.Select([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]));

        var (train, validation) = Split.Validation(training, 0.25, seed: 1);
        var (older, newer) = Split.ValidationByTime(training, 0.25);

        Assert.Equal(5, validation.Count);
        Assert.Equal(Enumerable.Range(0, 20), SomeRows.Numbers(train).Concat(SomeRows.Numbers(validation)).Order());
        Assert.Equal([15, 16, 17, 18, 19], SomeRows.Numbers(newer));
        Assert.Equal(Enumerable.Range(0, 15), SomeRows.Numbers(older));
    }

    [Fact]
    public void TablesOfUsersAndItemsStayWithBothParts()
    {
        var users = SomeRows.Count(2);

        var (train, test) = Split.Random(SomeRows.Count(10).WithTables(users, null));

        Assert.Same(users, train.Rows.Users);
        Assert.Same(users, test.Users);
    }

    internal static void AssertTiles(int count, DataSplit split)
    {
        int[] train = SomeRows.Numbers(split.Train);
        int[] test = SomeRows.Numbers(split.Test);
        Assert.Equal(train.Order(), train);
        Assert.Equal(test.Order(), test);
        Assert.Equal(Enumerable.Range(0, count), train.Concat(test).Order());
    }
}
