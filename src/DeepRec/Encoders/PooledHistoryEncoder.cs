using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="PooledHistoryOptions"/>.</summary>
internal sealed class PooledHistoryEncoder : HistoryEncoder
{
    // Taken from the logit of what is not seen: as good as infinity, and a row of nothing else is still no NaN.
    private const double Never = 1e9;
    private readonly PooledHistoryOptions _options;
    private readonly Parameter? _recency; // [length]

    public PooledHistoryEncoder(PooledHistoryOptions options, EmbeddingTable items) : base(options, items)
    {
        _options = options;
        if (options.Pooling != HistoryPooling.Recency) return;
        WeightBudget.Take("recency weights", options.Length, 1);
        float[] start = [.. Enumerable.Range(0, options.Length).Select(age => (float)(-options.InitialSlope * age))];
        _recency = nn.Parameter(TensorMemory.FromFloats(start, options.Length));
        _recency.DetachFromDisposeScope();
        register_parameter("recency", _recency);
    }

    protected override Tensor Read(Tensor vectors, Tensor ends) => Weights(ends, (int)vectors.shape[1]).bmm(vectors); // [S, T, L] · [S, L, D] → [S, T, D]

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
