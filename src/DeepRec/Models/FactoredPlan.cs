using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>
/// A ranker by <see cref="FactoredScorer"/>, said without TorchSharp: from settings and inputs to the tensors that it saves, and from these to both towers in plain memory. To make one
/// asks the budget of a file as to make the model does.
/// </summary>
internal sealed class FactoredPlan
{
    private const string Network = "network", Items = "items.weight", Bias = "item_bias.weight", Unknown = "unknown", HistoryItems = "history_items.weight", User = "user.weight",
        OfRequest = "request_features", OfItem = "item_features", RequestTower = "request_tower", ItemTower = "item_tower", Up = "residual.up", Down = "residual.down";

    private readonly FactoredScorer _options;
    private readonly List<(string Name, HistoryPlan Plan)> _histories = [];
    private readonly List<HistoryReading> _readings = [];
    private readonly bool _hasItems;
    private readonly List<WeightShape> _weights = [];
    private FeaturesPlan? _requestFeatures;
    private FeaturesPlan? _itemFeatures;
    private TowerPlan? _requestTower;
    private TowerPlan? _itemTower;

    private FactoredPlan(FactoredScorer options, RankingInputs inputs)
    {
        (_options, _hasItems) = (options, inputs.ItemId is not null);
        if (inputs.ItemId is { } item)
        {
            AddTable(Items, item.Size, options.Dimension);
            if (options.ItemBias) AddTable(Bias, item.Size, 1);
            if (options.ItemIdDropout > 0)
            {
                WeightBudget.Take("an unknown item", 1, options.Dimension + 1L);
                Add(new WeightShape(Unknown, ElementType.Float32, 1, options.Dimension + 1L));
            }

            if (ReadsHistories && !options.TiedEmbeddings) AddTable(HistoryItems, item.Size, options.Dimension);
        }

        if (inputs.UserId is { } user && options.UserId) AddTable(User, user.Size, options.Dimension);
    }

    /// <summary>All that the module saves.</summary>
    public IReadOnlyList<WeightShape> Weights => _weights;

    /// <summary>The longest last axis of a tensor: no vector of a row is longer.</summary>
    public long Widest
    {
        get
        {
            long widest = 1;
            foreach (var weight in _weights) widest = Math.Max(widest, weight.Shape[^1]);
            return widest;
        }
    }

    /// <summary>D, of vectors in one space.</summary>
    public int VectorLength => _options.Dimension;

    /// <summary>How many numbers the encoding of a request or of an item has.</summary>
    public int Width => _options.Dimension + (HasBias ? 1 : 0);

    /// <summary>What a request carries of the past.</summary>
    public IReadOnlyList<HistoryReading> Histories => _readings;

    /// <inheritdoc cref="ItemRanker.ReadsUserId"/>
    public bool ReadsUserId => _options.UserId;

    /// <inheritdoc cref="ItemRanker.BearsEmptyHistory"/>
    public bool BearsEmptyHistory => _histories.Count == 0 || ReadsUserId || _requestFeatures is not null;

    private bool ReadsHistories => _options.History is not null || _options.Histories.Count > 0;

    private bool HasBias => _hasItems && _options.ItemBias;

    /// <summary><see langword="null"/> where a part of the model is known to its module alone, or settings and inputs do not suit each other, which its module says best.</summary>
    /// <exception cref="ArgumentException">An encoder does not suit its input.</exception>
    public static FactoredPlan? Of(FactoredScorer options, RankingInputs inputs)
    {
        if (options.Fusion is not ConcatenationFusion || (options.UserId && inputs.UserId is null)) return null;
        var plan = new FactoredPlan(options, inputs);
        return plan.ReadsHistories && !plan._hasItems ? null : plan.AddHistories(inputs) && plan.AddFeatures(inputs) && plan.AddTowers() ? plan : null;
    }

