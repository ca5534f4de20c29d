using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The items that the rows' users met so far, oldest first. Rows of one user share a sequence: a row sees the items before its own end alone, so that
/// no row looks into its future. S sequences of up to L items, each read by up to T rows.
/// </summary>
/// <param name="Ids">The items' ids, shape [S, L], int64; 0, which is padding, after a sequence's last item.</param>
/// <param name="Ends">How many of the sequence's items a row sees, shape [S, T], int64, from 0 to L; 0 where there is no row.</param>
/// <param name="Rows">Where row b stands among the S × T places, shape [B], int64.</param>
/// <remarks>Its tensors belong to the dispose scope in which the batch was made.</remarks>
public sealed record ItemSequences(Tensor Ids, Tensor Ends, Tensor Rows);
