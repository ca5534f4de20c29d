using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests;

/// <summary>A module of doubles with the weights of a golden file, and what its gradients are.</summary>
internal static class GoldenModule
{
    /// <summary>Makes all numbers doubles. A module's own field, named as its parameter is, would still hold the parameter of floats.</summary>
    public static void ToDoubles(nn.Module module)
    {
        module.to(ScalarType.Float64);
        foreach (var part in module.modules().Append(module))
        {
            foreach (var field in part.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(Parameter)))
            {
                if (part.get_parameter(field.Name[1..]) is { } parameter) field.SetValue(part, parameter);
            }
        }
    }

    /// <summary>Gives each parameter, of doubles or floats, the values of its name, of which there are no others.</summary>
    public static void Fill(nn.Module module, JsonElement weights)
    {
        Assert.Equal(weights.EnumerateObject().Select(weight => weight.Name).Order(StringComparer.Ordinal), module.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
        foreach (var (name, parameter) in module.named_parameters())
        {
            double[] values = Golden.Flatten(weights.GetProperty(name));
            Assert.Equal(parameter.numel(), values.Length);
            if (parameter.dtype == ScalarType.Float64) values.CopyTo(TensorMemory.Span<double>(parameter));
            else Array.ConvertAll(values, value => (float)value).CopyTo(TensorMemory.Span<float>(parameter));
        }
    }

    /// <summary>Compares each parameter's gradient with that of its name.</summary>
    public static void CompareGradients(nn.Module module, JsonElement gradients)
    {
        foreach (var (name, parameter) in module.named_parameters()) Near.Equal(Golden.Flatten(gradients.GetProperty(name)), Values(parameter.grad!), 1e-9);
    }

    public static double[] Values(Tensor tensor)
    {
        using var contiguous = tensor.contiguous();
        return MemoryMarshal.Cast<byte, double>(contiguous.bytes).ToArray();
    }
}
