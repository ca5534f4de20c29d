using System.Text.Json.Serialization;

namespace DeepRec.Encoders;

/// <summary>
/// How a ranker reads the items that a user met so far: their vectors e₁ … e_n, oldest first, each with dropout, become one vector h of the same length.
/// No row sees an item that was met at its own moment or later.
/// </summary>
[JsonConverter(typeof(HistoryOptionsConverter))]
public abstract record HistoryOptions
{
    private protected HistoryOptions()
    {
    }

    /// <summary>How many items are read, the newest.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int Length { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Length is 1 or more."); } = 50;

    /// <summary>The probability that a number of an item's vector is left out in a training step.</summary>
    /// <value>Default 0.3, chosen with the rest of <see cref="Models.FactoredScorer"/>; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.3;

    /// <summary>Builds the encoder with its start values.</summary>
    /// <param name="items">The items' vectors, which stay another's.</param>
    /// <param name="random">Where start values come from.</param>
    internal abstract HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random);
}
