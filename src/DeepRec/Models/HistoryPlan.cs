using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>A <see cref="PooledHistoryEncoder"/>, said without tensors. It asks the budget of a file as the encoder does.</summary>
internal sealed class HistoryPlan
{
    private const string Recency = "recency", Events = "events", Columns = $"{Events}.columns", Projection = $"{Events}.projection", Gaps = $"{Events}.gaps.weight";
    private readonly PooledHistoryOptions _options;
    private readonly FeaturesPlan? _columns;
    private readonly List<WeightShape> _weights = [];

    private HistoryPlan(PooledHistoryOptions options, HistoryReading reading, FeaturesPlan? columns, int dimension)
    {
        (_options, Reading, _columns) = (options, reading, columns);
        if (options.Pooling == HistoryPooling.Recency)
        {
            WeightBudget.Take("recency weights", options.Length, 1);
            _weights.Add(new WeightShape(Recency, ElementType.Float32, options.Length));
        }

        if (columns is not null)
        {
            _weights.AddRange(columns.Weights.Select(weight => weight.Within(Columns)));
            WeightBudget.Take("a dense layer", dimension, columns.Width);
            _weights.Add(new WeightShape($"{Projection}.weight", ElementType.Float32, dimension, columns.Width));
            _weights.Add(new WeightShape($"{Projection}.bias", ElementType.Float32, dimension));
        }

        if (!reading.TimeGaps) return;
        WeightBudget.Take("a table", TimeGap.Buckets, dimension);
        _weights.Add(new WeightShape(Gaps, ElementType.Float32, TimeGap.Buckets, dimension));
    }

    /// <summary>What is read.</summary>
    public HistoryReading Reading { get; }

    /// <summary>What the encoder saves.</summary>
    public IReadOnlyList<WeightShape> Weights => _weights;

    /// <summary><see langword="null"/> where the encoder, or one of the events' columns, is known to its module alone.</summary>
    /// <param name="options">The history's.</param>
    /// <param name="inputs">Of the ranker.</param>
    /// <param name="dimension">D.</param>
    /// <param name="name">The history's; empty for the one that has none.</param>
    /// <exception cref="ArgumentException">A column that is to be read is none.</exception>
    public static HistoryPlan? Of(HistoryOptions options, RankingInputs inputs, int dimension, string name)
    {
        if (options is not PooledHistoryOptions pooled) return null;
        var reading = options.Reading(inputs.Events, fromStart: false, name);
        if (reading.Events.Count == 0) return options.EventEncoders.Count > 0 ? null : new HistoryPlan(pooled, reading, columns: null, dimension);
        return FeaturesPlan.Of([.. reading.Events], options.EventEncoders) is { } columns ? new HistoryPlan(pooled, reading, columns, dimension) : null;
    }

    /// <summary>The encoder as it is in evaluation, by such tensors.</summary>
    /// <param name="weights">By the names of <see cref="Weights"/>.</param>
    /// <param name="itemIds">The id of each item of the catalogue.</param>
    /// <param name="items">The vectors of ids.</param>
    public PackedHistory Pack(Func<string, NamedArray> weights, IdColumn itemIds, TableRows items) => new(Reading, _options.Pooling, itemIds, items)
    {
        Recency = _options.Pooling == HistoryPooling.Recency ? weights(Recency).ToArray<float>() : [],
        Columns = _columns?.Pack(name => weights($"{Columns}.{name}")),
        Projection = _columns is null ? null : new PackedLayer(weights($"{Projection}.weight"), weights($"{Projection}.bias"), LayerNormalization.None, weights),
        Gaps = Reading.TimeGaps ? new TableRows(weights(Gaps)) : null,
    };
}
