using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepRec.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>A case of torch_text.json, written by torch_text.py: a module with given weights, what it gives, and the gradient of Σ output ⊙ upstream.</summary>
internal static class TextGolden
{
    private static readonly JsonElement Root = Golden.Load("torch_text.json");

    public static JsonElement Case(string name) => Root.GetProperty(name);

    /// <summary>An array of any depth as a tensor of doubles with a gradient.</summary>
    public static Tensor Doubles(JsonElement values)
    {
        List<long> shape = [];
        for (var level = values; level.ValueKind == JsonValueKind.Array; level = level[0]) shape.Add(level.GetArrayLength());
        return tensor(Golden.Flatten(values), [.. shape], requires_grad: true);
    }

    /// <summary>Puts the case's weights into the module, which becomes one of doubles, and compares all that it gives to 1e-9.</summary>
    public static void Check(JsonElement expected, nn.Module module, Func<Tensor> forward)
    {
        module.to(ScalarType.Float64);
        Rebind(module);
        module.eval();
        var weights = expected.GetProperty("weights");
        Assert.Equal(weights.EnumerateObject().Select(w => w.Name).Order(), module.named_parameters().Select(p => p.name).Order());
        foreach (var (name, parameter) in module.named_parameters()) Fill(parameter, weights.GetProperty(name));

        using var output = forward();
        Near.Equal(Golden.Flatten(expected.GetProperty("output")), Values(output), 1e-9);
        (output * Doubles(expected.GetProperty("upstream"))).sum().backward();
        foreach (var (name, parameter) in module.named_parameters()) Near.Equal(Golden.Flatten(expected.GetProperty("gradients").GetProperty(name)), Values(parameter.grad!), 1e-9);
    }

    public static double[] Values(Tensor tensor)
    {
        using var contiguous = tensor.contiguous();
        return MemoryMarshal.Cast<byte, double>(contiguous.bytes).ToArray();
    }

    // Moving a module to doubles makes its own parameters anew; a field is found again only where it has the parameter's name.
    private static void Rebind(nn.Module module)
    {
        foreach (var table in module.modules().OfType<EmbeddingTable>())
        {
            typeof(EmbeddingTable).GetField("_weight", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(table, table.get_parameter("weight"));
        }
    }

    private static void Fill(Tensor tensor, JsonElement values)
    {
        double[] numbers = Golden.Flatten(values);
        Assert.Equal(tensor.numel(), numbers.Length);
        numbers.CopyTo(TensorMemory.Span<double>(tensor));
    }
}
