using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// The model of <see cref="DeepInterestNetworkOptions"/>; its formula stands there. A request's encoding is what it gives the network's first layer, which
/// places hold an event, and the events' vectors; an item's is its vector and what it gives that layer.
/// </summary>
internal sealed class DeepInterestNetwork : ItemRanker
{
    private readonly DeepInterestNetworkOptions _options;
    private readonly RankingInputs _inputs;
    private readonly EmbeddingTable _items;
    private readonly EmbeddingTable? _user;
    private readonly EventVectors? _events;
    private readonly ConcatenatedEncoder? _requestFeatures;
    private readonly ConcatenatedEncoder? _itemFeatures;
    private readonly TargetAttention _attention;
    private readonly Linear? _ofRequest;
    private readonly Linear _ofItem; // with the layer's bias
    private readonly Linear _ofHistory;
    private readonly DenseLayers? _rest;
    private readonly Encoders.Dropout _dropout;
    private readonly int _width; // H

    internal DeepInterestNetwork(DeepInterestNetworkOptions options, RankingInputs inputs, long seed) : base(nameof(DeepInterestNetwork))
    {
        (_options, _inputs) = (options, inputs);
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 8));
            int d = options.Dimension;
            var itemId = inputs.ItemId ?? throw new ArgumentException("A deep interest network needs the item's id as an input. Give it a vocabulary.", nameof(inputs));
            FeatureInput[] request = [.. inputs.Request.Where(f => f.Role != FeatureRole.User)], item = [.. inputs.Item.Where(f => f.Role != FeatureRole.Item)];
            string? stray = options.Encoders.Keys.FirstOrDefault(name => request.Concat(item).All(i => i.Name != name));
            if (stray is not null) throw new ArgumentException($"An encoder is given for '{stray}', which is no feature of user, context or item. Those: {string.Join(", ", request.Concat(item).Select(i => i.Name))}.", nameof(options));
            register_module("items", _items = new EmbeddingTable(itemId.Size, d, options.InitialDeviation, ref random));
            var reading = new HistoryReading(options.Length) { Events = HistoryReading.Choose(inputs.Events, options.Events), TimeGaps = options.TimeGaps, Actions = options.Actions };
            Histories = [reading];
            if (reading.Events.Count > 0 || reading.TimeGaps || options.EventEncoders.Count > 0) register_module("events", _events = new EventVectors(reading, options.EventEncoders, d, seed, ref random));
            if (options.UserId)
            {
                var userId = inputs.UserId ?? throw new ArgumentException("UserId needs the user's id as an input. Give it a vocabulary, or switch it off.", nameof(inputs));
                register_module("user", _user = new EmbeddingTable(userId.Size, d, options.InitialDeviation, ref random));
            }

            _requestFeatures = Features("request_features", request, seed);
            _itemFeatures = Features("item_features", item, seed);
            register_module("attention", _attention = new TargetAttention(options, ref random));
            _width = options.HiddenLayers is [var first, ..] ? first : 1;
            int ofRequest = (_user is null ? 0 : d) + (_requestFeatures?.OutputWidth ?? 0), ofItem = d + (_itemFeatures?.OutputWidth ?? 0), all = ofRequest + ofItem + d;
            if (ofRequest > 0) register_module("of_request", _ofRequest = PartOfLayer.Create(ofRequest, _width, all, bias: false, ref random));
            register_module("of_item", _ofItem = PartOfLayer.Create(ofItem, _width, all, bias: true, ref random));
            register_module("of_history", _ofHistory = PartOfLayer.Create(d, _width, all, bias: false, ref random));
            register_module("dropout", _dropout = new Encoders.Dropout(options.Dropout));
            if (options.HiddenLayers.Count > 0) register_module("rest", _rest = new DenseLayers(_width, 1, new DenseSettings([.. options.HiddenLayers.Skip(1)], options.Activation, Dropout: options.Dropout), ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int HistoryLength => _options.Length;

    internal override IReadOnlyList<HistoryReading> Histories { get; } = [];

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override bool ReadsUserId => _user is not null;

    internal override int PairWidth => (int)Math.Min(int.MaxValue, (long)_options.Length * (_options.Dimension + 2L * _options.AttentionLayers.Sum(width => (long)width)) + _options.Dimension + 2L * _options.HiddenLayers.Sum(width => (long)width));

    /// <inheritdoc/>
    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var scope = NewDisposeScope();
        var (events, seen) = Newest(requests.History); // [B, L · D], [B, L]
        var parts = new List<Tensor>();
        if (_user is not null) parts.Add(_user.call(requests.Ids(_inputs.UserId!.Name))); // [B, D]
        if (_requestFeatures is not null) parts.Add(_requestFeatures.call(requests)); // [B, F]
        return cat(_ofRequest is null ? [seen, events] : [_ofRequest.call(ConcatenatedEncoder.Concatenate([.. parts])), seen, events], dim: 1).MoveToOuterDisposeScope(); // [B, H + L + L · D]
    }

    /// <inheritdoc/>
    public override Tensor EncodeItems(FeatureBatch items)
    {
        ArgumentNullException.ThrowIfNull(items);
        using var scope = NewDisposeScope();
        var vectors = _items.call(items.Ids(_inputs.ItemId!.Name)); // [K, D]
        var known = _itemFeatures is null ? vectors : cat([vectors, _itemFeatures.call(items)], dim: 1); // [K, D + F]
        return cat([vectors, _ofItem.call(known)], dim: 1).MoveToOuterDisposeScope(); // [K, D + H]
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return Scores(requests, items.unsqueeze(0)).MoveToOuterDisposeScope(); // [1, K, D + H] → [B, K]
    }

    /// <inheritdoc/>
    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return Scores(requests, items.unsqueeze(1)).squeeze(1).MoveToOuterDisposeScope(); // [B, 1, D + H] → [B, 1] → [B]
    }

    internal override void FillUnmet(RankingData data)
    {
        _items.FillUnmet(data.ItemIds());
        _user?.FillUnmet(data.Requests.Column<IdColumn>(_inputs.UserId!.Name).Ids);
        _events?.FillUnmet(data.Interactions.Events);
        _requestFeatures?.FillUnmet(data.Requests);
        _itemFeatures?.FillUnmet(_inputs.Catalogue.Select(data.Interactions.Items));
    }

    // The first layer is a sum of what the request, the item and the history give.
    private Tensor Scores(Tensor requests, Tensor items)
    {
        int d = _options.Dimension, own = _ofRequest is null ? 0 : _width;
        long b = requests.shape[0], length = (requests.shape[1] - own) / (d + 1);
        var events = requests.narrow(1, own + length, length * d).reshape(b, length, d); // [B, L, D]
        var history = _attention.Call(events, requests.narrow(1, own, length).unsqueeze(1), items.narrow(2, 0, d)); // [B, K, D]
        var first = _ofHistory.call(history).Plus(items.narrow(2, d, _width)); // [B, K, H]
        if (own > 0) first = first.Plus(requests.narrow(1, 0, own).unsqueeze(1)); // [B, 1, H]
        long k = first.shape[1];
        var hidden = first.reshape(b * k, _width); // [B · K, H]
        return (_rest is null ? hidden : _rest.call(_dropout.call(_options.Activation.Apply(hidden)))).view(b, k); // [B · K, 1] → [B, K]
    }

    // Each row's newest events, oldest first, zeros behind them; as many places as the longest row of the batch needs.
    private (Tensor Events, Tensor Seen) Newest(ItemSequences sequences)
    {
        var (ids, ends, rows) = sequences; // [S, L], [S, T], [B]
        long count = ids.numel(), width = ids.shape[1], places = ends.shape[1], d = _options.Dimension;
        var vectors = _items.call(ids.view(-1)); // [S · L, D]
        if (_events is not null) vectors = _events.AddTo(vectors, sequences);
        vectors = cat([_dropout.call(vectors), zeros(1, d, vectors.dtype)], dim: 0); // [S · L + 1, D]
        Span<long> end = TensorMemory.Span<long>(ends), row = TensorMemory.Span<long>(rows);
        long longest = 1;
        foreach (long place in row) longest = Math.Max(longest, Math.Min(end[(int)place], _options.Length));
        Tensor chosen = empty(row.Length, longest, ScalarType.Int64), seen = zeros(row.Length, longest, ScalarType.Float32); // [B, L]
        Span<long> target = TensorMemory.Span<long>(chosen);
        var isSeen = TensorMemory.Span<float>(seen);
        target.Fill(count);
        for (int b = 0; b < row.Length; b++)
        {
            long last = end[(int)row[b]], own = Math.Min(last, _options.Length);
            for (long i = 0; i < own; i++) target[(int)(b * longest + i)] = row[b] / places * width + last - own + i;
            isSeen.Slice((int)(b * longest), (int)own).Fill(1);
        }

        return (vectors.index_select(0, chosen.view(-1)).view(row.Length, longest * d), seen.to(vectors.dtype)); // [B · L, D] → [B, L · D]
    }

    private ConcatenatedEncoder? Features(string name, FeatureInput[] inputs, long seed)
    {
        if (inputs.Length == 0) return null;
        var encoder = ConcatenatedEncoder.Create(inputs, _options.Encoders.Where(e => inputs.Any(i => i.Name == e.Key)).ToDictionary(), idDimension: null, oneHotLimit: 64, seed);
        register_module(name, encoder);
        return encoder;
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }
}
