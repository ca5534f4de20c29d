using CsCheck;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class RowStepTests
{
    private const float M = Rows.Missing;

    [Fact]
    public void InvalidRowsGoEachForItsFirstReason()
    {
        var rows = Rows.Events((null, null, 1, 0), ("u", null, M, 0), ("u", "i", M, 0), ("u", "i", 0, 0), ("u", "i", 6, 0), ("u", "i", 5, null), ("u", "i", 1, 0));
        var result = new DropInvalidRows { MinimumLabel = 1, MaximumLabel = 5 }.Apply(rows);
        Assert.Equal([5, 1], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([("no user", 1), ("no item", 1), ("no label", 1), ("label below 1", 1), ("label above 5", 1)], result.Removed.Select(r => (r.Reason, r.Rows)));
    }

    [Fact]
    public void ValidRowsAreHandedOnUncopied()
    {
        var rows = Rows.Events(("u", "i", 1, 0));
        Assert.Same(rows, new DropInvalidRows().Apply(rows).Kept);
    }

    [Fact]
    public void TheCoreIsPeeledUntilNothingMoreFalls()
    {
        // Taking away z (1 row) leaves item k with 1 row, whose loss leaves user w with 1 row, whose loss is the last.
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "j", 2, 0), ("v", "i", 3, 0), ("v", "j", 4, 0), ("z", "k", 5, 0), ("w", "k", 6, 0), ("w", "i", 7, 0));
        var result = new KCore(2, 2).Apply(rows);
        Assert.Equal([1, 2, 3, 4], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([("user with fewer than 2 rows", 2), ("item with fewer than 2 rows", 1)], result.Removed.Select(r => (r.Reason, r.Rows)));
    }

    [Fact]
    public void TheCoreHasNoSmallUserOrItemAndPeelingItAgainChangesNothing() =>
        SomeEvents.Sample(rows =>
        {
            var core = new KCore(2, 3).Apply(rows).Kept;
            var pairs = Rows.TextsOf(core, "user").Zip(Rows.TextsOf(core, "item")).Where(p => p is { First: not null, Second: not null }).ToArray();
            Assert.All(pairs.CountBy(p => p.First!), user => Assert.True(user.Value >= 2));
            Assert.All(pairs.CountBy(p => p.Second!), item => Assert.True(item.Value >= 3));
            Assert.Same(core, new KCore(2, 3).Apply(core).Kept);
        });

    [Fact]
    public void OfRepeatsTheFirstStaysAndAWindowCountsFromIt()
    {
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "i", 2, 0.8), ("u", "i", 3, 1.6), ("u", "j", 4, 0.1), ("v", "i", 5, 0.1), ("u", "i", 6, 2.6), ("u", "i", 7, null));
        var result = new DropRepeatedEvents().Apply(rows);
        Assert.Equal([1, 3, 4, 5, 7], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([new RowRemoval("DropRepeatedEvents", "repeats a row of the same user and item within 00:00:01", 2)], result.Removed);
    }

    [Fact]
    public void ABurstGoesAsAWholeAndSlowRowsStay()
    {
        var rows = Rows.Events(("u", "a", 1, 0), ("u", "b", 2, 100), ("u", "c", 3, 101), ("u", "d", 4, 102), ("u", "e", 5, 103), ("u", "f", 6, 200), ("v", "a", 7, 101), ("v", "b", 8, 102));
        var result = new DropBursts { MaximumEvents = 2, Window = TimeSpan.FromSeconds(3) }.Apply(rows);
        Assert.Equal([1, 6, 7, 8], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal(("in a burst of more than 2 rows of one user within 00:00:03", 4), (result.Removed[0].Reason, result.Removed[0].Rows));
        Assert.Same(rows, new DropBursts { MaximumEvents = 2, Window = TimeSpan.FromSeconds(2) }.Apply(rows).Kept);
    }

    [Fact]
    public void AUserAboveTheDailyRateGoesAltogether()
    {
        const int Hour = 3600;
        var rows = Rows.Events(("bot", "a", 1, 0), ("bot", "b", 2, 10 * Hour), ("bot", "c", 3, 23 * Hour), ("bot", "d", 4, 900 * Hour), ("u", "a", 5, 0), ("u", "b", 6, 1), ("u", "c", 7, 24 * Hour), ("u", "d", 8, null));
        var result = new DropBotLikeUsers { MaximumRowsPerDay = 2 }.Apply(rows);
        Assert.Equal([5, 6, 7, 8], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([new RowRemoval("DropBotLikeUsers", "user with more than 2 rows within 24 hours", 4)], result.Removed);
    }

    [Fact]
    public void AUserWithManyRowsOverManyDaysIsNoMachine()
    {
        const int Hour = 3600;
        var slow = Rows.Events(("u", "a", 1, 0), ("u", "b", 2, 20 * Hour), ("u", "c", 3, 40 * Hour), ("u", "d", 4, 60 * Hour));
        Assert.Same(slow, new DropBotLikeUsers { MaximumRowsPerDay = 2 }.Apply(slow).Kept);
    }

    [Fact]
    public void RowsWithoutATimeCountForNoDay()
    {
        var timeless = Rows.Events(("u", "a", 1, null), ("u", "b", 2, null), ("u", "c", 3, null));
        Assert.Same(timeless, new DropBotLikeUsers { MaximumRowsPerDay = 1 }.Apply(timeless).Kept);
        var some = Rows.Events(("u", "a", 1, null), ("u", "b", 2, null), ("u", "c", 3, 0), ("u", "d", 4, 10));
        Assert.Same(some, new DropBotLikeUsers { MaximumRowsPerDay = 2 }.Apply(some).Kept);
    }

    [Fact]
    public void AUserAboveTheShareGoesAltogether()
    {
        var rows = Rows.Events(("u", "a", 1, 0), ("v", "a", 2, 0), ("u", "b", 3, 0), ("w", "a", 4, 0)).Without("at");
        var result = new DropBotLikeUsers { MaximumShare = 0.4 }.Apply(rows);
        Assert.Equal([2, 4], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([new RowRemoval("DropBotLikeUsers", "user with more than 0.4 of all rows", 2)], result.Removed);
        Assert.Same(rows, new DropBotLikeUsers { MaximumShare = 0.5 }.Apply(rows).Kept);
        Assert.Same(rows, new DropBotLikeUsers().Apply(rows).Kept);
    }

    [Fact]
    public void UsersWhoRateEverythingAlikeGo()
    {
        var rows = Rows.Events(("same", "a", 5, 0), ("same", "b", 5, 0), ("same", "c", M, 0), ("same", "d", 5, 0), ("few", "a", 5, 0), ("few", "b", 5, 0), ("u", "a", 5, 0), ("u", "b", 5, 0), ("u", "c", 4, 0),
            ("just", "a", 4, 0), ("just", "b", 4, 0), ("just", "c", 4, 0));
        var result = new DropUniformRaters { MinimumRows = 3 }.Apply(rows);
        Assert.Equal(["few", "few", "u", "u", "u"], Rows.TextsOf(result.Kept, "user"));
        Assert.Equal([new RowRemoval("DropUniformRaters", "user whose 3 or more labels are all alike", 7)], result.Removed);
    }

    [Fact]
    public void WhereAllLabelsAreAlikeNobodyIsAUniformRater()
    {
        var clicks = Rows.Events(("u", "a", 1, 0), ("u", "b", 1, 0), ("v", "a", 1, 0));
        Assert.Same(clicks, new DropUniformRaters { MinimumRows = 2 }.Apply(clicks).Kept);
    }

    [Fact]
    public void AStepThatLacksItsColumnSaysSo()
    {
        var rows = Rows.Events(("u", "i", 1, 0));
        Refused("DropBursts needs the time of each row. Mark its column in the schema, or leave the step out.", new DropBursts(), rows.Without("at"));
        Refused("DropUniformRaters needs the label of each row. Mark its column in the schema, or leave the step out.", new DropUniformRaters(), rows.Without("label"));
        foreach (var step in new RowStep[] { new KCore(), new Deduplicate() })
        {
            foreach (string name in new[] { "user", "item" })
                Refused($"{step.GetType().Name} needs the {name} of each row. Mark its column in the schema, or leave the step out.", step, rows.Without(name));
        }

        Refused("DropBursts needs the user of each row. Mark its column in the schema, or leave the step out.", new DropBursts(), rows.Without("user"));
    }

    [Fact]
    public void AStepOnWhatIsEncodedAlreadySaysWhereItBelongs()
    {
        var rows = Rows.Events(("u", "i", 1, 0));
        foreach (string name in new[] { "user", "item" })
        {
            var encoded = rows.With(name, new IdColumn([3], 4));
            Refused($"DropInvalidRows needs the {name} '{name}' as it was read. Place the step before those that encode '{name}'.", new DropInvalidRows(), encoded);
        }
    }

    private static void Refused(string message, RowStep step, Dataset rows) => Assert.Equal(message, Assert.Throws<ArgumentException>(() => step.Apply(rows)).Message);

    public static TheoryData<RowStep> Steps =>
    [
        new DropInvalidRows { MinimumLabel = 2 }, new Deduplicate(), new Deduplicate(DuplicatePolicy.MeanLabel), new KCore(2, 2),
        new DropRepeatedEvents { Window = TimeSpan.FromSeconds(5) }, new DropBursts { MaximumEvents = 2, Window = TimeSpan.FromSeconds(5) },
        new DropBotLikeUsers { MaximumRowsPerDay = 5, MaximumShare = 0.5 }, new DropUniformRaters { MinimumRows = 2 },
        new DropContradictoryRatings { Tolerance = 1 }, new DropContradictoryRatings { KeepLast = true },
    ];

    [Theory]
    [MemberData(nameof(Steps), DisableDiscoveryEnumeration = true)]
    public void WhatIsRemovedAddsUpAndWhatStaysKeepsItsOrder(RowStep step) =>
        SomeEvents.Sample(rows =>
        {
            var result = step.Apply(RowNumbers.Add(rows));
            Assert.Equal(rows.Count - result.Kept.Count, result.Removed.Sum(r => r.Rows));
            Assert.All(result.Removed, r => Assert.Equal((step.GetType().Name, true), (r.Step, r.Rows > 0)));
            int[] kept = RowNumbers.Of(result.Kept, step).ToArray();
            Assert.Equal(kept.Distinct().Order(), kept);
        });

    private static readonly Gen<Dataset> SomeEvents =
        Gen.Select(Gen.Int[-1, 4], Gen.Int[-1, 4], Gen.Int[0, 5], Gen.Int[-1, 60]).List[1, 40].Select(rows => Rows.Events([.. rows.Select(r => (
            r.Item1 < 0 ? null : $"u{r.Item1}", r.Item2 < 0 ? null : $"i{r.Item2}", r.Item3 == 0 ? M : r.Item3, r.Item4 < 0 ? (double?)null : r.Item4))]));
}
