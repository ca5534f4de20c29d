using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>What histories read of their events beside the items. Item i has the vector (i + 1, 10 (i + 1)).</summary>
public sealed class EventHistoryTests
{
    private const int Items = 6;

    private static readonly FeatureInput Stars = new("Stars", FeatureInputKind.Number, FeatureRole.Event, 1, [2.5f]);

    [Fact]
    public void EncodedColumnsAreProjectedAndAdded()
    {
        using var encoder = Encoder(new PooledHistoryOptions { Pooling = HistoryPooling.Sum, Dropout = 0 });
        Encoded.Set(encoder, "events.projection.weight", 2, -1); // [D, 1]
        Encoded.Set(encoder, "events.projection.bias", 0.5f, 0);

        // Stars 1 and 4, then a missing one, for which the mean stands.
        Near.Equal([1 + 2 + 2 * 0.5f + 2 * (1 + 4), 10 + 20 - (1 + 4)], Encode(encoder, Log([0, 1], [1, 4])));
        Near.Equal([3 + 0.5f + 2 * 2.5f, 30 - 2.5f], Encode(encoder, Log([2], [float.NaN])));
    }

    [Fact]
    public void TimesBetweenEventsAreBucketsTwiceAsWideEach()
    {
        long second = TimeSpan.TicksPerSecond;

        Assert.Equal([1, 2, 3, 4, 4, 12, 40, 1, 0, 0], new[]
        {
            TimeGap.BucketOf(5, 5), TimeGap.BucketOf(0, second), TimeGap.BucketOf(0, 3 * second), TimeGap.BucketOf(0, 7 * second), TimeGap.BucketOf(0, 14 * second), TimeGap.BucketOf(0, 3600 * second),
            TimeGap.BucketOf(0, long.MaxValue), TimeGap.BucketOf(9 * second, 2 * second), TimeGap.BucketOf(DateTimeColumn.Missing, 1), TimeGap.BucketOf(1, DateTimeColumn.Missing),
        });
    }

    [Fact]
    public void TheGapIsToTheEventBeforeEvenWhereThatIsNotRead()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        var requests = new RankingRequests([0], [0, 3], [0, 1, 2], null, new EventLog([0, 3 * TimeSpan.TicksPerSecond, DateTimeColumn.Missing], null, null));

