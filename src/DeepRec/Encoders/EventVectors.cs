using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// What is known of an event as a vector beside its item's: W [x₁, …, x_m] + g_b, x the encoded event columns, b the bucket of the time since the event
/// before. To be added to the item's vector.
/// </summary>
internal sealed class EventVectors : nn.Module
{
    // As the random start of the items' vectors, which these are added to.
    private const double Deviation = 0.05;
    private readonly ConcatenatedEncoder? _columns;
    private readonly Linear? _projection;
    private readonly EmbeddingTable? _gaps;

    /// <param name="reading">What is gathered.</param>
    /// <param name="encoders">Encoders by the column's name, where it is not the default one.</param>
    /// <param name="dimension">D.</param>
    /// <param name="seed">Governs the start values of encoders.</param>
    /// <param name="random">Where other start values come from.</param>
    public EventVectors(HistoryReading reading, IReadOnlyDictionary<string, FeatureEncoderOptions> encoders, int dimension, long seed, ref SeededRandom random) : base(nameof(EventVectors))
    {
        try
        {
            if (reading.Events.Count > 0)
            {
                register_module("columns", _columns = ConcatenatedEncoder.Create(reading.Events, encoders, idDimension: null, oneHotLimit: 64, seed));
                register_module("projection", _projection = StartValues.Linear(_columns.OutputWidth, dimension, Deviation, ref random));
            }
            else if (encoders.Count > 0)
            {
                throw new ArgumentException($"An encoder is given for '{encoders.Keys.First()}', which is no column of the role {nameof(FeatureRole.Event)}, and there is none.", nameof(encoders));
            }

            if (reading.TimeGaps) register_module("gaps", _gaps = new EmbeddingTable(TimeGap.Buckets, dimension, Deviation, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>The items' vectors with what is known of the events, shape [S · L, D]. Padding may become anything.</summary>
    public Tensor AddTo(Tensor items, ItemSequences sequences)
    {
        if (_columns is not null)
        {
            var events = sequences.Events ?? throw new InvalidOperationException("These sequences carry nothing of their events beside items. The encoder was built to read event columns.");
            items = items.Plus(_projection!.call(_columns.call(events))); // [S · L, D]
        }

        if (_gaps is null) return items;
        var gaps = sequences.Gaps ?? throw new InvalidOperationException("These sequences carry no times between events. The encoder was built to read them.");
        return items.Plus(_gaps.call(gaps.view(-1))); // [S · L] → [S · L, D]
    }

    /// <summary>After training: gives ids that no event held what is sensible for them.</summary>
    public void FillUnmet(EventLog? events)
    {
        if (events?.Columns is { } columns) _columns?.FillUnmet(columns);
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
