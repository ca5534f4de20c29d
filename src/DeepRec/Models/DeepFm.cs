using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="DeepFmOptions"/>; its formula stands there.</summary>
public sealed class DeepFm : RatingPredictor
{
    private readonly DeepFmOptions _options;
    private readonly RatingHead _head;
    private readonly ConcatenatedEncoder _encoder;
    private readonly Linear?[] _projections; // of parts that are not ids' vectors of length D already
    private readonly FirstOrder _firstOrder;
    private readonly DenseLayers _layers;
    private readonly int[] _ids; // the parts that are looked up

    internal DeepFm(DeepFmOptions options, ModelInputs inputs, long seed) : base(nameof(DeepFm))
    {
        _options = options;
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 8));
            _head = new RatingHead(options.Head, inputs.Label); // first: it may refuse the labels
            var encoders = inputs.Features.ToDictionary(f => f.Name, f => options.Encoders.GetValueOrDefault(f.Name) ?? options.EncoderOf(f));
            foreach (var (name, encoder) in options.Encoders) encoders[name] = encoder;
            _encoder = ConcatenatedEncoder.Create(inputs.Features, encoders, options.Dimension, oneHotLimit: 0, seed);
            register_module("encoder", _encoder);
            _ids = [.. Enumerable.Range(0, inputs.Features.Count).Where(i => inputs.Features[i].Kind is FeatureInputKind.Id or FeatureInputKind.IdBag)];
            _projections = new Linear?[inputs.Features.Count];
            for (int i = 0; i < _projections.Length; i++)
            {
                int width = _encoder[inputs.Features[i].Name].OutputWidth;
                if (width == options.Dimension && inputs.Features[i].Kind != FeatureInputKind.Number) continue;
                register_module($"projection_{i}", _projections[i] = StartValues.Glorot(width, options.Dimension, bias: false, ref random));
            }

            register_module("first_order", _firstOrder = new FirstOrder(inputs.Features, seed));
            register_module("layers", _layers = new DenseLayers(inputs.Features.Count * options.Dimension, _head.Outputs, options.Dense, ref random));
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
        var (network, others) = Parts(batch);
        return _head.Predict(network, others, training).MoveToOuterDisposeScope(); // [B]
    }

    /// <inheritdoc/>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        if (_head.IsOfPredictions) return _head.Loss(call(batch), batch).MoveToOuterDisposeScope();
        var (network, others) = Parts(batch);
        return _head.Loss(network, others, batch).MoveToOuterDisposeScope();
    }

    /// <summary>Of the vectors and first-order weights of ids; of several ids in an input, what they are pooled to.</summary>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_ids.Length == 0) return null;
        using var scope = NewDisposeScope();
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        var looked = cat([.. _ids.Select(i => parts[i]), .. _firstOrder.Weights(batch)], dim: 1); // [B, Σ D_i + n]
        return looked.Squared().Weighted(batch.Weights).sum().Times(_head.Unit / Math.Max(1, batch.Size)).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => (_projections.Length + 1L) * _options.Dimension;

    internal override void FillUnmet(Dataset training)
    {
        _encoder.FillUnmet(training);
        _firstOrder.FillUnmet(training);
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    // What the network gives, and first and second order: [B, K], [B].
    private (Tensor Network, Tensor Others) Parts(FeatureBatch batch)
    {
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        var vectors = stack([.. parts.Zip(_projections, (part, projection) => projection?.call(part) ?? part)], dim: 1); // [B, n, D]
        var products = Factorization.SumOfProducts(vectors).sum(1); // [B, D] → [B]
        var network = _layers.call(vectors.reshape(vectors.shape[0], vectors.shape[1] * vectors.shape[2])); // [B, n · D] → [B, K]
        return (network, products.Plus(_firstOrder.call(batch)));
    }
}
