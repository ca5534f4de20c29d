using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Settings of SASRec: a Transformer whose every place sees the items up to itself, <see cref="TransformerHistoryOptions"/>, and the inner product or cosine with the items' vectors.</summary>
/// <remarks>Kang and McAuley, "Self-Attentive Sequential Recommendation" (ICDM 2018); with a sampled softmax: Klenitskiy and Vasilev (RecSys 2023).</remarks>
public sealed record SasRecOptions : SequenceRankerOptions
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>Default 2, as in the paper; 1 or more.</value>
    public int Blocks { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Blocks is 1 or more."); } = 2;

    /// <summary>How many heads attention has; <see cref="SequenceRankerOptions.Dimension"/> is a multiple of it.</summary>
    /// <value>Default 2; the paper has 1. 1 or more.</value>
    public int Heads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Heads is 1 or more."); } = 2;

    /// <summary>The width of a block's inner network.</summary>
    /// <value>Default 256; the paper has <see cref="SequenceRankerOptions.Dimension"/>. 1 or more.</value>
    public int HiddenWidth { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenWidth is 1 or more."); } = 256;

    private protected override string Name => "SasRec";

    internal override HistoryOptions ReadHistory() => new TransformerHistoryOptions { Blocks = Blocks, Heads = Heads, HiddenWidth = HiddenWidth };
}
