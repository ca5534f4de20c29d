using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>Encoders of histories beside PyTorch's layers: torch_seq.json, written by torch_seq.py. Each place of a sequence has an id of its own, so that the table's gradient is that of the sequence.</summary>
public sealed class HistoryGoldenTests
{
    private static readonly JsonElement Root = Golden.Load("torch_seq.json");

    private static readonly Dictionary<string, HistoryOptions> Options = new()
    {
        ["gru"] = new RecurrentHistoryOptions { HiddenWidth = 3 },
        ["gruOfTwo"] = new RecurrentHistoryOptions { HiddenWidth = 3, Layers = 2 },
        ["lstm"] = new RecurrentHistoryOptions { Cell = RecurrentCell.Lstm, HiddenWidth = 3 },
        ["lstmOfTwo"] = new RecurrentHistoryOptions { Cell = RecurrentCell.Lstm, HiddenWidth = 5, Layers = 2 },
        ["dilated"] = new DilatedConvolutionHistoryOptions { Dilations = [1, 2] },
        ["dilatedOfTwo"] = new DilatedConvolutionHistoryOptions { KernelSize = 2, Dilations = [1] },
        ["caser"] = new ConvolutionHistoryOptions { Length = 3, Heights = [3, 1, 2, 4], HorizontalFilters = 2, VerticalFilters = 2 },
        ["caserOfOneHeight"] = new ConvolutionHistoryOptions { Length = 6, Heights = [2], HorizontalFilters = 3, VerticalFilters = 1 },
        ["transformer"] = new TransformerHistoryOptions { Length = 6, HiddenWidth = 6 },
        ["transformerOfOne"] = new TransformerHistoryOptions { Length = 6, Blocks = 1, Heads = 1, HiddenWidth = 3 },
    };

    public static TheoryData<string> Names => [.. Options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Root.GetProperty(name);
        double[][][] vectors = [.. expected.GetProperty("vectors").EnumerateArray().Select(Golden.Matrix)];
        int sequences = vectors.Length, length = vectors[0].Length, width = vectors[0][0].Length, first = Rankings.Reserved;
        var random = new SeededRandom(1);
        using var table = new EmbeddingTable(first + sequences * length, width, 0, ref random);
        using var encoder = Options[name].Create(table, ref random);
        GoldenModule.ToDoubles(table);
        GoldenModule.ToDoubles(encoder);
        encoder.eval();
        var items = table.parameters().Single();
        Golden.Flatten(expected.GetProperty("vectors")).CopyTo(TensorMemory.Span<double>(items)[(first * width)..]);
        GoldenModule.Fill(encoder, expected.GetProperty("weights"));

        using var encoded = encoder.call(Batch(expected.GetProperty("ends"), sequences, length));
        (encoded * Doubles(expected.GetProperty("upstream")).view_as(encoded)).sum().backward();

        Near.Equal(Golden.Flatten(expected.GetProperty("output")), GoldenModule.Values(encoded), 1e-9);
        Near.Equal(Golden.Flatten(expected.GetProperty("vectorGradients")), GoldenModule.Values(items.grad!)[(first * width)..], 1e-9);
        GoldenModule.CompareGradients(encoder, expected.GetProperty("gradients"));
    }

    private static FeatureBatch Batch(JsonElement ends, int sequences, int length)
    {
        long[] seen = [.. Golden.Flatten(ends).Select(end => (long)end)];
        var ids = arange(Rankings.Reserved, Rankings.Reserved + sequences * length, ScalarType.Int64).view(sequences, length);
        return new FeatureBatch(seen.Length, [], [], label: null).With(new ItemSequences(ids, tensor(seen).view(sequences, -1), arange(seen.Length, ScalarType.Int64)));
    }

    private static Tensor Doubles(JsonElement values) => tensor(Golden.Flatten(values));
}
