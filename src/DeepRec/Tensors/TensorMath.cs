using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// Arithmetic of a tensor with a number. TorchSharp's own turns the number into a native object that the collector may free while libtorch
/// still reads it; here it lives until the call is over.
/// </summary>
internal static class TensorMath
{
    public static Tensor Plus(this Tensor x, double term)
    {
        using Scalar scalar = term.ToScalar(), one = 1.ToScalar();
        return x.add(scalar, one);
    }

    /// <summary>x + y: the operator makes a native 1 to multiply y by.</summary>
    public static Tensor Plus(this Tensor x, Tensor y)
    {
        using var one = 1.ToScalar();
        return x.add(y, one);
    }

    public static Tensor Times(this Tensor x, double factor)
    {
        using var scalar = factor.ToScalar();
        return x.mul(scalar);
    }

    /// <summary>x².</summary>
    public static Tensor Squared(this Tensor x) => x * x;

    /// <summary>x · w, each row's values by that row's factor: x [B] or [B, …], w [B].</summary>
    /// <param name="x">Something of each row.</param>
    /// <param name="weights">w, of any float type; <see langword="null"/>: x as it is.</param>
    public static Tensor Weighted(this Tensor x, Tensor? weights)
    {
        if (weights is null) return x;
        var factors = weights.to_type(x.dtype);
        return x.dim() == 1 ? x * factors : x * factors.view([factors.shape[0], .. Enumerable.Repeat(1L, (int)x.dim() - 1)]); // [B] → [B, 1 …]
    }

    public static Tensor AtLeast(this Tensor x, double minimum)
    {
        using var scalar = minimum.ToScalar();
        return x.clamp(min: scalar);
    }

    public static Tensor AtMost(this Tensor x, double maximum)
    {
        using var scalar = maximum.ToScalar();
        return x.clamp(max: scalar);
    }

    /// <summary>Adds the rows of <paramref name="values"/> [N, D] to those of a tensor of zeros [rows, D] at the positions [N].</summary>
    public static Tensor SumRows(Tensor values, Tensor positions, int rows)
    {
        using var one = 1.ToScalar();
        using var sums = zeros(rows, values.shape[1], values.dtype);
        return sums.index_add(0, positions, values, one); // [rows, D]
    }

    /// <summary>The value of a tensor that holds one number.</summary>
    /// <exception cref="InvalidOperationException">It holds another number of them, or is no float.</exception>
    public static double Number(Tensor scalar)
    {
        if (scalar.numel() != 1) throw new InvalidOperationException($"One number is expected, such as a loss; this tensor holds {scalar.numel()}.");
        return scalar.dtype switch
        {
            ScalarType.Float32 => TensorMemory.Span<float>(scalar)[0],
            ScalarType.Float64 => TensorMemory.Span<double>(scalar)[0],
            var type => throw new InvalidOperationException($"A float32 or float64 is expected; this tensor holds {type}."),
        };
    }
}
