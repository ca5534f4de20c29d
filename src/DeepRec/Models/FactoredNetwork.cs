using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The network of <see cref="FactoredScorer"/>; its formula stands there.</summary>
internal sealed class FactoredNetwork : RankingNetwork
{
    private readonly FactoredScorer _options;
    private readonly RankingInputs _inputs;
    private readonly EmbeddingTable? _items;
    private readonly EmbeddingTable? _itemBias;
    private readonly Parameter? _unknown; // [1, D + 1], vector and bias of an item whose id says nothing
    private readonly EmbeddingTable? _historyItems; // where they are not tied
    private readonly HistoryEncoder? _history;
    private readonly HistoryEncoder[] _further;
    private readonly EmbeddingTable? _user;
    private readonly ConcatenatedEncoder? _requestFeatures;
    private readonly ConcatenatedEncoder? _itemFeatures;
    private readonly Fusion? _requestFusion;
    private readonly Fusion? _itemFusion;
    private readonly RankingTower _requestTower;
    private readonly RankingTower _itemTower;
    private readonly ResidualBlock? _residual;

    public FactoredNetwork(FactoredScorer options, RankingInputs inputs, long seed) : base(nameof(FactoredNetwork))
    {
        (_options, _inputs) = (options, inputs);
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 2));
            int d = options.Dimension;
            FeatureInput[] request = [.. inputs.Request.Where(f => f.Role != FeatureRole.User)], item = [.. inputs.Item.Where(f => f.Role != FeatureRole.Item)];
            if (inputs.ItemId is { } itemId)
            {
                register_module("items", _items = new EmbeddingTable(itemId.Size, d, options.InitialDeviation, ref random));
                if (options.ItemBias) register_module("item_bias", _itemBias = new EmbeddingTable(itemId.Size, 1, 0, ref random));
                if (options.ItemIdDropout > 0)
                {
                    WeightBudget.Take("an unknown item", 1, d + 1);
                    _unknown = nn.Parameter(zeros(1, d + 1, ScalarType.Float32)); // [1, D + 1]
                    _unknown.DetachFromDisposeScope();
                    register_parameter("unknown", _unknown);
                }
            }

            var further = new List<HistoryEncoder>();
            if (options.History is not null || options.Histories.Count > 0)
            {
                if (inputs.ItemId is null) throw new ArgumentException("A history needs the item's id as an input. Give it a vocabulary, or set History to null.");
                if (!options.TiedEmbeddings) register_module("history_items", _historyItems = new EmbeddingTable(inputs.ItemId.Size, d, options.InitialDeviation, ref random));
                if (options.History is { } history) register_module("history", _history = history.Create(_historyItems ?? _items!, inputs.Events, seed, ref random));
                foreach (var (name, one) in options.Histories)
                {
                    further.Add(one.Create(_historyItems ?? _items!, inputs.Events, seed, ref random, name));
                    register_module($"history_{EncoderPlan.SafeName(name)}", further[^1]);
                }
            }

            _further = [.. further];
            Histories = [.. Readings()];

            if (options.UserId)
            {
                var userId = inputs.UserId ?? throw new ArgumentException("UserId needs the user's id as an input. Give it a vocabulary, or switch it off.");
                register_module("user", _user = new EmbeddingTable(userId.Size, d, options.InitialDeviation, ref random));
            }

            RequireEncoders(request, item);
            _requestFeatures = Features("request_features", request, seed);
            _itemFeatures = Features("item_features", item, seed);
            if (_requestFeatures is not null) register_module("request_fusion", _requestFusion = options.Fusion.Create(_requestFeatures.PartWidths, StableHash.Combine((ulong)seed, 10)));
            if (_itemFeatures is not null) register_module("item_fusion", _itemFusion = options.Fusion.Create(_itemFeatures.PartWidths, StableHash.Combine((ulong)seed, 11)));
            register_module("request_tower", _requestTower = new RankingTower("the request", [_history?.OutputWidth, .. _further.Select(one => (int?)one.OutputWidth), _user?.Dimension], _requestFusion?.OutputWidth, d, options.UserLayers, options.Dropout, ref random));
            register_module("item_tower", _itemTower = new RankingTower("the item", [_items?.Dimension], _itemFusion?.OutputWidth, d, options.ItemLayers, options.Dropout, ref random));
            if (options.ResidualWidth > 0) register_module("residual", _residual = new ResidualBlock(d, options.ResidualWidth, options.Dropout, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public override bool ReadsUserId => _user is not null;

    public override int HistoryLength => _options.History?.Length ?? 0;

    public override bool ReadsHistoryFromStart => _history?.ReadsFromStart ?? false;

    public override IReadOnlyList<HistoryReading> Histories { get; }

    public override bool BearsEmptyHistory => Histories.Count == 0 || _user is not null || _requestFeatures is not null;

    public override int VectorLength => _options.Dimension;

    public override bool ScoresAreProducts => true;

    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        var user = _requestTower.Call([_history?.call(requests), .. _further.Select(one => one.call(requests)), _user?.call(requests.Ids(_inputs.UserId!.Name)), _requestFusion?.call(_requestFeatures!.EncodeParts(requests))]); // [B, D]
        if (_residual is not null) user = _residual.call(user);
        user = Measured(user).Times(1 / _options.Temperature);
        return _itemBias is null ? user : cat([user, ones(user.shape[0], 1)], dim: 1); // [B, D + 1]
    }

    public override IReadOnlyList<EmbeddingTable> ItemTables => [.. new[] { _items, _itemBias }.OfType<EmbeddingTable>()];

    public override Tensor EncodeItems(FeatureBatch items)
    {
        var ids = _items is null ? null : items.Ids(_inputs.ItemId!.Name); // [K]
        return EncodeItems(items, ids, ids is null ? null : _items!.call(ids), ids is null ? null : _itemBias?.call(ids));
    }

    public override Tensor EncodeItemsBy(FeatureBatch items, Tensor vectors) =>
        EncodeItems(items, items.Ids(_inputs.ItemId!.Name), vectors.narrow(1, 0, _options.Dimension), _itemBias is null ? null : vectors.narrow(1, _options.Dimension, 1));

    // [K], [K, D] and [K, 1] → [K, E].
    private Tensor EncodeItems(FeatureBatch items, Tensor? ids, Tensor? vectors, Tensor? bias)
    {
        var hidden = _unknown is null ? null : Hidden(ids!); // [K, 1]
        var shown = vectors is null ? null : Shown(vectors, hidden, 0, _options.Dimension); // [K, D]
        var item = Measured(_itemTower.Call(shown, _itemFusion?.call(_itemFeatures!.EncodeParts(items)))); // [K, D]
        return bias is null ? item : cat([item, Shown(bias, hidden, _options.Dimension, 1)], dim: 1); // [K, D + 1]
    }

    public override Tensor Score(Tensor requests, Tensor items) => requests.mm(items.t()); // [B, D] · [D, K] → [B, K]

    public override Tensor ScorePairs(Tensor requests, Tensor items) => (requests * items).sum(1); // [B, D] → [B]

    public override bool StartsFromRows => _options.Start == ItemStart.Cooccurrence && _items is not null;

    public override void Start(RankingData data, ulong seed)
    {
        if (_options.Start != ItemStart.Cooccurrence || _items is null) return;
        float[] vectors = CooccurrenceVectors.Of(data.Interactions, _options.Dimension, seed); // [I, D]
        var ids = _inputs.Catalogue.Column<IdColumn>(_inputs.ItemId!.Name).Ids;
        _items.Set(ids, vectors);
        _historyItems?.Set(ids, vectors);
    }

    public override void Place(RankingLessons lessons)
    {
        if (_options.Start != ItemStart.Cooccurrence || _items is null) return;
        NewItemVectors.Place(_items, lessons);
        if (_historyItems is not null) NewItemVectors.Place(_historyItems, lessons);
    }

    public override FactoredPlan? Plan(RankingInputs inputs) => parameters().All(parameter => parameter.dtype == ScalarType.Float32) ? FactoredPlan.Of(_options, inputs) : null;

    public override FusedRankerPlan? Fuse(RankingData data)
    {
        bool areTables = Histories.Count == 0 && _requestFeatures is null && _itemFeatures is null && _residual is null && _unknown is null && _options.UserLayers.Count == 0 && _options.ItemLayers.Count == 0;
        if (!areTables || _user is null || _items is null || parameters().Any(parameter => parameter.dtype != ScalarType.Float32)) return null;
        return new FusedRankerPlan(
            _user, data.Requests.Column<IdColumn>(_inputs.UserId!.Name), _items, _itemBias, _inputs.Catalogue.Column<IdColumn>(_inputs.ItemId!.Name),
            _options.Similarity == ItemSimilarity.Cosine, _options.Temperature);
    }

    public override void FillUnmet(RankingData data)
    {
        int[] met = data.ItemIds();
        _items?.FillUnmet(met);
        _historyItems?.FillUnmet(met);
        _itemBias?.FillUnmet(met);
        _user?.FillUnmet(data.Requests.Column<IdColumn>(_inputs.UserId!.Name).Ids);
        foreach (var history in _further.Prepend(_history)) history?.FillUnmetEvents(data.Interactions.Events);
        _requestFeatures?.FillUnmet(data.Requests);
        _itemFeatures?.FillUnmet(_inputs.Catalogue.Select(data.Interactions.Items));
    }

    public override void FillUnknown()
    {
        foreach (var table in new[] { _items, _historyItems, _itemBias, _user }) table?.FillUnknown();
    }

    // 1 where an id says nothing: that of unknown items, and in training some more, each by itself. [K] → [K, 1].
    private Tensor Hidden(Tensor ids)
    {
        var hidden = zeros(ids.shape[0], 1, ScalarType.Float32); // [K, 1]
        if (training) hidden.bernoulli_(_options.ItemIdDropout, StepRandom.Current);
        Span<long> id = TensorMemory.Span<long>(ids);
        var hide = TensorMemory.Span<float>(hidden);
        for (int i = 0; i < id.Length; i++) if (id[i] == Vocabulary.FirstBucket) hide[i] = 1;
        return hidden;
    }

    // [K, width], those hidden by the unknown item's numbers from the given one on.
    private Tensor Shown(Tensor values, Tensor? hidden, int start, int width) =>
        hidden is null ? values : (values * hidden.Times(-1).Plus(1)).Plus(hidden * _unknown!.narrow(1, start, width)); // [K, 1] · [1, width]

    private IEnumerable<HistoryReading> Readings()
    {
        if (_history is not null) yield return _options.History!.Reading(_inputs.Events, _history.ReadsFromStart);
        foreach (var (one, encoder) in _options.Histories.Zip(_further)) yield return one.Value.Reading(_inputs.Events, encoder.ReadsFromStart, one.Key);
    }

    private Tensor Measured(Tensor vectors) => _options.Similarity == ItemSimilarity.Cosine
        ? vectors / vectors.Squared().sum(1, keepdim: true).Plus(1e-12).sqrt() // [N, D] / [N, 1]; a vector of zeros stays one, and has a gradient
        : vectors;

    private ConcatenatedEncoder? Features(string name, FeatureInput[] inputs, long seed)
    {
        if (inputs.Length == 0) return null;
        var own = _options.Encoders.Where(e => inputs.Any(i => i.Name == e.Key)).ToDictionary();
        var encoder = ConcatenatedEncoder.Create(inputs, own, idDimension: null, oneHotLimit: 64, seed);
        register_module(name, encoder);
        return encoder;
    }

    private void RequireEncoders(FeatureInput[] request, FeatureInput[] item)
    {
        string? stray = _options.Encoders.Keys.FirstOrDefault(name => request.Concat(item).All(i => i.Name != name));
        if (stray is not null) throw new ArgumentException($"An encoder is given for '{stray}', which is no feature of user, context or item. Those: {string.Join(", ", request.Concat(item).Select(i => i.Name))}.");
    }
}