    /// <summary>Both towers as they are in evaluation.</summary>
    /// <param name="weights">By name, of the stated types and shapes. Tables are read where they lie; what is needed in another order is copied.</param>
    /// <param name="inputs">The columns, and the catalogue that histories speak of.</param>
    public (PackedRequests Requests, PackedItems Items) Pack(Func<string, NamedArray> weights, RankingInputs inputs)
    {
        var items = _hasItems ? Table(Items) : null;
        var historyItems = ReadsHistories && !_options.TiedEmbeddings ? Table(HistoryItems) : items;
        bool isCosine = _options.Similarity == ItemSimilarity.Cosine;
        var requests = new PackedRequests(_requestTower!.Pack(Within(RequestTower)), new PackedSimilarity(isCosine, 1 / _options.Temperature))
        {
            Histories = [.. _histories.Select(history => history.Plan.Pack(Within(history.Name), inputs.Catalogue.Column<IdColumn>(inputs.ItemId!.Name), historyItems!))],
            User = _options.UserId ? (inputs.UserId!, Table(User)) : null,
            Features = _requestFeatures?.Pack(Within(OfRequest)),
            Residual = _options.ResidualWidth > 0 ? new PackedResidual(Layer(Up), Layer(Down)) : null,
            Dimension = _options.Dimension,
            Width = Width,
        };
        return (requests, new PackedItems(_itemTower!.Pack(Within(ItemTower)), new PackedSimilarity(isCosine, 1))
        {
            Id = inputs.ItemId,
            Vectors = items,
            Bias = HasBias ? Table(Bias) : null,
            Unknown = _hasItems && _options.ItemIdDropout > 0 ? weights($"{Network}.{Unknown}").ToArray<float>() : null,
            Features = _itemFeatures?.Pack(Within(OfItem)),
            Dimension = _options.Dimension,
        });

        TableRows Table(string name) => new(weights($"{Network}.{name}"));
        PackedLayer Layer(string name) => new(weights($"{Network}.{name}.weight"), weights($"{Network}.{name}.bias"), LayerNormalization.None, weights);
        Func<string, NamedArray> Within(string part) => name => weights($"{Network}.{part}.{name}");
    }

    private bool AddHistories(RankingInputs inputs)
    {
        if (_options.History is { } history && !AddHistory("history", history, "")) return false;
        foreach (var (name, one) in _options.Histories) if (!AddHistory($"history_{EncoderPlan.SafeName(name)}", one, name)) return false;
        return true;

        bool AddHistory(string module, HistoryOptions options, string name)
        {
            if (HistoryPlan.Of(options, inputs, _options.Dimension, name) is not { } plan) return false;
            _histories.Add((module, plan));
            _readings.Add(plan.Reading);
            AddAll(module, plan.Weights);
            return true;
        }
    }

    private bool AddFeatures(RankingInputs inputs)
    {
        FeatureInput[] request = [.. inputs.Request.Where(input => input.Role != FeatureRole.User)], item = [.. inputs.Item.Where(input => input.Role != FeatureRole.Item)];
        if (_options.Encoders.Keys.Any(name => request.Concat(item).All(input => input.Name != name))) return false;
        if (request.Length > 0 && (_requestFeatures = Of(request)) is null) return false;
        if (item.Length > 0 && (_itemFeatures = Of(item)) is null) return false;
        AddAll(OfRequest, _requestFeatures?.Weights ?? []);
        AddAll(OfItem, _itemFeatures?.Weights ?? []);
        return true;

        FeaturesPlan? Of(FeatureInput[] side) => FeaturesPlan.Of(side, _options.Encoders.Where(one => side.Any(input => input.Name == one.Key)).ToDictionary());
    }

    private bool AddTowers()
    {
        int vectors = _histories.Count + (_options.UserId ? 1 : 0);
        if (vectors + (_requestFeatures?.Width ?? 0) == 0 || (!_hasItems && _itemFeatures is null)) return false;
        _requestTower = new TowerPlan(vectors, _requestFeatures?.Width ?? 0, _options.Dimension, _options.UserLayers);
        _itemTower = new TowerPlan(_hasItems ? 1 : 0, _itemFeatures?.Width ?? 0, _options.Dimension, _options.ItemLayers);
        AddAll(RequestTower, _requestTower.Weights);
        AddAll(ItemTower, _itemTower.Weights);
        if (_options.ResidualWidth > 0)
        {
            AddLayer(Up, _options.ResidualWidth, _options.Dimension);
            AddLayer(Down, _options.Dimension, _options.ResidualWidth);
        }

        return _weights.DistinctBy(weight => weight.Name, StringComparer.Ordinal).Count() == _weights.Count;
    }

    private void AddTable(string name, int cardinality, int dimension)
    {
        WeightBudget.Take("a table", cardinality, dimension);
        Add(new WeightShape(name, ElementType.Float32, cardinality, dimension));
    }

    private void AddLayer(string name, int outputs, int inputs)
    {
        WeightBudget.Take("a dense layer", outputs, inputs);
        Add(new WeightShape($"{name}.weight", ElementType.Float32, outputs, inputs));
        Add(new WeightShape($"{name}.bias", ElementType.Float32, outputs));
    }

    private void AddAll(string part, IEnumerable<WeightShape> weights)
    {
        foreach (var weight in weights) Add(weight.Within(part));
    }

    private void Add(WeightShape weight) => _weights.Add(weight.Within(Network));
}
