using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The user's or the item's side of <see cref="RatedHistoryPredictor"/>: rated history, features without a bias of their own, and b.</summary>
internal sealed class RatedSideEncoder : nn.Module
{
    private readonly string _input;
    private readonly RatedHistoryEncoder _history;
    private readonly ConcatenatedEncoder? _features;

    public RatedSideEncoder(bool ofUsers, FeatureInput own, FeatureInput other, FeatureInput[] features, RatedHistoryPredictorOptions options, LabelStatistics label, long seed, ref SeededRandom random) : base(nameof(RatedSideEncoder))
    {
        _input = own.Name;
        try
        {
            _history = new RatedHistoryEncoder(ofUsers, own, other, options.Dimension, options.InitialDeviation, new RatingScale(label.Mean, label.StandardDeviation), ref random);
            register_module("history", _history);
            WeightBudget.Take("biases", own.Size); // before they are made
            Register("bias", zeros(own.Size, ScalarType.Float32)); // [U]
            _features = Features(features, options, seed);
            if (_features is null) return;
            register_module("features", _features);
            WeightBudget.Take("a dense layer", _features.OutputWidth, options.Dimension + 1); // before it is made
            var weights = zeros(_features.OutputWidth, options.Dimension + 1, ScalarType.Float32); // [F, D + 1]
            foreach (ref float value in TensorMemory.Span<float>(weights)) value = (float)(options.InitialDeviation * random.NextGaussian());
            Register("weights", weights);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public long MultiplyAdds => _features is null ? 0 : Weights.numel();

    // Asked for by name, so that a conversion of the module is seen.
    private Parameter Bias => get_parameter("bias")!;

    // [F, D + 1]: the first column is a, the others A
    private Parameter Weights => get_parameter("weights")!;

    /// <summary>The features side by side; <see langword="null"/> where there are none.</summary>
    public static ConcatenatedEncoder? Features(FeatureInput[] features, RatedHistoryPredictorOptions options, long seed)
    {
        if (features.Length == 0) return null;
        var chosen = options.Encoders.Where(entry => features.Any(f => f.Name == entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value);
        return ConcatenatedEncoder.Create(features, chosen, idDimension: null, options.OneHotLimit, seed);
    }

    public RatedVectors Encode(FeatureBatch batch)
    {
        var vector = _history.call(batch); // [B, D]
        Tensor bias = Bias.index_select(0, batch.Ids(_input)), count = _history.Counts(batch).to(vector.dtype); // [B], [B]
        if (_features is null) return new RatedVectors(vector, bias, count, null, null);
        var encoded = _features.call(batch).to(vector.dtype).mm(Weights); // [B, F] → [B, D + 1]
        Tensor featureBias = encoded.narrow(1, 0, 1).squeeze(1), featureVector = encoded.narrow(1, 1, vector.shape[1]); // [B, 1] → [B], [B, D]
        return new RatedVectors(vector.Plus(featureVector), bias.Plus(featureBias), count, featureVector, featureBias);
    }

    /// <summary>Σ (n + 5) / N · (|y|² + |x|²) + biasPenalty · Σ (n + 5) / N · b²: a scalar.</summary>
    /// <param name="other">The other side, whose table has a row for each id of this one.</param>
    /// <param name="biasPenalty">How much b counts.</param>
    public Tensor Penalty(RatedSideEncoder other, double biasPenalty) =>
        _history.Penalty().Plus(Bias.Squared().mul(other._history.Weights).sum().Times(biasPenalty)); // [U] → scalar

    public void Begin(RatingGraph graph) => _history.Begin(graph);

    public void End(RatingGraph graph, Dataset training)
    {
        _history.Keep(graph);
        _features?.FillUnmet(training);
    }

    private void Register(string name, Tensor start)
    {
        var parameter = nn.Parameter(start);
        parameter.DetachFromDisposeScope();
        register_parameter(name, parameter);
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