        Assert.Equal([3L, 0], TensorMemory.Span<long>(Source(new HistoryReading(2) { TimeGaps = true }).Gather(requests).Gaps!).ToArray());
        Assert.Equal([0L, 3, 0], TensorMemory.Span<long>(Source(new HistoryReading(3) { TimeGaps = true }).Gather(requests).Gaps!).ToArray());
        Assert.Null(Source(new HistoryReading(3)).Gather(requests).Gaps);
    }

    [Fact]
    public void AHistoryOfSomeActionsHoldsOnlyThese()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        var interactions = Acted();

        var sequences = Source(new HistoryReading(2) { Actions = ["buy"], TimeGaps = true }).Gather(interactions, [new Stretch(0, 0, 5)]);

        // Before each row: nothing; the purchase of 0 from the second on; those of 0 and 2; of 2 and 3.
        Assert.Equal([[], [3], [3], [3, 5], [5, 6]], Rankings.Seen(sequences, 2));
        Assert.Equal([0L, 2, 2], TensorMemory.Span<long>(sequences.Gaps!).ToArray()); // two seconds apart, and one
        Assert.Equal([[5, 6]], Rankings.Seen(Source(new HistoryReading(2) { Actions = ["buy"] }).Gather(RankingRequests.Of(interactions, [0])), 2));
    }

    [Fact]
    public void RowsThatAreNoTargetsAreThereToBeSeen()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        var interactions = Acted();
        interactions = interactions.With(interactions.Events!, [false, true, false, true, false]);

        Assert.Equal([[3], [3, 4, 5]], Rankings.Seen(Source(new HistoryReading(4)).Gather(interactions, [new Stretch(0, 1, 3)]), 4));
    }

    [Fact]
    public void WithoutAnActionItCannotBeReadByActions()
    {
        TorchRuntime.EnsureLoaded();

        Assert.StartsWith("Which events are buy? No column says so.", Assert.Throws<InvalidOperationException>(() => Source(new HistoryReading(2) { Actions = ["buy"] }).Gather(Rankings.Requests([1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MorePaddingChangesNothing()
    {
        using var encoder = Encoder(new PooledHistoryOptions { TimeGaps = true, Dropout = 0 });
        float[] alone = Encode(encoder, Log([0, 1], [1, 4]));

        float[] besideALonger = Rankings.Values(() => encoder.call(new FeatureBatch(2, [], [], label: null).With(Source(Reading(encoder)).Gather(Two()))));

        Near.Equal(alone, besideALonger[..2], 1e-6);
        static RankingRequests Two() => new([0, 1], [0, 2, 6], [0, 1, 2, 3, 4, 5], null, new EventLog(new long[6], Columns(1, 4, 5, 5, 5, 5), null));
    }

    [Fact]
    public void WhoDidNothingHasFiniteGradients()
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder(new PooledHistoryOptions { TimeGaps = true });
        encoder.eval();

        var encoded = encoder.call(new FeatureBatch(2, [], [], label: null).With(Source(Reading(encoder)).Gather(new RankingRequests([0, 1], [0, 0, 0], [], null, new EventLog([], Columns(), null)))));
        encoded.sum().Plus((encoded * encoded).sum()).backward();

        Assert.Equal(new float[4], TensorMemory.ToFloats(encoded));
        Assert.All(encoder.parameters(), parameter => Assert.All(TensorMemory.ToFloats(parameter.grad!), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void SequencesThatLackWhatIsReadAreAnError()
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder(new PooledHistoryOptions());

        Assert.Throws<InvalidOperationException>(() => encoder.call(new FeatureBatch(1, [], [], label: null).With(ItemSequences.Of([[3]]))));
        Assert.Throws<ArgumentException>(() => Source(Reading(encoder)).Gather(Rankings.Requests([1])));
        Assert.Contains("'Mood', which is no encoded column", Assert.Throws<ArgumentException>(() => new PooledHistoryOptions { Events = ["Mood"] }.Reading([Stars], false)).Message, StringComparison.Ordinal);
        Assert.Empty(new PooledHistoryOptions { Events = [] }.Reading([Stars], false).Events);
    }

    private static HistoryEncoder Encoder(PooledHistoryOptions options)
    {
        TorchRuntime.EnsureLoaded();
        var random = new SeededRandom(1);
        var table = new EmbeddingTable(Items + Rankings.Reserved, 2, 0, ref random);
        Encoded.Set(table, "weight", [0, 0, 0, 0, 0, 0, .. Enumerable.Range(1, Items).SelectMany(i => new float[] { i, 10 * i })]);
        return options.Create(table, [Stars], seed: 1, ref random);
    }

    // An encoder of these tests reads the stars, and gaps where it has a table for them.
    private static HistoryReading Reading(HistoryEncoder encoder) => new(50) { Events = [Stars], TimeGaps = encoder.named_parameters().Any(p => p.name.StartsWith("events.gaps", StringComparison.Ordinal)) };

    private static HistorySource Source(HistoryReading reading) => new(Rankings.IdsOf(Items), reading);

    private static RankingRequests Log(int[] items, float[] stars) => new([0], [0, items.Length], items, null, new EventLog(new long[items.Length], Columns(stars), null));

    private static Dataset Columns(params float[] stars) => Encoded.Rows((Feature.Number("Stars", FeatureRole.Event), new NumberColumn(stars)));

    private static float[] Encode(HistoryEncoder encoder, RankingRequests requests) =>
        Rankings.Values(() => encoder.call(new FeatureBatch(requests.Count, [], [], label: null).With(Source(Reading(encoder)).Gather(requests))));

    // A purchase of item 0, a click on 1, purchases of 2 and 3, a click on 4, a second apart.
    private static Interactions Acted() => Rankings.Interactions([[0, 1, 2, 3, 4]], Items).With(
        new EventLog([.. Enumerable.Range(1, 5).Select(i => i * TimeSpan.TicksPerSecond)], null, new CategoryColumn([1, 0, 1, 1, 0], ["click", "buy"])), null);
}
