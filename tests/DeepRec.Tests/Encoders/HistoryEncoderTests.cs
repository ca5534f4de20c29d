using CsCheck;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>Items 0 … 5 have the vectors (1, 10), (2, 20), … in a table [9, 2] with three reserved ids.</summary>
public sealed class HistoryEncoderTests
{
    private const int Items = 6;

    public static TheoryData<HistoryPooling> Poolings => [.. Enum.GetValues<HistoryPooling>()];

    [Fact]
    public void TheMeanIsThatOfTheNewest()
    {
        using var encoder = Encoder(HistoryPooling.Mean, length: 3);

        Near.Equal([4, 40, 1.5f, 15, 0, 0], Encode(encoder, [0, 2, 3, 4], [0, 1], []));
    }

    [Fact]
    public void TheSumIsThatOfTheNewest()
    {
        using var encoder = Encoder(HistoryPooling.Sum, length: 3);

        Near.Equal([12, 120, 3, 30, 0, 0], Encode(encoder, [0, 2, 3, 4], [0, 1], []));
    }

    [Fact]
    public void RecencyWeighsByTheSoftmaxOfItsNumbers()
    {
        using var encoder = Encoder(HistoryPooling.Recency, length: 3);
        Near.Equal([0, -0.3f, -0.6f], Encoded.Get(encoder, "recency"));
        Encoded.Set(encoder, "recency", MathF.Log(4), MathF.Log(3), 0);

        // Newest first 4 : 3 : 1 of 8; of two 4 : 3 of 7; of one all.
        Near.Equal([(4 * 5 + 3 * 4 + 3) / 8f, (200 + 120 + 30) / 8f, (4 * 2 + 3) / 7f, (80 + 30) / 7f, 6, 60], Encode(encoder, [0, 2, 3, 4], [0, 1], [5]), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Poolings))]
    public void MorePaddingChangesNothing(HistoryPooling pooling)
    {
        using var encoder = Encoder(pooling, length: 4);
        float[] alone = Encode(encoder, [1, 2]);

        Assert.Equal(alone, Encode(encoder, [1, 2], [0, 1, 2, 3])[..2]);
        float[] padded = Rankings.Values(() => encoder.call(Batch(1).With(new ItemSequences(tensor(new long[,] { { 4, 5, 0, 0, 0, 0, 0 } }), tensor(new long[,] { { 2 } }), zeros(1, ScalarType.Int64)))));
        Assert.Equal(alone, padded);
    }

    [Theory]
    [MemberData(nameof(Poolings))]
    public void TrainingRowsAreEncodedAsRequestsOfTheSameHistory(HistoryPooling pooling) => Gen.Select(Gen.Int[0, Items - 1].Array[1, 14].Array[1, 5], Gen.Int[1, 6], Gen.Int[1, 9]).Sample((histories, length, size) =>
    {
        using var encoder = Encoder(pooling, length);
        var interactions = Rankings.Interactions(histories, Items);
        var source = new HistorySource(Rankings.IdsOf(Items), length);
        var batches = new InteractionBatches(interactions, length, 0, size);
        batches.Shuffle(1);
        for (int step = 0; step < batches.Steps; step++)
        {
            var stretches = batches.Step(step).ToArray();
            int[][] before = [.. stretches.SelectMany(s => Enumerable.Range(s.Start - interactions.Offsets[s.User], s.Count).Select(end => histories[s.User][..end]))];

            float[] trained = Rankings.Values(() => encoder.call(Batch(before.Length).With(source.Gather(interactions, stretches))));
            Near.Equal(Rankings.Values(() => encoder.call(Batch(before.Length).With(source.Gather(Rankings.Requests(before))))), trained, 1e-5);
            // One at a time, in pairs, in threes.
            foreach (int part in (int[])[1, 2, 3]) Near.Equal(trained, [.. before.Chunk(part).SelectMany(rows => Encode(encoder, rows))], 1e-5);
        }
    }, iter: 40, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Theory]
    [MemberData(nameof(Poolings))]
    public void NobodysHistoryIsZeroAndHasFiniteGradients(HistoryPooling pooling)
    {
        using var scope = NewDisposeScope();
        var table = Table();
        using var encoder = new PooledHistoryEncoder(new PooledHistoryOptions { Length = 3, Pooling = pooling }, table);

        var encoded = encoder.call(Batch(2).With(ItemSequences.Of([[], []])));
        (encoded * encoded).sum().Plus(encoded.sum()).backward();

        Assert.Equal(new float[4], TensorMemory.ToFloats(encoded));
        Assert.All(table.parameters().Concat(encoder.parameters()), parameter => Assert.All(TensorMemory.ToFloats(parameter.grad!), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void TheGradientOfRecencyIsThatOfDifferences()
    {
        const float Step = 1e-2f;
        using var encoder = Encoder(HistoryPooling.Recency, length: 4);
        float[] start = [0.3f, -0.2f, 0.1f, 0.5f];
        Encoded.Set(encoder, "recency", start);
        int[][] histories = [[0, 2, 3, 4, 1], [5, 1], [], [2]];

        double Loss(float[] recency)
        {
            Encoded.Set(encoder, "recency", recency);
            return Encode(encoder, histories).Sum(value => Math.Sin(value));
        }

        double[] expected = [.. start.Select((_, age) =>
        {
            float[] up = [.. start], down = [.. start];
            (up[age], down[age]) = (start[age] + Step, start[age] - Step);
            return (Loss(up) - Loss(down)) / (up[age] - down[age]);
        })];
        Encoded.Set(encoder, "recency", start);
        using var scope = NewDisposeScope();
        encoder.call(Batch(4).With(Source(4).Gather(Rankings.Requests(histories)))).sin().sum().backward();

        Near.Equal(expected, [.. TensorMemory.ToFloats(encoder.parameters().Single().grad!).Select(value => (double)value)], 0.05);
    }

    [Fact]
    public void DropoutLeavesOutNumbersOfAnItemAlikeForAllRowsThatReadIt()
    {
        using var scope = NewDisposeScope();
        using var random = StepRandom.Begin(5);
        using var encoder = new PooledHistoryEncoder(new PooledHistoryOptions { Length = 4, Pooling = HistoryPooling.Sum, Dropout = 0.5 }, Table());
        encoder.train();
        var interactions = Rankings.Interactions([[0, 1, 2, 3]], Items);

        float[] sums = TensorMemory.ToFloats(encoder.call(Batch(4).With(Source(4).Gather(interactions, [new Stretch(0, 0, 4)]))));

        // What a row has more than the one before is its newest item's vector, doubled where it was kept.
        for (int row = 1; row < 4; row++) Assert.All(Enumerable.Range(0, 2), d => Assert.Contains(sums[2 * row + d] - sums[2 * row - 2 + d], (float[])[0, 2 * row * (d == 0 ? 1 : 10)]));
        encoder.eval();
        Near.Equal([3, 30], Encode(encoder, [0, 1]));
    }

    [Fact]
    public void TheTableIsNotItsOwn()
    {
        var table = Table();
        using var encoder = new PooledHistoryEncoder(new PooledHistoryOptions(), table);

        Assert.Equal(["recency"], encoder.named_parameters().Select(p => p.name));
        encoder.Dispose();
        Assert.False(table.parameters().Single().IsInvalid);
        table.Dispose();
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PooledHistoryOptions { Length = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PooledHistoryOptions { Dropout = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PooledHistoryOptions { InitialSlope = double.NaN });
    }

    private static EmbeddingTable Table()
    {
        TorchRuntime.EnsureLoaded();
        var random = new SeededRandom(1);
        var table = new EmbeddingTable(Items + Rankings.Reserved, 2, 0, ref random);
        Encoded.Set(table, "weight", [0, 0, 0, 0, 0, 0, .. Enumerable.Range(1, Items).SelectMany(i => new float[] { i, 10 * i })]);
        return table;
    }

    private static PooledHistoryEncoder Encoder(HistoryPooling pooling, int length) => new(new PooledHistoryOptions { Pooling = pooling, Length = length, Dropout = 0 }, Table());

    private static HistorySource Source(int length) => new(Rankings.IdsOf(Items), length);

    private static FeatureBatch Batch(int rows) => new(rows, [], [], label: null);

    private static float[] Encode(HistoryEncoder encoder, params int[][] histories) => Rankings.Values(() => encoder.call(Batch(histories.Length).With(Source(100).Gather(Rankings.Requests(histories)))));
}
