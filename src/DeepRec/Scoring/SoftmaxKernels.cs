using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>
/// What a softmax over inner products of B users with a block of n items is made of, on one thread and without allocation. Scores e_bj of the block stand as
/// [B / P, n, P]: P users side by side, so that whatever is done for each user is done for P at once. What does not fit the <see cref="SoftmaxShape"/> is
/// an <see cref="ArgumentException"/>.
/// </summary>
internal abstract class SoftmaxKernels
{
    private static readonly SoftmaxKernels Scalar = new SoftmaxKernels<Simd32, float>(), Of128 = new SoftmaxKernels<Simd128, Vector128<float>>();
    private static readonly SoftmaxKernels Of256 = new SoftmaxKernels<Simd256, Vector256<float>>(), Of512 = new SoftmaxKernels<Simd512, Vector512<float>>();

    /// <summary>Those of the width of <see cref="MatrixKernels.Best"/>.</summary>
    public static SoftmaxKernels Best => MatrixKernels.Best.Bits switch
    {
        32 => Scalar,
        128 => Of128,
        256 => Of256,
        _ => Of512,
    };

    /// <summary>P.</summary>
    public abstract int Panel { get; }

    /// <summary>e_bj = ⟨u_b, v_j⟩.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="users">u, [B / P, D, P].</param>
    /// <param name="items">v, [n, W].</param>
    /// <param name="block">e; filled.</param>
    public abstract void Score(SoftmaxShape shape, ReadOnlySpan<float> users, ReadOnlySpan<float> items, Span<float> block);

    /// <summary>e_bj = e_bj − c_j.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="corrections">c, [n].</param>
    /// <param name="block">e.</param>
    public abstract void Correct(SoftmaxShape shape, ReadOnlySpan<float> corrections, Span<float> block);

    /// <summary>m_b = max(m_b, max_j e_bj).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="block">e.</param>
    /// <param name="maxima">m, [B].</param>
    public abstract void Raise(SoftmaxShape shape, ReadOnlySpan<float> block, Span<float> maxima);

    /// <summary>e_bj = exp(e_bj − m_b), and their sums over the block.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="maxima">m, [B], none of them more than 80 below an e.</param>
    /// <param name="block">e.</param>
    /// <param name="sums">[B]; filled.</param>
    public abstract void Exponentiate(SoftmaxShape shape, ReadOnlySpan<float> maxima, Span<float> block, Span<float> sums);

    /// <summary>e_bj = e_bj · exp(from_b − to_b): what <see cref="Exponentiate"/> left, as seen from other maxima.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="from">[B].</param>
    /// <param name="to">[B], none more than 80 below from.</param>
    /// <param name="block">e.</param>
    public abstract void Measure(SoftmaxShape shape, ReadOnlySpan<float> from, ReadOnlySpan<float> to, Span<float> block);

    /// <summary>g_j = Σ_b e_bj u_b.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="block">e.</param>
    /// <param name="users">u, [W / P, B, P].</param>
    /// <param name="gradient">g, [n, W]; filled.</param>
    public abstract void ItemGradient(SoftmaxShape shape, ReadOnlySpan<float> block, ReadOnlySpan<float> users, Span<float> gradient);

    /// <summary>g_b = g_b + Σ_j e_bj v_j.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="block">e.</param>
    /// <param name="items">v, [n, W].</param>
    /// <param name="gradient">g, [B / P, D, P].</param>
    public abstract void AddUserGradient(SoftmaxShape shape, ReadOnlySpan<float> block, ReadOnlySpan<float> items, Span<float> gradient);

    protected void Check(SoftmaxShape shape, int block, int items, int users)
    {
        var (n, b, d, w) = shape;
        if (n < 1 || b < 1 || d < 1 || d > w || b % Panel != 0 || w % Panel != 0) throw new ArgumentException($"{n} items and {b} users of {d} numbers in rows of {w} do not stand in panels of {Panel}.", nameof(shape));
        if (block < n * b || items < n * w || users < b * w) throw new ArgumentException($"{block}, {items} and {users} numbers do not hold {n} items and {b} users in rows of {w}.", nameof(shape));
    }
}
