using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// Inner products of queries with panels of items on one thread, without allocation. A product is summed number by number, each multiplied and added with
/// one rounding: the same to the bit on registers of every width, whatever else is in the batch.
/// </summary>
internal abstract class PanelKernels
{
    private static readonly PanelKernels Scalar = new PanelKernels<Simd32, float>(), Of128 = new PanelKernels<Simd128, Vector128<float>>();
    private static readonly PanelKernels Of256 = new PanelKernels<Simd256, Vector256<float>>(), Of512 = new PanelKernels<Simd512, Vector512<float>>();

    /// <summary>Those of the machine's widest registers.</summary>
    public static PanelKernels Best => Vector512.IsHardwareAccelerated ? Of512 : Vector256.IsHardwareAccelerated ? Of256 : Vector128.IsHardwareAccelerated ? Of128 : Scalar;

    /// <summary>Those of a width in bits: 32, 128, 256 or 512. Registers that the machine lacks are made up of narrower ones.</summary>
    public static PanelKernels OfWidth(int bits) => bits switch
    {
        32 => Scalar,
        128 => Of128,
        256 => Of256,
        512 => Of512,
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Widths are 32, 128, 256 and 512 bits."),
    };

    /// <summary>Scores some panels for each query.</summary>
    /// <param name="queries">Shape [B × width].</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="panels">Shape [P × width × 16].</param>
    /// <param name="scores">Query b's stand from b · stride on, 16 a panel; filled.</param>
    /// <param name="stride">16 · P or more.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Score(ReadOnlySpan<float> queries, int width, ReadOnlySpan<float> panels, Span<float> scores, int stride)
    {
        int batch = queries.Length / width, items = panels.Length / width;
        if (queries.Length != batch * width || panels.Length != items * width || items % ItemPanels.Items != 0) throw new ArgumentException($"{queries.Length} and {panels.Length} numbers are no vectors of {width}.", nameof(queries));
        if (batch == 0 || items == 0) return;
        if (stride < items || scores.Length < (batch - 1) * stride + items) throw new ArgumentException($"{scores.Length} places in rows of {stride} do not hold {batch} × {items} scores.", nameof(scores));
        ScoreAll(queries, width, panels, scores, stride);
    }

    /// <summary>Scores two panels for a query, which takes hardly longer than one.</summary>
    /// <param name="query">Shape [width].</param>
    /// <param name="left">Shape [width × 16].</param>
    /// <param name="right">Shape [width × 16].</param>
    /// <param name="scores">Shape [2 × 16]; filled.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void ScoreTwo(ReadOnlySpan<float> query, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> scores)
    {
        int length = query.Length * ItemPanels.Items;
        if (left.Length != length || right.Length != length || scores.Length != 2 * ItemPanels.Items) throw new ArgumentException($"{left.Length} and {right.Length} numbers and {scores.Length} scores are not those of two panels of vectors of {query.Length}.", nameof(left));
        ScoreBoth(query, left, right, scores);
    }

    protected abstract void ScoreBoth(ReadOnlySpan<float> query, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> scores);

    protected abstract void ScoreAll(ReadOnlySpan<float> queries, int width, ReadOnlySpan<float> panels, Span<float> scores, int stride);
}
