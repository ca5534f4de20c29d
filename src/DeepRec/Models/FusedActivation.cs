using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec.Models;

/// <summary>Applies an <see cref="Activation"/> in place, and takes a gradient back through it by what came out.</summary>
internal static class FusedActivation
{
    private const float Leak = 0.01f;
    private const int Few = 4096;

    /// <summary>Whether the derivative is known from the output alone.</summary>
    public static bool IsKnown(Activation activation) => activation is not (Activation.Gelu or Activation.Silu);

    /// <summary>z → a(z).</summary>
    public static void Apply(Activation activation, Span<float> z)
    {
        switch (activation)
        {
            case Activation.Identity: break;
            case Activation.ReLU: Rectify(z); break;
            case Activation.Tanh: TensorPrimitives.Tanh(z, z); break;
            case Activation.Sigmoid: TensorPrimitives.Sigmoid(z, z); break;
            case Activation.Gelu: GaussianUnits.Apply(z); break;
            case Activation.Silu:
                foreach (ref float value in z) value /= 1 + MathF.Exp(-value);
                break;
            case Activation.LeakyReLU:
                foreach (ref float value in z) value = value > 0 ? value : value * Leak;
                break;
            case Activation.Elu:
                foreach (ref float value in z) value = value > 0 ? value : (float)(Math.Exp(value) - 1);
                break;
            default: throw new NotSupportedException($"{activation} is not fused.");
        }
    }

    /// <summary>g → g · a′(z).</summary>
    /// <param name="activation">a.</param>
    /// <param name="output">a(z), or in the places that dropout left out anything where g is 0.</param>
    /// <param name="gradient">g, as long.</param>
    public static void Back(Activation activation, ReadOnlySpan<float> output, Span<float> gradient)
    {
        switch (activation)
        {
            case Activation.Identity: break;
            case Activation.ReLU: Rectify(output, gradient); break;
            default:
                for (int i = 0; i < output.Length; i++) gradient[i] *= Slope(activation, output[i]);
                break;
        }
    }

    /// <summary>a′(z) by a(z).</summary>
    public static float Slope(Activation activation, float output) => activation switch
    {
        Activation.ReLU => output > 0 ? 1 : 0,
        Activation.LeakyReLU => output > 0 ? 1 : Leak,
        Activation.Elu => output > 0 ? 1 : output + 1,
        Activation.Tanh => 1 - (output * output),
        Activation.Sigmoid => output * (1 - output),
        _ => 1,
    };

    // What is no number stays none, so that a training that diverges is seen to.
    private static void Rectify(Span<float> z)
    {
        if (z.Length <= Few) RectifyFew(z);
        else RectifyMany(z);
    }

    // Registers of this width are compiled ahead, wider ones only when they are called.
    private static void RectifyFew(Span<float> z)
    {
        int i = 0;
        for (; i + Vector128<float>.Count <= z.Length; i += Vector128<float>.Count)
        {
            var value = Vector128.LoadUnsafe(ref z[i]);
            Vector128.ConditionalSelect(Vector128.LessThan(value, Vector128<float>.Zero), Vector128<float>.Zero, value).StoreUnsafe(ref z[i]);
        }

        for (; i < z.Length; i++) if (z[i] < 0) z[i] = 0;
    }

    private static void RectifyMany(Span<float> z)
    {
        int i = 0;
        ref float first = ref MemoryMarshal.GetReference(z);
        for (; i + Vector<float>.Count <= z.Length; i += Vector<float>.Count)
        {
            var value = Vector.LoadUnsafe(ref first, (nuint)i);
            Vector.ConditionalSelect(Vector.LessThan(value, Vector<float>.Zero), Vector<float>.Zero, value).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < z.Length; i++) if (z[i] < 0) z[i] = 0;
    }

    private static void Rectify(ReadOnlySpan<float> output, Span<float> gradient)
    {
        int i = 0, length = Math.Min(output.Length, gradient.Length);
        ref float first = ref MemoryMarshal.GetReference(output), slope = ref MemoryMarshal.GetReference(gradient);
        for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
        {
            var kept = Vector.GreaterThan(Vector.LoadUnsafe(ref first, (nuint)i), Vector<float>.Zero);
            (Vector.AsVectorSingle(kept) & Vector.LoadUnsafe(ref slope, (nuint)i)).StoreUnsafe(ref slope, (nuint)i);
        }

        for (; i < length; i++) if (!(output[i] > 0)) gradient[i] = 0;
    }
}
