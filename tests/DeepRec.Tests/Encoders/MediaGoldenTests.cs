using System.Text.Json;
using DeepRec.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>Encoders of vectors and grids against PyTorch, in float64: values written by torch_media.py beside its results.</summary>
public sealed class MediaGoldenTests
{
    private static readonly JsonElement Root = Load();

    [Theory]
    [InlineData("layer", VectorNormalization.Layer)]
    [InlineData("length", VectorNormalization.Length)]
    [InlineData("none", VectorNormalization.None)]
    [InlineData("notProjected", null)]
    public void VectorsAgreeWithPyTorchAndSoDoTheirGradients(string name, VectorNormalization? normalization)
    {
        var expected = Root.GetProperty(name);
        int width = expected.GetProperty("width").GetInt32();
        var dimension = expected.GetProperty("dimension");
        var options = new VectorEncoderOptions { Normalization = normalization, Dimension = dimension.ValueKind == JsonValueKind.Null ? null : dimension.GetInt32() };

        Check(expected, options, width);
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("oddGrid")]
    [InlineData("oneLayer")]
    [InlineData("thinGrid")]
    [InlineData("rowsKept")]
    public void GridsAgreeWithPyTorchAndSoDoTheirGradients(string name)
    {
        var expected = Root.GetProperty(name);
        int Value(string property) => expected.GetProperty(property).GetInt32();
        var options = new GridCnnEncoderOptions(Value("channels"), Value("height"), Value("width"))
        {
            Filters = [.. expected.GetProperty("filters").EnumerateArray().Select(count => count.GetInt32())],
            Pooling = expected.GetProperty("keepsRows").GetBoolean() ? GridPooling.MeanOfRows : GridPooling.Mean,
            Dimension = Value("dimension"),
        };

        Check(expected, options, options.Channels * options.Height * options.Width);
    }

    private static void Check(JsonElement expected, FeatureEncoderOptions options, int width)
    {
        using var scope = NewDisposeScope();
        using var encoder = options.Create(Encoded.Vector("x", width), seed: 1);
        encoder.to(ScalarType.Float64);
        var parameters = expected.GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => Golden.Vector(p.Value));
        Assert.Equal(parameters.Keys.Order(), encoder.named_parameters().Select(p => p.name).Order());
        foreach (var (name, parameter) in encoder.named_parameters()) parameters[name].CopyTo(TensorMemory.Span<double>(parameter));

        var distinct = Doubles(expected.GetProperty("distinct")).view(-1, width); // [U, W]
        var rows = tensor(expected.GetProperty("rows").EnumerateArray().Select(row => row.GetInt64()).ToArray()); // [B]
        var batch = new FeatureBatch((int)rows.shape[0], [], [], label: null) { VectorInputs = new Dictionary<string, VectorRows> { ["x"] = new(distinct, rows) } };
        var output = encoder.call(batch); // [B, D]
        (output.view(-1) * Doubles(expected.GetProperty("lossWeights"))).sum().backward();

        Near.Equal(Golden.Vector(expected.GetProperty("output")), TensorMemory.Span<double>(output.contiguous()).ToArray(), 1e-9);
        foreach (var (name, parameter) in encoder.named_parameters())
        {
            Near.Equal(Golden.Vector(expected.GetProperty("gradients").GetProperty(name)), TensorMemory.Span<double>(parameter.grad!.contiguous()).ToArray(), 1e-9);
        }
    }

    private static Tensor Doubles(JsonElement values) => tensor(Golden.Vector(values)); // [N]

    private static JsonElement Load()
    {
        using var stream = typeof(MediaGoldenTests).Assembly.GetManifestResourceStream("torch_media.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
