using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Some of the distinct token sequences of a batch, of about one length, padded to the longest.</summary>
/// <param name="Ids">Shape [S, L], int64; 0, which is padding, after a sequence's last token.</param>
/// <param name="Lengths">How many tokens each has, 0 … L. Shape [S].</param>
internal sealed record TokenBlock(Tensor Ids, int[] Lengths)
{
    public int Count => Lengths.Length;

    public long Length => Ids.shape[1];

    /// <summary>1 where a token is, 0 where padding is: [S, L].</summary>
    public Tensor Present(ScalarType type) => Mask(type, (int)Length, static length => length);

    /// <summary>1 at the first places of each sequence, as many as asked for, 0 behind: [S, width].</summary>
    public Tensor Mask(ScalarType type, int width, Func<int, int> count)
    {
        var mask = zeros(Count, width, ScalarType.Float32); // [S, width]
        var target = TensorMemory.Span<float>(mask);
        for (int s = 0; s < Count; s++) target.Slice(s * width, count(Lengths[s])).Fill(1);
        return mask.to_type(type);
    }
}
