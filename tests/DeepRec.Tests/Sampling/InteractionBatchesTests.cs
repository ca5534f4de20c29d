using CsCheck;

namespace DeepRec.Tests;

public sealed class InteractionBatchesTests
{
    [Fact]
    public void EachInteractionStandsInOneStepOfAnEpoch() => Gen.Select(Gen.Int[0, 30].Array[1, 40], Gen.Int[1, 20], Gen.Int[0, 2], Gen.Int[1, 50], Gen.ULong).Sample((lengths, longest, skipped, size, seed) =>
    {
        var interactions = OfLengths(lengths);
        var batches = new InteractionBatches(interactions, longest, skipped, size);
        int[] expected = [.. Enumerable.Range(0, interactions.UserCount).SelectMany(user => Enumerable.Range(interactions.Offsets[user], lengths[user]).Skip(skipped))];
        Assert.Equal(expected.Length, batches.Rows);
        Assert.Equal((expected.Length + size - 1) / size, batches.Steps);

        foreach (ulong epoch in (ulong[])[seed, seed + 1])
        {
            batches.Shuffle(epoch);
            var places = new List<int>();
            for (int step = 0; step < batches.Steps; step++)
            {
                var stretches = batches.Step(step).ToArray();
                int rows = stretches.Sum(stretch => stretch.Count);
                Assert.InRange(rows, 1, size + Math.Min(longest, size) - 1);
                foreach (var stretch in stretches)
                {
                    Assert.InRange(stretch.Count, 1, Math.Min(longest, size));
                    Assert.True(stretch.Start >= interactions.Offsets[stretch.User] && stretch.Start + stretch.Count <= interactions.Offsets[stretch.User + 1]);
                    places.AddRange(Enumerable.Range(stretch.Start, stretch.Count));
                }
            }

            Assert.Equal(expected, places.Order());
        }
    });

    [Fact]
    public void LaterStretchesOfAUserLeaveRoomForWhatCameBefore()
    {
        var batches = new InteractionBatches(OfLengths([12]), 5, skipped: 1, batchSize: 100, longestLater: 3);
        batches.Shuffle(1);

        Assert.Equal([(1, 5), (6, 3), (9, 3)], Steps(batches).Single().Select(stretch => (stretch.Start, stretch.Count)).Order());
    }

    [Fact]
    public void TheSeedDecidesTheOrder()
    {
        var interactions = OfLengths([.. Enumerable.Range(0, 50).Select(user => user % 7)]);
        InteractionBatches one = new(interactions, 5, 0, 8), other = new(interactions, 5, 0, 8);

        other.Shuffle(9); // what was before leaves no trace
        other.Shuffle(3);
        one.Shuffle(3);
        var first = Steps(one);
        Assert.Equal(first, Steps(other));
        one.Shuffle(4);
        Assert.NotEqual(first, Steps(one));
    }

    [Fact]
    public void StretchesOfAStepAreOfSimilarLength()
    {
        var batches = new InteractionBatches(OfLengths([.. Enumerable.Range(0, 200).Select(user => 1 + user % 20)]), 20, 0, 60);
        batches.Shuffle(1);

        double spread = Steps(batches).Average(step => step.Max(s => s.Count) - step.Min(s => s.Count));

        Assert.InRange(spread, 0, 3); // of 19 without sorting
    }

    [Fact]
    public void WhereNothingIsLeftThereAreNoSteps()
    {
        var batches = new InteractionBatches(OfLengths([1, 0, 1]), 5, skipped: 1, 8);
        batches.Shuffle(1);

        Assert.Equal((0, 0), (batches.Rows, batches.Steps));
    }

    private static Interactions OfLengths(int[] lengths)
    {
        int[] offsets = [0, .. lengths.Select((_, user) => lengths.Take(user + 1).Sum())];
        return new Interactions(offsets, new int[offsets[^1]], 1);
    }

    private static Stretch[][] Steps(InteractionBatches batches) => [.. Enumerable.Range(0, batches.Steps).Select(step => batches.Step(step).ToArray())];
}
