using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>
/// Limits gradients before a step. By norm: sum <see cref="SumOfSquares"/> over all parameters, take the root, then <see cref="Scale"/> each by
/// <see cref="Factor"/>. Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
/// </summary>
internal static class GradientClipping
{
    // As in PyTorch, so that the results agree.
    private const double Smallest = 1e-6;

    /// <summary>Summed in double precision whatever the elements are.</summary>
    public static double SumOfSquares<T>(ReadOnlySpan<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            return SumOfSquares(MemoryMarshal.Cast<T, float>(gradient));
        var sums = Vector<double>.Zero;
        if (typeof(T) != typeof(double))
            throw new NotSupportedException($"Gradients of type {typeof(T).Name} are not clipped.");
        var values = MemoryMarshal.Cast<T, double>(gradient);
        for (var i = 0; i < values.Length; i += Vector<double>.Count)
        {
            var g = Lanes.Load(values, i);
            sums += g * g;
        }
        return Vector.Sum(sums);
    }

    /// <summary>What to multiply every gradient by so that their global norm is at most <paramref name="maximumNorm"/>; never above 1.</summary>
    /// <param name="norm">The root of the summed squares. Where it is not finite, neither is the result usable: stop instead.</param>
    /// <param name="maximumNorm">Above 0.</param>
    public static double Factor(double norm, double maximumNorm) => Math.Min(1, maximumNorm / (norm + Smallest));

    public static void Scale<T>(Span<T> gradient, double factor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var multiplier = T.CreateChecked(factor);
        for (var i = 0; i < gradient.Length; i += Vector<T>.Count)
            Lanes.Store(Lanes.Load<T>(gradient, i) * multiplier, gradient, i);
    }

    /// <summary>Brings each element into [−<paramref name="limit"/>, <paramref name="limit"/>]; what is not a number stays so.</summary>
    public static void ByValue<T>(Span<T> gradient, double limit) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var highest = new Vector<T>(T.CreateChecked(limit));
        for (var i = 0; i < gradient.Length; i += Vector<T>.Count)
            Lanes.Store(Vector.Max(Vector.Min(Lanes.Load<T>(gradient, i), highest), -highest), gradient, i);
    }

    private static double SumOfSquares(ReadOnlySpan<float> gradient)
    {
        var sums = Vector<double>.Zero;
        for (var i = 0; i < gradient.Length; i += Vector<float>.Count)
        {
            Vector.Widen(Lanes.Load(gradient, i), out var low, out var high);
            sums += low * low;
            sums += high * high;
        }
        return Vector.Sum(sums);
    }
}
