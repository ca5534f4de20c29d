using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="MlpRatingPredictorOptions"/>; its formula stands there.</summary>
public sealed class MlpRatingPredictor : RatingPredictor
{
    private readonly MlpRatingPredictorOptions _options;
    private readonly ModelInputs _inputs;
    private readonly ConcatenatedEncoder _encoder;
    private readonly DenseLayers _layers;
    private readonly EmbeddingTable? _userBias;
    private readonly EmbeddingTable? _itemBias;
    private readonly MlpParts _parts;
    private readonly Fusion _fusion;
    private readonly RatingHead _head;

    internal MlpRatingPredictor(MlpRatingPredictorOptions options, ModelInputs inputs, long seed) : base(nameof(MlpRatingPredictor))
    {
        (_options, _inputs) = (options, inputs);
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 1));
            _head = new RatingHead(options.Head, inputs.Label); // first: it may refuse the labels
            _encoder = ConcatenatedEncoder.Create(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit, seed);
            _parts = MlpParts.Of(options, inputs);
            _fusion = options.Fusion.Create([.. _parts.Network.Select(part => _encoder[inputs.Features[part].Name].OutputWidth)], StableHash.Combine((ulong)seed, 7));
            _layers = new DenseLayers(_fusion.OutputWidth, _head.Outputs, options.Dense, ref random);
            register_module("encoder", _encoder);
            register_module("fusion", _fusion);
            register_module("layers", _layers);
            if (_head.Ordinal is not null) register_module("ordinal", _head.Ordinal);
            if (options.Biases && inputs.User is { } user) register_module("user_bias", _userBias = new EmbeddingTable(user.Size, 1, 0, ref random));
            if (options.Biases && inputs.Item is { } item) register_module("item_bias", _itemBias = new EmbeddingTable(item.Size, 1, 0, ref random));
            if (options.InnerProduct) _parts.RequireInnerProduct(_encoder.PartWidths);
            _head.Start(_layers.Output);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            _head?.Ordinal?.Dispose();
            _encoder?.Dispose();
            _fusion?.Dispose();
            _layers?.Dispose();
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        return _head.Predict(Network(parts), Collaborative(batch, parts), training).MoveToOuterDisposeScope(); // [B]
    }

    /// <inheritdoc/>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        if (_head.IsOfPredictions) return _head.Loss(call(batch), batch).MoveToOuterDisposeScope();
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        return _head.Loss(Network(parts), Collaborative(batch, parts), batch).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        if (_inputs.User is { } user) sum = Add(sum, _encoder[user.Name].call(batch).Squared().Weighted(batch.Weights).sum());
        if (_inputs.Item is { } item) sum = Add(sum, _encoder[item.Name].call(batch).Squared().Weighted(batch.Weights).sum());
        if (_userBias is not null) sum = Add(sum, _userBias.call(batch.Ids(_inputs.User!.Name)).Squared().Weighted(batch.Weights).sum());
        if (_itemBias is not null) sum = Add(sum, _itemBias.call(batch.Ids(_inputs.Item!.Name)).Squared().Weighted(batch.Weights).sum());
        return sum is null ? null : sum.Times(_head.Unit / Math.Max(1, batch.Size)).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => (_options.InnerProduct ? _encoder[_inputs.User!.Name].OutputWidth : 0) + _fusion.ExtraMultiplyAdds;

    internal override FusedStep? Fuse(Dataset training, double embeddingRegularization, float[]? weights = null)
    {
        bool suits = _options is { Fusion: ConcatenationFusion, Normalization: LayerNormalization.None } && FusedActivation.IsKnown(_options.Activation)
            && parameters().All(parameter => parameter.dtype == ScalarType.Float32);
        if (!suits || _head.Fuse() is not { } head) return null;
        FusedInput[] parts = [.. _inputs.Features.Select(input => _encoder[input.Name].Fuse(training)).OfType<FusedInput>()];
        if (parts.Length < _inputs.Features.Count) return null;
        var biases = new List<FusedInput>();
        if (_userBias is not null) biases.Add(new FusedLookup(_userBias, training.Column<IdColumn>(_inputs.User!.Name)));
        if (_itemBias is not null) biases.Add(new FusedLookup(_itemBias, training.Column<IdColumn>(_inputs.Item!.Name)));
        var label = training.Column<NumberColumn>(training.Schema.Label!.Name);
        return new FusedMlp(new FusedMlpPlan(parts, _parts.Network, _parts.User, _parts.Item, _options.InnerProduct, biases, _layers.Layers, _options.Activation, _options.Dropout, head, embeddingRegularization * _head.Unit, label) { Weights = weights ?? [] });
    }

    internal override RowScorer? Pack() => Pack(MlpScorer.FoldedNumbers);

    /// <inheritdoc cref="Pack()"/>
    /// <param name="foldedNumbers">At most that of the scorer; 0 folds nothing.</param>
    internal MlpScorer? Pack(int foldedNumbers)
    {
        if (MlpPlan.Of(_options, _inputs) is not { } plan || parameters().Any(parameter => parameter.dtype != ScalarType.Float32)) return null;
        var weights = new SharedWeights(this);
        return plan.Pack(weights.Arrays, weights, foldedNumbers);
    }

    internal override void FillUnmet(Dataset training)
    {
        _encoder.FillUnmet(training);
        if (_userBias is not null) _userBias.FillUnmet(training.Column<IdColumn>(_inputs.User!.Name).Ids);
        if (_itemBias is not null) _itemBias.FillUnmet(training.Column<IdColumn>(_inputs.Item!.Name).Ids);
    }

    internal override void FillUnknown()
    {
        foreach (var input in _inputs.Features.Where(input => input.Role is FeatureRole.User or FeatureRole.Item)) _encoder[input.Name].FillUnknown();
        _userBias?.FillUnknown();
        _itemBias?.FillUnknown();
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    private static Tensor Add(Tensor? sum, Tensor part) => sum is null ? part : sum.Plus(part);

    private Tensor Network(Tensor[] parts) => _layers.call(_fusion.call([.. _parts.Network.Select(part => parts[part])])); // n × [B, D_i] → [B, F] → [B, K]

    // b_u + b_i + <p_u, q_i>, shape [B]; null when none of them is asked for.
    private Tensor? Collaborative(FeatureBatch batch, Tensor[] parts)
    {
        Tensor? sum = null;
        if (_userBias is not null) sum = Add(sum, _userBias.call(batch.Ids(_inputs.User!.Name)).squeeze(1)); // [B, 1] → [B]
        if (_itemBias is not null) sum = Add(sum, _itemBias.call(batch.Ids(_inputs.Item!.Name)).squeeze(1));
        if (_options.InnerProduct) sum = Add(sum, (parts[_parts.User] * parts[_parts.Item]).sum(1)); // [B, D] → [B]
        return sum;
    }
}
