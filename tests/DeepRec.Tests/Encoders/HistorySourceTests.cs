using CsCheck;
using DeepRec.Encoders;

namespace DeepRec.Tests.Encoders;

/// <summary>What a row knows of the past.</summary>
public sealed class HistorySourceTests
{
    [Fact]
    public void NoRowSeesItsOwnItemOrALaterOne() => Gen.Select(Gen.Int[0, 9].Array[0, 25].Array[1, 8], Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[1, 20], Gen.ULong).Sample((histories, length, longest, size, seed) =>
    {
        TorchRuntime.EnsureLoaded();
        var interactions = Rankings.Interactions(histories, 10);
        var batches = new InteractionBatches(interactions, longest, 0, size);
        batches.Shuffle(seed);
        var source = new HistorySource(Rankings.IdsOf(10), length);
        for (int step = 0; step < batches.Steps; step++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var stretches = batches.Step(step);
            var seen = Rankings.Seen(source.Gather(interactions, stretches), length);

            int row = 0;
            foreach (var stretch in stretches)
            {
                for (int k = stretch.Start; k < stretch.Start + stretch.Count; k++, row++)
                {
                    // The newest items before it, straight from the definition.
                    int[] before = histories[stretch.User][..(k - interactions.Offsets[stretch.User])];
                    Assert.Equal(before.TakeLast(length).Select(item => item + 3L), seen[row]);
                }
            }

            Assert.Equal(row, seen.Length);
        }
    });

    [Fact]
    public void WhereRowsSeeTheirSequenceFromItsStartNoneIsLongerThanTheLength() => Gen.Select(Gen.Int[0, 9].Array[0, 30].Array[1, 8], Gen.Int[1, 12], Gen.Int[0, 1], Gen.Int[1, 20], Gen.ULong).Sample((histories, length, skipped, size, seed) =>
    {
        TorchRuntime.EnsureLoaded();
        var interactions = Rankings.Interactions(histories, 10);
        var batches = new InteractionBatches(interactions, length, skipped, size, (length + 1) / 2);
        batches.Shuffle(seed);
        var source = new HistorySource(Rankings.IdsOf(10), length, fromStart: true);
        for (int step = 0; step < batches.Steps; step++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var stretches = batches.Step(step);
            var sequences = source.Gather(interactions, stretches);
            Assert.InRange(sequences.Ids.shape[1], 1, length);
            long[][] seen = Rankings.Seen(sequences, length);

            int row = 0;
            foreach (var stretch in stretches)
            {
                for (int k = stretch.Start; k < stretch.Start + stretch.Count; k++, row++)
                {
                    // The newest before it, at least half of what it may see.
                    int[] before = histories[stretch.User][..(k - interactions.Offsets[stretch.User])];
                    Assert.InRange(seen[row].Length, Math.Min(before.Length, length / 2), Math.Min(before.Length, length));
                    Assert.Equal(before.TakeLast(seen[row].Length).Select(item => item + 3L), seen[row]);
                }
            }
        }
    });

    [Fact]
    public void ARequestBringsItsNewestItems()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = TorchSharp.torch.NewDisposeScope();
        var source = new HistorySource(Rankings.IdsOf(10), 3);

        var sequences = source.Gather(Rankings.Requests([1, 2, 3, 4], [], [5]));

        Assert.Equal([3, 3], sequences.Ids.shape);
        Assert.Equal([[5, 6, 7], [], [8]], Rankings.Seen(sequences, 3));
        Assert.Equal([5, 6, 7, 0, 0, 0, 8, 0, 0], TensorMemory.Span<long>(sequences.Ids).ToArray());
    }

    [Fact]
    public void HistoriesOfIdsMadeByHandAreTheSame()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = TorchSharp.torch.NewDisposeScope();

        var sequences = ItemSequences.Of([[4, 5], [], [6]]);

        Assert.Equal([[4, 5], [], [6]], Rankings.Seen(sequences, 9));
        Assert.Equal([0L, 1], ItemSequences.Of([]).Ids.shape);
        var batch = FeatureBatch.Of(Rankings.Ids("City", 3, 4), [Encoded.Id("City", 5)]);
        Assert.Equal("There are 3 histories for 2 rows. Give each row one; it may be empty. (Parameter 'history')", Assert.Throws<ArgumentException>(() => batch.With(sequences)).Message);
        Assert.Throws<InvalidOperationException>(() => batch.History);
        Assert.Equal([[4]], Rankings.Seen(batch.With(ItemSequences.Of([[4], [5]])).History, 9)[..1]);
    }

    [Fact]
    public void AStepWithoutRowsIsNone()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = TorchSharp.torch.NewDisposeScope();

        Assert.Empty(Rankings.Seen(new HistorySource(Rankings.IdsOf(4), 3).Gather(Rankings.Interactions([[1]], 4), []), 3));
    }
}
