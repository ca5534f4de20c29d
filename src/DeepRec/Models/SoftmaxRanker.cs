using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="SoftmaxRankerOptions"/>, whose formula stands there and with its scorer, and of <see cref="SequenceRankerOptions"/>.</summary>
public sealed class SoftmaxRanker : ItemRanker
{
    private readonly ItemRankerOptions _options;
    private readonly RankingNetwork _network;

    internal SoftmaxRanker(SoftmaxRankerOptions options, RankingInputs inputs, long seed) : this(nameof(SoftmaxRanker), options, options.Scorer.Create(inputs, seed))
    {
    }

    /// <param name="name">The model's.</param>
    /// <param name="options">What it is built from.</param>
    /// <param name="network">f, which it owns.</param>
    internal SoftmaxRanker(string name, ItemRankerOptions options, RankingNetwork network) : base(name)
    {
        _options = options;
        register_module("network", _network = network);
    }

    /// <inheritdoc/>
    public override int HistoryLength => _network.HistoryLength;

    /// <inheritdoc/>
    public override bool ReadsHistoryFromStart => _network.ReadsHistoryFromStart;

    /// <inheritdoc/>
    public override bool BearsEmptyHistory => _network.BearsEmptyHistory;

    /// <inheritdoc/>
    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var scope = NewDisposeScope();
        return _network.EncodeRequests(requests).MoveToOuterDisposeScope(); // [B, U]
    }

    /// <inheritdoc/>
    public override Tensor EncodeItems(FeatureBatch items)
    {
        ArgumentNullException.ThrowIfNull(items);
        using var scope = NewDisposeScope();
        return _network.EncodeItems(items).MoveToOuterDisposeScope(); // [K, E]
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return _network.Score(requests, items).MoveToOuterDisposeScope(); // [B, K]
    }

    /// <inheritdoc/>
    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return _network.ScorePairs(requests, items).MoveToOuterDisposeScope(); // [B]
    }

    internal override IReadOnlyList<HistoryReading> Histories => _network.Histories;

    internal override string Settings => JsonSerializer.Serialize(_options, _options.GetType(), Json.Options);

    internal override bool ReadsUserId => _network.ReadsUserId;

    internal override int PairWidth => _network.PairWidth;

    internal override int VectorLength => _network.VectorLength;

    internal override bool ScoresAreProducts => _network.ScoresAreProducts;

    internal override FactoredPlan? Plan(RankingInputs inputs) => _network.Plan(inputs);

    internal override FusedStep? Fuse(RankingData data, RankingObjective objective, bool isLazy, int threads) => _network.Fuse(data) is { } plan ? new FusedRanker(plan, data.Interactions, objective, isLazy, threads) : null;

    internal override bool StartsFromRows => _network.StartsFromRows;

    internal override void Start(RankingData data, ulong seed) => _network.Start(data, seed);

    internal override IReadOnlyList<EmbeddingTable> ItemTables => _network.ItemTables;

    internal override Tensor EncodeItemsBy(FeatureBatch items, Tensor vectors) => _network.EncodeItemsBy(items, vectors);

    internal override void Place(RankingLessons lessons) => _network.Place(lessons);

    internal override void FillUnmet(RankingData data) => _network.FillUnmet(data);

    internal override void FillUnknown() => _network.FillUnknown();

    /// <summary>Does nothing: the network is registered under a name of its own, and a search of the fields would register it twice.</summary>
    protected override void RegisterComponents()
    {
    }
}
