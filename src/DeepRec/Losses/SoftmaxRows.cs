namespace DeepRec;

/// <summary>The rows of a step for <see cref="ProductSoftmax"/>: row b has a user's vector, an item that was met, and that item's vector.</summary>
/// <param name="users">u, [B, D].</param>
/// <param name="userGradient">[B, D]; filled.</param>
/// <param name="positives">v₊, [B, D].</param>
/// <param name="positiveGradient">[B, D]; filled.</param>
/// <param name="targets">The item of each, [B].</param>
/// <param name="corrections">c₊, [B]; empty for zeros.</param>
/// <param name="weights">w, [B]; empty for ones.</param>
internal readonly ref struct SoftmaxRows(MatrixView users, MatrixView userGradient, MatrixView positives, MatrixView positiveGradient, ReadOnlySpan<int> targets, ReadOnlySpan<float> corrections, ReadOnlySpan<float> weights = default)
{
    public MatrixView Users { get; } = users;

    public MatrixView UserGradient { get; } = userGradient;

    public MatrixView Positives { get; } = positives;

    public MatrixView PositiveGradient { get; } = positiveGradient;

    public ReadOnlySpan<int> Targets { get; } = targets;

    public ReadOnlySpan<float> Corrections { get; } = corrections;

    public ReadOnlySpan<float> Weights { get; } = weights;

    /// <summary>c₊ of a row.</summary>
    public float CorrectionOf(int row) => Corrections.IsEmpty ? 0 : Corrections[row];

    /// <summary>w of a row.</summary>
    public float WeightOf(int row) => Weights.IsEmpty ? 1 : Weights[row];
}
