using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>
/// The encoder of BERT4Rec beside PyTorch's layers: torch_bert4rec.json, written by torch_bert4rec.py, which reads each sequence by itself. Each place of a
/// sequence has an id of its own, so that the table's gradient is that of the sequence.
/// </summary>
public sealed class MaskedHistoryGoldenTests
{
    private static readonly JsonElement Root = Golden.Load("torch_bert4rec.json");

    private static readonly Dictionary<string, (MaskedTransformerHistoryOptions Options, bool Masked)> Cases = new()
    {
        ["requests"] = (new MaskedTransformerHistoryOptions { Blocks = 2, Heads = 2, HiddenWidth = 6, Length = 3 }, false),
        ["requestOfOne"] = (new MaskedTransformerHistoryOptions { Blocks = 1, Heads = 1, HiddenWidth = 3, Length = 5 }, false),
        ["requestsOfNobody"] = (new MaskedTransformerHistoryOptions { Blocks = 1, Heads = 2, HiddenWidth = 3, Length = 2 }, false),
        ["masked"] = (new MaskedTransformerHistoryOptions { Blocks = 2, Heads = 2, HiddenWidth = 6, Length = 6 }, true),
        ["maskedOfOne"] = (new MaskedTransformerHistoryOptions { Blocks = 1, Heads = 1, HiddenWidth = 3, Length = 5 }, true),
    };

    public static MatrixTheoryData<string, int> Names => new(Cases.Keys, [0, 1, 2]);

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithPyTorchHoweverMuchIsPadded(string name, int padding)
    {
        using var scope = NewDisposeScope();
        var expected = Root.GetProperty(name);
        double[][][] vectors = [.. expected.GetProperty("vectors").EnumerateArray().Select(Golden.Matrix)];
        int sequences = vectors.Length, length = vectors[0].Length, width = vectors[0][0].Length, first = Rankings.Reserved;
        var random = new SeededRandom(1);
        using var table = new EmbeddingTable(first + sequences * length, width, 0, ref random);
        using var encoder = Cases[name].Options.Create(table, ref random);
        GoldenModule.ToDoubles(table);
        GoldenModule.ToDoubles(encoder);
        encoder.eval();
        var items = table.parameters().Single();
        Golden.Flatten(expected.GetProperty("vectors")).CopyTo(TensorMemory.Span<double>(items)[(first * width)..]);
        GoldenModule.Fill(encoder, expected.GetProperty("weights"));

        using var encoded = encoder.call(Batch(expected, length, padding, Cases[name].Masked));
        (encoded * tensor(Golden.Flatten(expected.GetProperty("upstream"))).view_as(encoded)).sum().backward();

        Near.Equal(Golden.Flatten(expected.GetProperty("output")), GoldenModule.Values(encoded), 1e-9);
        Near.Equal([.. new double[first * width], .. Golden.Flatten(expected.GetProperty("vectorGradients"))], GoldenModule.Values(items.grad!), 1e-9);
        GoldenModule.CompareGradients(encoder, expected.GetProperty("gradients"));
    }

    // Sequences of the sizes and rows of the ends, with so many more places and rows of padding.
    private static FeatureBatch Batch(JsonElement expected, int length, int padding, bool masked)
    {
        int[] sizes = [.. Golden.Vector(expected.GetProperty("sizes")).Select(size => (int)size)];
        double[][] ends = Golden.Matrix(expected.GetProperty("ends"));
        int places = length + padding, rows = ends.Max(of => of.Length) + padding;
        Tensor ids = zeros(sizes.Length, places, ScalarType.Int64), seen = zeros(sizes.Length, rows, ScalarType.Int64); // [S, L], [S, T]
        var owners = new List<long>(); // [B]
        for (int s = 0; s < sizes.Length; s++)
        {
            for (int i = 0; i < sizes[s]; i++) TensorMemory.Span<long>(ids)[s * places + i] = Rankings.Reserved + s * length + i;
            for (int t = 0; t < ends[s].Length; t++)
            {
                TensorMemory.Span<long>(seen)[s * rows + t] = (long)ends[s][t];
                owners.Add(s * rows + t);
            }
        }

        return new FeatureBatch(owners.Count, [], [], label: null).With(new ItemSequences(ids, seen, tensor(owners.ToArray())) { Masked = masked });
    }
}
