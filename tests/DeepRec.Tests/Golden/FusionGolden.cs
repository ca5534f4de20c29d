using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests;

/// <summary>A case of torch_fusion.json, written by torch_fusion.py beside it: weights for a module of ours in float64, and what PyTorch made of them.</summary>
internal sealed class FusionGolden
{
    private static readonly JsonElement Root = Load();
    private readonly JsonElement _case;

    public FusionGolden(string name) => _case = Root.GetProperty(name);

    public JsonElement this[string name] => _case.GetProperty(name);

    /// <summary>Makes the module float64 and gives it the case's weights, which must be all that it has.</summary>
    public void Set(nn.Module module)
    {
        module.to(ScalarType.Float64);
        foreach (var inner in module.modules().Prepend(module)) FollowParameters(inner);
        var weights = this["parameters"];
        Assert.Equal(weights.EnumerateObject().Select(w => w.Name).Order(StringComparer.Ordinal), module.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
        foreach (var (name, parameter) in module.named_parameters()) Fill(parameter, weights.GetProperty(name));
    }

    /// <summary>Holds the gradients of the module's parameters to those of PyTorch.</summary>
    public static void AgreeGradients(JsonElement expected, nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters()) Agree(expected.GetProperty(name), parameter.grad!);
    }

    public static void Agree(JsonElement expected, Tensor actual) => Near.Equal(Golden.Flatten(expected), Values(actual), 1e-9);

    public static Tensor Tensor(JsonElement values, params long[] shape) => Fill(empty(shape, ScalarType.Float64), values);

    // A conversion makes new parameters, and a field of another name than its parameter's still holds the old one.
    private static void FollowParameters(nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            module.GetType().GetField("_" + name, BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(module, parameter);
        }
    }

    private static Tensor Fill(Tensor tensor, JsonElement values)
    {
        double[] numbers = Golden.Flatten(values);
        Assert.Equal(tensor.numel(), numbers.Length);
        numbers.CopyTo(TensorMemory.Span<double>(tensor));
        return tensor;
    }

    private static double[] Values(Tensor tensor)
    {
        using var contiguous = tensor.contiguous();
        return MemoryMarshal.Cast<byte, double>(contiguous.bytes).ToArray();
    }

    private static JsonElement Load()
    {
        using var stream = typeof(FusionGolden).Assembly.GetManifestResourceStream("torch_fusion.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
