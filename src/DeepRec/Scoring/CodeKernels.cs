using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>The first pass of a search, by sums of whole numbers, on one thread, without allocation: exact, so the same on registers of every width.</summary>
internal abstract class CodeKernels
{
    protected const int ChunkQuads = CodePanels.Chunk / 4;

    private static readonly CodeKernels Scalar = new CodeKernels<Quads32, int>(), Of128 = new CodeKernels<Quads128, Vector128<int>>();
    private static readonly CodeKernels Of256 = new CodeKernels<Quads256, Vector256<int>>(), Of512 = new CodeKernels<Quads512, Vector512<int>>();

    /// <summary>Those of the machine's widest registers.</summary>
    public static CodeKernels Best => Quads512.IsSupported ? Of512 : Quads256.IsSupported ? Of256 : Quads128.IsSupported ? Of128 : Scalar;

    /// <summary>Whether the machine has registers for it: without, a first pass is slower than what it saves.</summary>
    public static bool AreFast => Quads256.IsSupported;

    /// <summary>Those of a width in bits: 32, 128, 256 or 512; <see langword="null"/> where the machine lacks the instructions.</summary>
    public static CodeKernels? OfWidth(int bits) => bits switch
    {
        32 => Scalar,
        128 => Quads128.IsSupported ? Of128 : null,
        256 => Quads256.IsSupported ? Of256 : null,
        512 => Quads512.IsSupported ? Of512 : null,
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Widths are 32, 128, 256 and 512 bits."),
    };

    /// <summary>How many numbers of 32 bits a query has.</summary>
    /// <param name="quads">How many fours a vector has.</param>
    public static int LengthOf(int quads) => quads + (quads + ChunkQuads - 1) / ChunkQuads;

    /// <summary>Marks panels of which an item's Σ p c is above a number, for each query.</summary>
    /// <param name="queries">
    /// Shape [B, chunks, 1 + 16], but for fours that a vector does not have: for each <see cref="CodePanels.Chunk"/> first what an item's two sums of 16 bits
    /// begin with, the lower one lowest, −128 Σ p over the first two of each four and over the other two; then p, four numbers to one, the first lowest.
    /// </param>
    /// <param name="quads">How many fours a vector has.</param>
    /// <param name="codes">c + 128. Shape [P, quads, 16, 4].</param>
    /// <param name="thresholds">The numbers. Shape [B × P].</param>
    /// <param name="marks">Shape [P × B]; filled: 1 where there is such an item, 0 elsewhere.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Mark(ReadOnlySpan<int> queries, int quads, ReadOnlySpan<byte> codes, ReadOnlySpan<int> thresholds, Span<byte> marks)
    {
        int length = LengthOf(quads), batch = queries.Length / length, panels = codes.Length / quads / (4 * ItemPanels.Items);
        if (queries.Length != batch * length || codes.Length != panels * quads * 4 * ItemPanels.Items) throw new ArgumentException($"{queries.Length} numbers and {codes.Length} codes are no vectors of {quads} fours.", nameof(codes));
        if (thresholds.Length != batch * panels || marks.Length != batch * panels) throw new ArgumentException($"{thresholds.Length} thresholds and {marks.Length} marks are not {batch} queries × {panels} panels.", nameof(marks));
        marks.Clear();
        if (marks.Length > 0) MarkAll(queries, quads, codes, thresholds, marks);
    }

    /// <summary>Σ p c of the items of panels.</summary>
    /// <param name="query">One of those of <see cref="Mark"/>.</param>
    /// <param name="quads">How many fours a vector has.</param>
    /// <param name="codes">c + 128. Shape [P, quads, 16, 4].</param>
    /// <param name="sums">Shape [P × 16]; filled.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Sum(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> sums)
    {
        if (query.Length != LengthOf(quads) || codes.Length != quads * 4 * sums.Length || sums.Length % ItemPanels.Items != 0) throw new ArgumentException($"{query.Length} numbers, {codes.Length} codes and {sums.Length} sums are no query, panels and sums of {quads} fours.", nameof(codes));
        SumAll(query, quads, codes, sums);
    }

    /// <summary>The greatest Σ p c of each panel's items.</summary>
    /// <param name="query">One of those of <see cref="Mark"/>.</param>
    /// <param name="quads">How many fours a vector has.</param>
    /// <param name="codes">c + 128. Shape [P, quads, 16, 4].</param>
    /// <param name="greatest">Shape [P]; filled.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Greatest(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> greatest)
    {
        if (query.Length != LengthOf(quads) || codes.Length != quads * 4 * ItemPanels.Items * greatest.Length) throw new ArgumentException($"{query.Length} numbers and {codes.Length} codes are no query and {greatest.Length} panels of {quads} fours.", nameof(codes));
        if (greatest.Length > 0) GreatestAll(query, quads, codes, greatest);
    }

    protected abstract void MarkAll(ReadOnlySpan<int> queries, int quads, ReadOnlySpan<byte> codes, ReadOnlySpan<int> thresholds, Span<byte> marks);

    protected abstract void SumAll(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> sums);

    protected abstract void GreatestAll(ReadOnlySpan<int> query, int quads, ReadOnlySpan<byte> codes, Span<int> greatest);
}
