using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="HistoryOptions"/>, over a table of item vectors that it does not own.</summary>
internal sealed class HistoryEncoder : FeatureEncoder
{
    // Taken from the logit of what is not seen: as good as infinity, and a row of nothing else is still no NaN.
    private const double Never = 1e9;
    private readonly HistoryOptions _options;
    private readonly EmbeddingTable _items;
    private readonly Dropout _dropout;
    private readonly Parameter? _recency; // [length]

    public HistoryEncoder(HistoryOptions options, EmbeddingTable items) : base("history")
    {
        (_options, _items, _dropout) = (options, items, new Dropout(options.Dropout));
        register_module("dropout", _dropout);
        if (options.Pooling != HistoryPooling.Recency) return;
        WeightBudget.Take("recency weights", options.Length, 1);
        float[] start = [.. Enumerable.Range(0, options.Length).Select(age => (float)(-options.InitialSlope * age))];
        _recency = nn.Parameter(TensorMemory.FromFloats(start, options.Length));
        _recency.DetachFromDisposeScope();
        register_parameter("recency", _recency);
    }

    public override int OutputWidth => _items.Dimension;

    // Layers are registered under names of their own; the table is another's.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch)
    {
        var (ids, ends, rows) = batch.History; // [S, L], [S, T], [B]
        long sequences = ids.shape[0], length = ids.shape[1], places = ends.shape[1];
        var vectors = _dropout.call(_items.call(ids.view(-1))).view(sequences, length, OutputWidth); // [S, L, D]
        var states = Weights(ends, (int)length).bmm(vectors); // [S, T, L] · [S, L, D] → [S, T, D]
        return states.view(sequences * places, OutputWidth).index_select(0, rows); // [S · T, D] → [B, D]
    }

    // What each row gives each item of its sequence: [S, T] → [S, T, L]. 0 for items at its own moment or later, and for those beyond the length.
    private Tensor Weights(Tensor ends, int length)
    {
        Tensor ages = zeros(ends.numel(), length, ScalarType.Int64), seen = zeros(ends.numel(), length, ScalarType.Float32); // [S · T, L]
        Span<long> end = TensorMemory.Span<long>(ends), age = TensorMemory.Span<long>(ages);
        var weight = TensorMemory.Span<float>(seen);
        for (int row = 0; row < end.Length; row++)
        {
            int count = (int)Math.Min(end[row], _options.Length);
            float share = _options.Pooling == HistoryPooling.Mean ? 1f / Math.Max(1, count) : 1;
            for (int a = 0; a < count; a++)
            {
                int place = row * length + (int)end[row] - 1 - a;
                (age[place], weight[place]) = (a, share);
            }
        }

        long[] shape = [ends.shape[0], ends.shape[1], length];
        if (_recency is null) return seen.view(shape);
        var logits = _recency.index_select(0, ages.view(-1)).view(shape).Plus(seen.view(shape).Plus(-1).Times(Never)); // [S, T, L]
        return logits.softmax(2) * seen.view(shape); // a row that saw nothing gives nothing
    }
}
