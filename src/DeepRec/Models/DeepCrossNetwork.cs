using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="DeepCrossNetworkOptions"/>; its formula stands there.</summary>
public sealed class DeepCrossNetwork : RatingPredictor
{
    private readonly DeepCrossNetworkOptions _options;
    private readonly RatingHead _head;
    private readonly ConcatenatedEncoder _encoder;
    private readonly CrossLayers _cross;
    private readonly DenseLayers _layers;
    private readonly Linear? _ofCross; // side by side: the last layer's part for what is crossed; its other part and its bias are the network's output
    private readonly int[] _ids; // the parts that are looked up

    internal DeepCrossNetwork(DeepCrossNetworkOptions options, ModelInputs inputs, long seed) : base(nameof(DeepCrossNetwork))
    {
        _options = options;
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 9));
            _head = new RatingHead(options.Head, inputs.Label); // first: it may refuse the labels
            register_module("encoder", _encoder = ConcatenatedEncoder.Create(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit, seed));
            _ids = [.. Enumerable.Range(0, inputs.Features.Count).Where(i => inputs.Features[i].Kind is FeatureInputKind.Id or FeatureInputKind.IdBag)];
            int width = _encoder.OutputWidth;
            register_module("cross", _cross = new CrossLayers(width, options.CrossLayers, options.Rank, ref random));
            register_module("layers", _layers = new DenseLayers(width, _head.Outputs, options.Dense, ref random));
            if (options.Structure == CrossStructure.Parallel) register_module("of_cross", _ofCross = StartValues.Glorot(width, _head.Outputs, bias: false, ref random));
            if (_head.Ordinal is not null) register_module("ordinal", _head.Ordinal);
            _head.Start(_layers.Output);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            _head?.Ordinal?.Dispose();
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        return _head.Predict(Network(batch), others: null, training).MoveToOuterDisposeScope(); // [B]
    }

    /// <inheritdoc/>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var loss = _head.IsOfPredictions ? _head.Loss(call(batch), batch) : _head.Loss(Network(batch), others: null, batch);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>Of the vectors of ids; of several ids in an input, what they are pooled to.</summary>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_ids.Length == 0) return null;
        using var scope = NewDisposeScope();
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        var looked = cat([.. _ids.Select(i => parts[i])], dim: 1); // [B, Σ D_i]
        return looked.Squared().Weighted(batch.Weights).sum().Times(_head.Unit / Math.Max(1, batch.Size)).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => (long)_options.CrossLayers * _encoder.OutputWidth;

    internal override void FillUnmet(Dataset training) => _encoder.FillUnmet(training);

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    // [B, K]
    private Tensor Network(FeatureBatch batch)
    {
        var x = _encoder.call(batch); // [B, F]
        var crossed = _cross.call(x); // [B, F]
        return _ofCross is null ? _layers.call(crossed) : _layers.call(x).Plus(_ofCross.call(crossed)); // [B, K]
    }
}
