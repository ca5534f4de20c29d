using System.Text.Json;
using CsCheck;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>What holds for every way to read a history.</summary>
public sealed class EveryHistoryTests
{
    private const int Items = 7, Width = 4;

    private static readonly Dictionary<string, HistoryOptions> All = new()
    {
        ["pooled"] = new PooledHistoryOptions(),
        ["GRU"] = new RecurrentHistoryOptions { HiddenWidth = 5 },
        ["GRU of two layers"] = new RecurrentHistoryOptions { HiddenWidth = 3, Layers = 2 },
        ["LSTM"] = new RecurrentHistoryOptions { Cell = RecurrentCell.Lstm, HiddenWidth = 5 },
        ["dilated convolutions"] = new DilatedConvolutionHistoryOptions { Dilations = [1, 3] },
        ["convolutions"] = new ConvolutionHistoryOptions { Heights = [1, 2, 3], HorizontalFilters = 3, VerticalFilters = 2 },
        ["vertical convolutions alone"] = new ConvolutionHistoryOptions { Heights = [], VerticalFilters = 2 },
        ["Transformer"] = new TransformerHistoryOptions { HiddenWidth = 6 },
    };

    private static readonly Gen<int[][]> Histories = Gen.Int[0, Items - 1].Array[1, 12].Array[1, 5];

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ItIsReadBackFromText(string name)
    {
        var settings = All[name] with { Length = 9, Dropout = 0.125 };
        string text = JsonSerializer.Serialize(settings, Json.Options);

        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<HistoryOptions>(text, Json.Options), Json.Options));
        Assert.IsType(settings.GetType(), JsonSerializer.Deserialize<HistoryOptions>(text, Json.Options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARowDoesNotDependOnLaterItems(string name) => Gen.Select(Gen.Int[0, Items - 1].Array[1, 12], Gen.Int[0, Items - 1].Array[12], Gen.Int[1, 12]).Sample((history, later, length) =>
    {
        using var encoder = Encoder(name, length);
        float[] before = Encode(encoder, Prefixes(history));
        for (int end = 0; end < history.Length; end++)
        {
            float[] after = Encode(encoder, Prefixes([.. history[..end], .. later[end..history.Length]]));
            Near.Equal(before[..((end + 1) * Width)], after[..((end + 1) * Width)], Rounding(name));
        }
    }, iter: 30, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainingRowsAreEncodedAsRequestsOfTheSameHistory(string name) => Gen.Select(Histories, Gen.Int[1, 14], Gen.Int[1, 9]).Sample((histories, length, size) =>
    {
        using var encoder = Encoder(name, length);
        if (encoder.ReadsFromStart) length = 12; // then sequences that hold too much are cut: see HistorySourceTests
        using var whole = Encoder(name, length);
        var interactions = Rankings.Interactions(histories, Items);
        var source = new HistorySource(Rankings.IdsOf(Items), length, whole.ReadsFromStart);
        var batches = new InteractionBatches(interactions, length, 0, size);
        batches.Shuffle(1);
        for (int step = 0; step < batches.Steps; step++)
        {
            var stretches = batches.Step(step).ToArray();
            int[][] before = [.. stretches.SelectMany(s => Enumerable.Range(s.Start - interactions.Offsets[s.User], s.Count).Select(end => histories[s.User][..end]))];

            float[] trained = Rankings.Values(() => whole.call(Batch(before.Length).With(source.Gather(interactions, stretches))));
            Near.Equal(Rankings.Values(() => whole.call(Batch(before.Length).With(source.Gather(Rankings.Requests(before))))), trained, Rounding(name));
            // One at a time, in pairs, in threes.
            foreach (int part in (int[])[1, 2, 3]) Near.Equal(trained, [.. before.Chunk(part).SelectMany(rows => Rankings.Values(() => whole.call(Batch(rows.Length).With(source.Gather(Rankings.Requests(rows))))))], Rounding(name));
        }
    }, iter: 20, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Theory]
    [MemberData(nameof(Names))]
    public void ItReadsTheNewestOfALongerSequence(string name)
    {
        using var encoder = Encoder(name, length: 4);
        int[] history = [3, 1, 6, 0, 2, 5, 5, 1, 4];

        Near.Equal([.. Prefixes(history).SelectMany(seen => Encode(encoder, [[.. seen.TakeLast(4)]]))], Rankings.Values(() => encoder.call(Sequence(history))), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MorePaddingChangesNothing(string name)
    {
        using var encoder = Encoder(name, length: 8);
        float[] alone = Encode(encoder, [[1, 2]]);

        Near.Equal(alone, Rankings.Values(() => encoder.call(Batch(1).With(new ItemSequences(tensor(new long[,] { { 4, 5, 0, 0, 0, 0, 0 } }), tensor(new long[,] { { 2 } }), zeros(1, ScalarType.Int64))))), 1e-5);
        Near.Equal(alone, Encode(encoder, [[1, 2], [0, 1, 2, 3, 4, 5]])[..Width], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NobodysHistoryIsZeroAndHasFiniteGradients(string name)
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder(name, length: 3);

        var encoded = encoder.call(Batch(2).With(ItemSequences.Of([[], []])));
        (encoded * encoded).sum().Plus(encoded.sum()).backward();

        Assert.Equal(new float[2 * Width], TensorMemory.ToFloats(encoded));
        Assert.All(encoder.parameters().Where(p => p.grad is not null), parameter => Assert.All(TensorMemory.ToFloats(parameter.grad!), value => Assert.Equal(0, value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryWeightLearns(string name)
    {
        using var scope = NewDisposeScope();
        using var random = StepRandom.Begin(3);
        using var encoder = Encoder(name, length: 6, dropout: 0.2);
        encoder.train();

        encoder.call(Sequence([3, 1, 6, 0, 2, 5])).Squared().sum().backward();

        Assert.All(encoder.named_parameters(), p => Assert.Contains(TensorMemory.ToFloats(p.parameter.grad!), value => value != 0 && float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheStepsSeedGovernsDropout(string name)
    {
        using var encoder = Encoder(name, length: 6, dropout: 0.5);
        encoder.train();
        float[] Drawn(ulong seed)
        {
            using var random = StepRandom.Begin(seed);
            return Rankings.Values(() => encoder.call(Sequence([3, 1, 6, 0, 2, 5])));
        }

        Assert.Equal(Drawn(3), Drawn(3));
        Assert.NotEqual(Drawn(3), Drawn(4));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSeedGovernsTheStartValues(string name)
    {
        using HistoryEncoder one = Encoder(name, length: 6), same = Encoder(name, length: 6), other = Encoder(name, length: 6, seed: 2);

        Assert.Equal(one.parameters().SelectMany(TensorMemory.ToFloats), same.parameters().SelectMany(TensorMemory.ToFloats));
        if (name != "pooled") Assert.NotEqual(one.parameters().SelectMany(TensorMemory.ToFloats), other.parameters().SelectMany(TensorMemory.ToFloats));
    }

    // Where the numbers of a vector are nearly alike, and among many histories some are, the Transformer's normalisation multiplies what rounding leaves by up to 300.
    private static double Rounding(string name) => name == "Transformer" ? 1e-3 : 1e-5;

    private static int[][] Prefixes(int[] history) => [.. Enumerable.Range(0, history.Length + 1).Select(end => history[..end])];

    // One sequence that is read by a row for each number of items.
    private static FeatureBatch Sequence(int[] history)
    {
        long[] ids = [.. history.Select(item => (long)item + Rankings.Reserved)], ends = [.. Enumerable.Range(0, ids.Length + 1)];
        return Batch(ends.Length).With(new ItemSequences(tensor(ids).view(1, -1), tensor(ends).view(1, -1), arange(ends.Length, ScalarType.Int64)));
    }

    private static float[] Encode(HistoryEncoder encoder, int[][] histories) =>
        Rankings.Values(() => encoder.call(Batch(histories.Length).With(ItemSequences.Of([.. histories.Select(history => (IReadOnlyList<int>)[.. history.Select(item => item + Rankings.Reserved)])]))));

    private static FeatureBatch Batch(int size) => new(size, [], [], label: null);

    private static HistoryEncoder Encoder(string name, int length, double dropout = 0, ulong seed = 1)
    {
        var random = new SeededRandom(7);
        var table = new EmbeddingTable(Items + Rankings.Reserved, Width, 0.5, ref random);
        random = new SeededRandom(seed);
        var encoder = (All[name] with { Length = length, Dropout = dropout }).Create(table, ref random);
        encoder.eval();
        return encoder;
    }
}
