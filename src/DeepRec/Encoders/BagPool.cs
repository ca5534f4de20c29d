using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Sums the vectors of each row's ids.</summary>
internal static class BagPool
{
    public static Tensor Reduce(Tensor vectors, IdBag bag, int rows, BagPooling pooling)
    {
        var sum = TensorMath.SumRows(vectors, bag.Rows, rows); // [N, D] → [B, D]
        if (pooling == BagPooling.Sum) return sum;
        var length = bag.Lengths.AtLeast(1); // [B]; empty rows stay zero
        return sum / (pooling == BagPooling.Mean ? length : length.sqrt()).unsqueeze(1); // [B, D] / [B, 1]
    }
}
