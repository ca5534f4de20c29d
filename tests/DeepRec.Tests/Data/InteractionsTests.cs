using CsCheck;

namespace DeepRec.Tests.Data;

public sealed class InteractionsTests
{
    [Fact]
    public void RowsAreGroupedByUserInTheOrderOfTheirTime()
    {
        var found = Interactions.Of([1, 0, 1, 1], [5, 6, 7, 8], [30, 10, 10, 20], userCount: 3, itemCount: 9);

        Assert.Equal([0, 1, 4, 4], found.Offsets);
        Assert.Equal([6, 7, 8, 5], found.Items);
        Assert.Equal([1, 2, 3, 0], found.Rows);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1], found.ItemCounts);
        Assert.Equal((3, 9, 4), (found.UserCount, found.ItemCount, found.Count));
    }

    [Fact]
    public void RowsOfTheSameTimeKeepTheirOrderAndThoseWithoutATimeComeFirst()
    {
        var found = Interactions.Of([0, 0, 0, 0, 0], [1, 2, 3, 4, 5], [7, DateTimeColumn.Missing, 7, DateTimeColumn.Missing, 6], 1, 6);

        Assert.Equal([2, 4, 5, 1, 3], found.Items);
        Assert.Equal([1, 3, 4, 0, 2], found.Rows);
    }

    [Fact]
    public void WithoutTimesRowsStandInOrder() => Assert.Equal([3, 1, 2], Interactions.Of([0, 0, 0], [3, 1, 2], [], 1, 4).Items);

    [Fact]
    public void UsersAndItemsThatAreNotKnownAreLeftOut()
    {
        var found = Interactions.Of([0, -1, 0, 1], [2, 2, -1, 1], [], 2, 3);

        Assert.Equal([2, 1], found.Items);
        Assert.Equal([0, 3], found.Rows);
        Assert.Equal([0, 1, 1], found.ItemCounts);
    }

    [Fact]
    public void AUserWhoIsNotKnownMetNothing()
    {
        var interactions = new Interactions([0, 2, 2], [1, 1], 2);

        Assert.Equal([1, 1], interactions.Of(0));
        Assert.Equal([], interactions.Of(1));
        Assert.Equal([], interactions.Of(-1));
        Assert.Empty(interactions.Rows);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Equal("An interaction is with item 3 of 3 items. (Parameter 'items')", Assert.Throws<ArgumentException>(() => new Interactions([0, 1], [3], 3)).Message);
        Assert.Equal("An interaction is with item -1 of 3 items. (Parameter 'items')", Assert.Throws<ArgumentException>(() => new Interactions([0, 1], [-1], 3)).Message);
        Assert.Throws<ArgumentException>(() => new Interactions([0, 2], [1], 3));
        Assert.Throws<ArgumentException>(() => new Interactions([0, 2, 1], [1], 3));
        Assert.Throws<ArgumentException>(() => new Interactions([1, 1], [1], 3));
    }

    [Fact]
    public void TheOrderIsThatOfAStableSort() => Gen.Select(Gen.Int[-1, 3], Gen.Int[-1, 5], Gen.Long[0, 4]).Array[0, 60].Sample(rows =>
    {
        var found = Interactions.Of([.. rows.Select(r => r.Item1)], [.. rows.Select(r => r.Item2)], [.. rows.Select(r => r.Item3)], 4, 6);

        int[] expected = [.. Enumerable.Range(0, rows.Length).Where(row => rows[row].Item1 >= 0 && rows[row].Item2 >= 0).OrderBy(row => rows[row].Item1).ThenBy(row => rows[row].Item3)];
        Assert.Equal(expected, found.Rows);
        Assert.Equal(expected.Select(row => rows[row].Item2), found.Items);
        for (int user = 0; user < 4; user++) Assert.Equal(expected.Where(row => rows[row].Item1 == user).Select(row => rows[row].Item2), found.Of(user).ToArray());
    });
}
