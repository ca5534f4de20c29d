using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>Sums of whole numbers for the first pass of a search, on one thread, without allocation: exact, so the same on registers of every width.</summary>
internal abstract class CodeKernels
{
    private static readonly CodeKernels Scalar = new CodeKernels<Pairs32, int>(), Of128 = new CodeKernels<Pairs128, Vector128<int>>();
    private static readonly CodeKernels Of256 = new CodeKernels<Pairs256, Vector256<int>>(), Of512 = new CodeKernels<Pairs512, Vector512<int>>();

    /// <summary>Those of the machine's widest registers.</summary>
    public static CodeKernels Best => Pairs512.IsSupported ? Of512 : Pairs256.IsSupported ? Of256 : Pairs128.IsSupported ? Of128 : Scalar;

    /// <summary>Whether the machine has registers for it: without, a first pass is slower than what it saves.</summary>
    public static bool AreFast => Pairs256.IsSupported;

    /// <summary>Those of a width in bits: 32, 128, 256 or 512; <see langword="null"/> where the machine lacks the instructions.</summary>
    public static CodeKernels? OfWidth(int bits) => bits switch
    {
        32 => Scalar,
        128 => Pairs128.IsSupported ? Of128 : null,
        256 => Pairs256.IsSupported ? Of256 : null,
        512 => Pairs512.IsSupported ? Of512 : null,
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Widths are 32, 128, 256 and 512 bits."),
    };

    /// <summary>⟨p, c⟩ of all items of some panels.</summary>
    /// <param name="query">Pairs of p. Shape [width / 2].</param>
    /// <param name="codes">Shape [P, width / 2, 16, 2].</param>
    /// <param name="sums">Shape [P · 16]; filled.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Sum(ReadOnlySpan<int> query, ReadOnlySpan<sbyte> codes, Span<int> sums)
    {
        if (sums.Length % ItemPanels.Items != 0 || codes.Length != sums.Length * 2 * query.Length) throw new ArgumentException($"{codes.Length} codes are not {query.Length} pairs of {sums.Length} items.", nameof(codes));
        if (codes.Length > 0) SumAll(query, codes, sums);
    }

    protected abstract void SumAll(ReadOnlySpan<int> query, ReadOnlySpan<sbyte> codes, Span<int> sums);
}
