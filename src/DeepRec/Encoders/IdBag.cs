using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Any number of ids a row, all rows end to end. N is their number in the batch.</summary>
/// <param name="Ids">Shape [N], int64.</param>
/// <param name="Rows">The row each id belongs to, shape [N], int64, ascending.</param>
/// <param name="Lengths">How many ids each row has, shape [B], float32.</param>
public sealed record IdBag(Tensor Ids, Tensor Rows, Tensor Lengths);
