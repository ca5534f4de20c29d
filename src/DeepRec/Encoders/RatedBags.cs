using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// What one side of some rows rated, or was rated by: S distinct bags of N ratings in all, each read by any number of the B rows, less the row's own
/// rating where it is in the bag.
/// </summary>
/// <param name="Ids">The ids of the other side, bag by bag, shape [N], int64.</param>
/// <param name="Ratings">In units of the label, shape [N], float32.</param>
/// <param name="Offsets">Where each bag begins, and the end of the last, shape [S + 1], int64.</param>
/// <param name="Rows">The bag that each row reads, shape [B], int64; −1 where it reads none.</param>
/// <param name="Counts">How many ratings each row reads, its own not counted, shape [B], float32.</param>
/// <param name="OwnIds">The other side's id in the rating that each row leaves out, shape [B], int64; 0 where it leaves none out.</param>
/// <param name="OwnRatings">That rating, shape [B], float32.</param>
/// <remarks>Its tensors belong to the dispose scope in which the batch was made.</remarks>
public sealed record RatedBags(Tensor Ids, Tensor Ratings, Tensor Offsets, Tensor Rows, Tensor Counts, Tensor OwnIds, Tensor OwnRatings)
{
    /// <summary>The same, where some rows read nothing.</summary>
    /// <param name="isBlank">Shape [B]; 1 where a row shall read nothing, else 0.</param>
    internal RatedBags Without(ReadOnlySpan<float> isBlank)
    {
        Tensor rows = Rows.clone(), counts = Counts.clone(), own = OwnIds.clone(); // [B]
        Span<long> rowTarget = TensorMemory.Span<long>(rows), ownTarget = TensorMemory.Span<long>(own);
        var countTarget = TensorMemory.Span<float>(counts);
        for (int b = 0; b < isBlank.Length; b++) if (isBlank[b] != 0) (rowTarget[b], countTarget[b], ownTarget[b]) = (-1, 0, 0);
        return this with { Rows = rows, Counts = counts, OwnIds = own };
    }
}
