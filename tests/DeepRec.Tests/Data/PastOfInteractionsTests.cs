namespace DeepRec.Tests.Data;

/// <summary>Which interactions one knows of, and which are learned from.</summary>
public sealed class PastOfInteractionsTests
{
    [Fact]
    public void OnlyEarlierMomentsAreThePast()
    {
        // User 0 at 1, 2, 2, 2, 3; user 1 at 2, 2.
        var interactions = Interactions.Of([0, 1, 0, 0, 1, 0, 0], [0, 1, 2, 3, 4, 5, 6], [2, 2, 1, 2, 2, 3, 2], 2, 7);

        Assert.Equal([2, 0, 3, 6, 5, 1, 4], interactions.Items);
        Assert.Equal([0, 1, 1, 1, 4, 5, 5], Enumerable.Range(0, 7).Select(interactions.Before));
    }

    [Fact]
    public void RowsWithoutATimeStandInOrderBeforeTheOthers()
    {
        var interactions = Interactions.Of([0, 0, 0, 0], [0, 1, 2, 3], [5, DateTimeColumn.Missing, 5, DateTimeColumn.Missing], 1, 4);

        Assert.Equal([1, 3, 0, 2], interactions.Items);
        Assert.Equal([0, 1, 2, 2], Enumerable.Range(0, 4).Select(interactions.Before));
    }

    [Fact]
    public void WithoutTimesAllThatStandsBeforeIsThePast() => Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(Interactions.Of([0, 0, 0], [1, 1, 1], [], 1, 2).Before));

    [Fact]
    public void EventsThatDoNotBelongToInteractionsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Interactions([0, 2], [0, 0], 1, events: new EventLog([1], null, null)));
        Assert.Equal("Interaction 1 is older than the one before it. (Parameter 'ticks')", Assert.Throws<ArgumentException>(() => new Interactions([0, 2], [0, 0], 1, events: new EventLog([2, 1], null, null))).Message);
    }

    [Fact]
    public void WhatIsKnownOfNothingEarlierIsLeftOutWithAllOfItsMoment()
    {
        var batches = new InteractionBatches(Timed([1, 1, 2, 2, 3]), longest: 5, skipped: 1, batchSize: 9);
        batches.Shuffle(1);

        Assert.Equal([new Stretch(0, 2, 3)], batches.Step(0).ToArray());
    }

    [Fact]
    public void NoRowOfAStretchKnowsOfMuchMoreThanTheFirst()
    {
        // The third knows of nothing, the fourth of three: together they would need room for three more.
        var batches = new InteractionBatches(Timed([1, 1, 1, 2, 3, 4]), longest: 3, skipped: 0, batchSize: 9);
        batches.Shuffle(1);

        Assert.Equal([new Stretch(0, 0, 3), new Stretch(0, 3, 3)], batches.Step(0).ToArray().OrderBy(stretch => stretch.Start));
    }

    [Fact]
    public void StretchesBeginAndEndWithATarget()
    {
        var interactions = Timed([1, 2, 3, 4, 5, 6]);
        interactions = interactions.With(interactions.Events!, [false, true, false, true, false, false]);
        var batches = new InteractionBatches(interactions, longest: 6, skipped: 0, batchSize: 9);
        batches.Shuffle(1);

        Assert.Equal([new Stretch(0, 1, 3)], batches.Step(0).ToArray());
        Assert.Equal((2, 1), (batches.Rows, batches.Steps));
    }

    private static Interactions Timed(long[] ticks) => Interactions.Of(new int[ticks.Length], new int[ticks.Length], ticks, 1, 1);
}
