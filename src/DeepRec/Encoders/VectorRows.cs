using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The vectors of some rows, each distinct one once, so that a picture that many rows share is encoded once. U is how many distinct ones the
/// batch has.
/// </summary>
/// <param name="Distinct">The distinct vectors, shape [U, W], float32, finite. U may be 0.</param>
/// <param name="Rows">Which of them a row has, shape [B], int64, 0 … U − 1; U where the row has none.</param>
/// <remarks>Its tensors belong to the dispose scope in which the batch was made.</remarks>
public sealed record VectorRows(Tensor Distinct, Tensor Rows)
{
    /// <param name="column">The vectors of all rows.</param>
    /// <param name="width">W: a column in which no row has a vector may not know it.</param>
    /// <param name="rows">Which rows; a negative one has no vector.</param>
    internal static VectorRows Gather(VectorColumn column, int width, ReadOnlySpan<int> rows)
    {
        var codes = new Dictionary<int, int>(); // code → place among the distinct vectors of this batch, in order of first use
        foreach (int row in rows) if (row >= 0 && !column.IsMissing(row)) codes.TryAdd(column.Codes[row], codes.Count);

        Tensor distinct = empty(codes.Count, width, ScalarType.Float32), places = empty(rows.Length, ScalarType.Int64); // [U, W], [B]
        var target = TensorMemory.Span<float>(distinct);
        foreach (var (code, place) in codes) column.VectorOf(code).CopyTo(target[(place * width)..]);
        var placeTarget = TensorMemory.Span<long>(places);
        for (int i = 0; i < rows.Length; i++) placeTarget[i] = rows[i] < 0 || column.IsMissing(rows[i]) ? codes.Count : codes[column.Codes[rows[i]]];
        return new VectorRows(distinct, places);
    }
}
