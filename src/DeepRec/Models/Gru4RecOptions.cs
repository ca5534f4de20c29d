using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Settings of GRU4Rec: a recurrent network goes from item to item, <see cref="RecurrentHistoryOptions"/>, and its state meets the items' vectors.</summary>
/// <remarks>Hidasi et al., "Session-based Recommendations with Recurrent Neural Networks" (ICLR 2016).</remarks>
public sealed record Gru4RecOptions : SequenceRankerOptions
{
    /// <summary>How the network goes from one item to the next.</summary>
    /// <value>Default <see cref="RecurrentCell.Gru"/>, as in the paper.</value>
    public RecurrentCell Cell { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Cell is none of the named ones."); } = RecurrentCell.Gru;

    /// <summary>The length of the network's state.</summary>
    /// <value>Default 128; the paper has 100 and more. 1 or more.</value>
    public int HiddenWidth { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HiddenWidth is 1 or more."); } = 128;

    /// <summary>How many networks follow each other.</summary>
    /// <value>Default 1, as in the paper; 1 or more.</value>
    public int Layers { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Layers is 1 or more."); } = 1;

    private protected override string Name => "Gru4Rec";

    internal override HistoryOptions ReadHistory() => new RecurrentHistoryOptions { Cell = Cell, HiddenWidth = HiddenWidth, Layers = Layers };
}
