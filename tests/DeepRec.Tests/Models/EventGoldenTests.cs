using System.Reflection;
using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>Event vectors and the deep interest network in doubles agree with PyTorch, forward and in every gradient: torch_events.json, by torch_events.py.</summary>
public sealed class EventGoldenTests
{
    private const double Tolerance = 1e-9;

    private static readonly Lazy<JsonElement> Root = new(() =>
    {
        using var stream = typeof(EventGoldenTests).Assembly.GetManifestResourceStream("torch_events.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    });

    [Fact]
    public void VectorsOfEventsAgree()
    {
        using var scope = NewDisposeScope();
        var golden = Root.Value.GetProperty("events");
        var random = new SeededRandom(1);
        using var table = new EmbeddingTable(8, 4, 0, ref random);
        using var events = new EventVectors(new HistoryReading(4) { TimeGaps = true, Events = [new FeatureInput("X", FeatureInputKind.Number, FeatureRole.Event, 3, [0, 0, 0])] }, FeatureEncoderOptions.None, 4, seed: 1, ref random);
        var names = new Dictionary<string, (nn.Module, string)> { ["table"] = (table, "weight"), ["gaps"] = (events, "gaps.weight"), ["weight"] = (events, "projection.weight"), ["bias"] = (events, "projection.bias") };
        Fill(golden, names);

        var ids = Longs(golden, "ids", 2, 4);
        var sequences = new ItemSequences(ids, zeros(2, 1, ScalarType.Int64), zeros(0, ScalarType.Int64))
        {
            Gaps = Longs(golden, "buckets", 2, 4),
            Events = new FeatureBatch(8, new() { ["X"] = Doubles(golden.GetProperty("x"), 8, 3) }, [], label: null),
        };
        var output = events.AddTo(table.call(ids.view(-1)), sequences); // [S · L, D]
        Agree(golden.GetProperty("output"), output);
        output.sin().sum().backward();
        foreach (var (name, (module, parameter)) in names) Agree(golden.GetProperty("gradients").GetProperty(name), Of(module, parameter).grad!);
    }

    [Theory]
    [InlineData("interest", false)]
    [InlineData("interestNormalized", true)]
    public void TheDeepInterestNetworkAgrees(string name, bool normalized)
    {
        using var scope = NewDisposeScope();
        var golden = Root.Value.GetProperty(name);
        var catalogue = Encoded.Rows((Feature.Item("Item"), Rankings.IdsOf(6)), (Feature.Number("G", FeatureRole.ItemFeature), new NumberColumn(new float[12], 2)));
        var inputs = new RankingInputs([new("F", FeatureInputKind.Number, FeatureRole.Context, 2, [0, 0])], [Encoded.Id("Item", 9, FeatureRole.Item), new("G", FeatureInputKind.Number, FeatureRole.ItemFeature, 2, [0, 0])], catalogue);
        using var ranker = new DeepInterestNetworkOptions { Dimension = 3, Length = 9, AttentionLayers = [5, 4], HiddenLayers = [6, 4], Normalized = normalized }.Create(inputs, seed: 1);
        var names = new Dictionary<string, string>
        {
            ["table"] = "items.weight",
            ["wv"] = "attention.of_event.weight",
            ["we"] = "attention.of_item.weight",
            ["wp"] = "attention.of_product.weight",
            ["ba"] = "attention.of_event.bias",
            ["w2"] = "attention.rest.0.weight",
            ["b2"] = "attention.rest.0.bias",
            ["w3"] = "attention.rest.1.weight",
            ["b3"] = "attention.rest.1.bias",
            ["wu"] = "of_request.weight",
            ["wh"] = "of_history.weight",
            ["bh"] = "of_item.bias",
            ["m2"] = "rest.0.weight",
            ["n2"] = "rest.0.bias",
            ["m3"] = "rest.1.weight",
            ["n3"] = "rest.1.bias",
        };
        Fill(golden.GetProperty("parameters"), names.ToDictionary(pair => pair.Key, pair => ((nn.Module)ranker, pair.Value)));
        double[] wi = Golden.Flatten(golden.GetProperty("parameters").GetProperty("wi")), wx = Golden.Flatten(golden.GetProperty("parameters").GetProperty("wx")); // [6, 3] beside [6, 2]
        SideBySide(wi, wx).CopyTo(TensorMemory.Span<double>(Of(ranker, "of_item.weight")));

        int[][] histories = [.. golden.GetProperty("histories").EnumerateArray().Select(history => history.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        var requests = new FeatureBatch(3, new() { ["F"] = Doubles(golden.GetProperty("requestFeatures"), 3, 2) }, [], label: null).With(ItemSequences.Of(histories));
        var items = new FeatureBatch(4, new() { ["Item"] = Longs(golden, "items", 4), ["G"] = Doubles(golden.GetProperty("itemFeatures"), 4, 2) }, [], label: null);
        var scores = ranker.call(requests, items);
        Agree(golden.GetProperty("scores"), scores);
        var pairs = ranker.ScorePairs(ranker.EncodeRequests(requests), ranker.EncodeItems(items).narrow(0, 0, 3));
        Near.Equal([.. Enumerable.Range(0, 3).Select(b => Golden.Matrix(golden.GetProperty("scores"))[b][b])], TensorMemory.Span<double>(pairs.contiguous()).ToArray(), Tolerance);

        scores.sin().sum().backward();
        var gradients = golden.GetProperty("gradients");
        foreach (var (key, parameter) in names) Agree(gradients.GetProperty(key), Of(ranker, parameter).grad!);
        Near.Equal(SideBySide(Golden.Flatten(gradients.GetProperty("wi")), Golden.Flatten(gradients.GetProperty("wx"))), TensorMemory.Span<double>(Of(ranker, "of_item.weight").grad!.contiguous()).ToArray(), Tolerance);
    }

    private static double[] SideBySide(double[] left, double[] right) => [.. Enumerable.Range(0, 6).SelectMany(row => left.Skip(3 * row).Take(3).Concat(right.Skip(2 * row).Take(2)))];

    private static void Fill(JsonElement values, Dictionary<string, (nn.Module Module, string Name)> names)
    {
        foreach (var module in names.Values.Select(one => one.Module).Distinct())
        {
            module.to(ScalarType.Float64);
            foreach (var inner in module.modules().Prepend(module)) FollowParameters(inner);
        }

        foreach (var (key, (module, name)) in names) Golden.Flatten(values.GetProperty(key)).CopyTo(TensorMemory.Span<double>(Of(module, name)));
    }

    // A conversion makes new parameters, and a field of another name than its parameter's still holds the old one.
    private static void FollowParameters(nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false)) module.GetType().GetField("_" + name, BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(module, parameter);
    }

    private static TorchSharp.Modules.Parameter Of(nn.Module module, string name) => module.named_parameters().Single(p => p.name == name).parameter;

    private static Tensor Longs(JsonElement golden, string name, params long[] shape) => tensor(Array.ConvertAll(Golden.Flatten(golden.GetProperty(name)), value => (long)value)).view(shape);

    private static Tensor Doubles(JsonElement values, params long[] shape) => tensor(Golden.Flatten(values)).view(shape);

    private static void Agree(JsonElement expected, Tensor found) => Near.Equal(Golden.Flatten(expected), TensorMemory.Span<double>(found.contiguous()).ToArray(), Tolerance);
}
