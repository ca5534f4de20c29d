using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>The numbers of tensors in managed memory, and how they compare.</summary>
internal static class TensorValues
{
    /// <summary>All elements in row-major order.</summary>
    /// <exception cref="ContractException">They are not float32.</exception>
    public static float[] Of(Tensor tensor)
    {
        if (tensor.dtype != ScalarType.Float32) throw Contract.Broken("a tensor of float32", $"{tensor.dtype}", "name the type where tensors are made, and compute in float32");
        using var contiguous = tensor.contiguous();
        return MemoryMarshal.Cast<byte, float>(contiguous.bytes).ToArray();
    }

    /// <summary>Every number agrees to the tolerance, relative to numbers above 1; 0 asks for the same bits.</summary>
    public static void AreEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what, string cure)
    {
        if (expected.Length != actual.Length) throw Contract.Broken($"{what}, {expected.Length} numbers", $"{actual.Length}", cure);
        for (int i = 0; i < expected.Length; i++)
        {
            bool agree = tolerance == 0
                ? BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i])
                : expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            if (agree) continue;
            throw Contract.Broken(
                tolerance == 0 ? $"{what}, to the bit" : string.Create(CultureInfo.InvariantCulture, $"{what}, to {tolerance}"),
                string.Create(CultureInfo.InvariantCulture, $"{expected[i]:G9} and {actual[i]:G9} at place {i}"), cure);
        }
    }

    public static void AreFinite(ReadOnlySpan<float> values, string what, string cure)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) throw Contract.Broken($"{what}, all finite", string.Create(CultureInfo.InvariantCulture, $"{values[i]} at place {i}"), cure);
        }
    }

    public static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
