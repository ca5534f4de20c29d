using System.Text.Json.Serialization;

namespace DeepRec.Encoders;

/// <summary>
/// How a ranker reads the events of a user so far, oldest first: the vectors v₁ … v_n, each with dropout, become one vector h of the same length.
/// <code>
/// v_j = e_j + W [x₁(j), …, x_m(j)] + g_b        e_j the vector of the event's item, x its encoded columns of the role Event
/// b = 1 + ⌊log₂(1 + Δ_j)⌋                       Δ_j the seconds since the event before, where TimeGaps is on; 0 where they are not known
/// </code>
/// No row sees an event of its own moment or later. Rows without a time stand in the order of the data, before those with one.
/// </summary>
[JsonConverter(typeof(HistoryOptionsConverter))]
public abstract record HistoryOptions
{
    private protected HistoryOptions()
    {
    }

    /// <summary>How many events are read, the newest.</summary>
    /// <value>Default 50; 1 or more.</value>
    public int Length { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Length is 1 or more."); } = 50;

    /// <summary>The probability that a number of an event's vector is left out in a training step.</summary>
    /// <value>Default 0.3, chosen with the rest of <see cref="Models.FactoredScorer"/>; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); } = 0.3;

    /// <summary>The only actions that are read, such as <c>["buy"]</c>: see <see cref="RankingOptions.ActionColumn"/>.</summary>
    /// <value>Default: empty, every event.</value>
    public IReadOnlyList<string> Actions { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>The columns of the role <see cref="FeatureRole.Event"/> that are read, by the names under which they leave the pipeline.</summary>
    /// <value>Default <see langword="null"/>: all of them. Empty for none.</value>
    public IReadOnlyList<string>? Events { get; init => field = value is null ? null : [.. value]; }

    /// <summary>Encoders for event columns that shall not have the default one, by the column's name.</summary>
    /// <value>Default: none.</value>
    [JsonConverter(typeof(EncoderMapConverter))]
    public IReadOnlyDictionary<string, FeatureEncoderOptions> EventEncoders { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = FeatureEncoderOptions.None;

    /// <summary>Whether the time since the event before is read, in buckets twice as wide from one to the next.</summary>
    /// <value>Default <see langword="false"/>. Needs rows with a time.</value>
    public bool TimeGaps { get; init; }

    /// <summary>Builds the encoder with its start values.</summary>
    /// <param name="items">The items' vectors, which stay another's.</param>
    /// <param name="random">Where start values come from.</param>
    internal abstract HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random);

    /// <summary>What sequences must hold for the encoder.</summary>
    /// <param name="events">The event columns that there are.</param>
    /// <param name="fromStart">See <see cref="HistoryEncoder.ReadsFromStart"/>.</param>
    /// <param name="name">The name that the batch has the sequences under.</param>
    internal HistoryReading Reading(IReadOnlyList<Preprocessing.FeatureInput> events, bool fromStart, string name = "") =>
        new(Length, fromStart) { Name = name, Events = HistoryReading.Choose(events, Events), TimeGaps = TimeGaps, Actions = Actions };

    /// <summary>Builds the encoder with what is known of events beside their items.</summary>
    /// <param name="items">The items' vectors, which stay another's.</param>
    /// <param name="events">The event columns that there are.</param>
    /// <param name="seed">Governs the start values of the columns' encoders.</param>
    /// <param name="random">Where other start values come from.</param>
    /// <param name="name">The name that the batch has the sequences under.</param>
    /// <exception cref="ArgumentException">A column that is to be read is none.</exception>
    internal HistoryEncoder Create(EmbeddingTable items, IReadOnlyList<Preprocessing.FeatureInput> events, long seed, ref SeededRandom random, string name = "")
    {
        var reading = Reading(events, fromStart: false, name);
        var encoder = Create(items, ref random);
        try
        {
            bool reads = reading.Events.Count > 0 || TimeGaps || EventEncoders.Count > 0;
            encoder.Attach(name, reads ? new EventVectors(reading, EventEncoders, items.Dimension, (long)StableHash.Combine((ulong)seed, StableHash.Of($"history {name}")), ref random) : null);
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }
}
