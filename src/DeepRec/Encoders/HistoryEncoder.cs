using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="HistoryOptions"/>, over a table of item vectors that it does not own: h ∈ [B, D], D the length of those.</summary>
/// <remarks>Deriving: one way to make a sequence's vectors into what each of its rows sees.</remarks>
internal abstract class HistoryEncoder : FeatureEncoder
{
    private readonly EmbeddingTable _items;
    private readonly Dropout _dropout;
    private string _name = "";
    private EventVectors? _events;

    protected HistoryEncoder(HistoryOptions options, EmbeddingTable items) : base("history")
    {
        (_items, _dropout) = (items, new Dropout(options.Dropout));
        register_module("dropout", _dropout);
    }

    public sealed override int OutputWidth => _items.Dimension;

    /// <summary>Whether what a row sees depends on all items of its sequence from the first on, as a recurrent network's state does; else on its newest alone.</summary>
    public virtual bool ReadsFromStart => false;

    /// <summary>What each row sees. Padding after a sequence's last item, and after its last row, may give anything finite.</summary>
    /// <param name="vectors">The events' vectors, shape [S, L, D].</param>
    /// <param name="ends">How many of its sequence's events a row sees, shape [S, T], int64, from 0 to L. Not in steps of one: rows of the same moment see the same.</param>
    /// <returns>Shape [S, T, D].</returns>
    protected abstract Tensor Read(Tensor vectors, Tensor ends);

    /// <summary>The same of sequences whose events may be masked, which an encoder that is trained by masks reads.</summary>
    protected virtual Tensor Read(Tensor vectors, ItemSequences sequences) => Read(vectors, sequences.Ends); // [S, T, D]

    /// <summary>Reads the sequences of a name, and what is known of their events.</summary>
    public void Attach(string name, EventVectors? events)
    {
        _name = name;
        if (events is not null) register_module("events", _events = events);
    }

    // Layers are registered under names of their own; the table is another's.
    protected sealed override void RegisterComponents()
    {
    }

    public sealed override Tensor forward(FeatureBatch batch)
    {
        var sequences = batch.HistoryOf(_name);
        var (ids, ends, rows) = sequences; // [S, L], [S, T], [B]
        long count = ids.shape[0], length = ids.shape[1], places = ends.shape[1];
        var vectors = _items.call(ids.view(-1)); // [S · L, D]
        if (_events is not null) vectors = _events.AddTo(vectors, sequences);
        var read = Read(_dropout.call(vectors).view(count, length, OutputWidth), sequences); // [S, L, D] → [S, T, D]
        return read.reshape(count * places, OutputWidth).index_select(0, rows); // [S · T, D] → [B, D]
    }

    /// <summary>After training: gives ids that no event held what is sensible for them.</summary>
    public void FillUnmetEvents(EventLog? events) => _events?.FillUnmet(events);
}
