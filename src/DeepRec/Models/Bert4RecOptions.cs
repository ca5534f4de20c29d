using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>
/// Settings of BERT4Rec: a Transformer whose every place sees all others, trained to tell items of a history that a mask hides; a request's vector is the state
/// of a mask after the newest item.
/// <code>
/// x_t = √D · z_t + p_t        z_t = e_t, or the learned mask m        p_t learned for each place, counted from the newest, the mask of a request
/// x ← x + drop(attention(norm x)), x ← x + drop(W₂ gelu(W₁ norm x)), block after block
/// h = norm(x_n)        of the mask
/// </code>
/// A user who met nothing has h = 0. What was trained is what is served: sequences have <see cref="SequenceRankerOptions.Length"/> + 1 places in both.
/// </summary>
/// <remarks>
/// Sun et al., "BERT4Rec: Sequential Recommendation with Bidirectional Encoder Representations from Transformer" (CIKM 2019), with the norm before each part
/// and the items' vectors met directly. In training a place sees what its user met later: that is what the model learns from. The trainer's batches count
/// sequences, of which an epoch has fewer than it has interactions: it takes more epochs than <see cref="SasRecOptions"/>. Users with one interaction teach nothing.
/// </remarks>
public sealed record Bert4RecOptions : SequenceRankerOptions
{
    /// <summary>How many blocks follow each other.</summary>
    /// <value>Default 2, as in the paper; 1 or more.</value>
    public int Blocks { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Blocks is 1 or more."); } = 2;

    /// <summary>How many heads attention has; <see cref="SequenceRankerOptions.Dimension"/> is a multiple of it.</summary>
    /// <value>Default 2, as in the paper; 1 or more.</value>
    public int Heads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Heads is 1 or more."); } = 2;

    /// <summary>The width of a block's inner network.</summary>
    /// <value>Default 256, four times the default length of vectors, as in the paper; 1 or more.</value>
    public int HiddenWidth { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenWidth is 1 or more."); } = 256;

    /// <summary>The probability that an item of a sequence is masked; one is at least, and one is not.</summary>
    /// <value>Default 0.2; range (0, 1). The paper has 0.2 to 0.6 by the data: the more, the shorter histories are.</value>
    public double MaskShare { get; init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaskShare lies between 0 and 1."); } = 0.2;

    /// <summary>The share of sequences of which the newest item alone is masked, as it is in serving.</summary>
    /// <value>Default 0.5; range [0, 1]. The paper adds such a sequence for each.</value>
    public double NewestShare { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "NewestShare lies in [0, 1]."); } = 0.5;

    private protected override string Name => "Bert4Rec";

    internal override HistoryOptions ReadHistory() => new MaskedTransformerHistoryOptions { Blocks = Blocks, Heads = Heads, HiddenWidth = HiddenWidth };

    internal override bool HasLesson(ItemRanker ranker, Interactions interactions) => interactions.AnyTarget((user, _) => interactions.Of(user).ToArray().Distinct().Skip(1).Any());

    internal override TrainingTask CreateTask(ItemRanker ranker, RankingData data, RankingFit fit) => new MaskedItemsTask(ranker, this, data, fit);
}
