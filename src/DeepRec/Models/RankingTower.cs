using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// Parts of one side become one vector [N, D]: the sum of its vectors and of its features, projected to D; or, with hidden layers, a network over all of
/// them side by side.
/// </summary>
internal sealed class RankingTower : nn.Module
{
    private readonly Linear? _projection;
    private readonly DenseLayers? _layers;

    /// <param name="what">Which side it is, for messages.</param>
    /// <param name="vectors">The lengths of parts that are learned as vectors of that length D, absent ones as <see langword="null"/>.</param>
    /// <param name="features">The length of what comes last, the encoded features: whatever it is, these are no vectors of that space.</param>
    /// <param name="dimension">D.</param>
    /// <param name="hiddenLayers">Widths.</param>
    /// <param name="dropout">Of the hidden layers.</param>
    /// <param name="random">Where start values come from.</param>
    public RankingTower(string what, IReadOnlyList<int?> vectors, int? features, int dimension, IReadOnlyList<int> hiddenLayers, double dropout, ref SeededRandom random) : base(nameof(RankingTower))
    {
        int width = (vectors.Sum() ?? 0) + (features ?? 0);
        if (width == 0) throw new ArgumentException($"Nothing is known of {what}: it has no id, no history and no feature that reaches the model. Give it one, or a vocabulary for its id.");
        if (hiddenLayers.Count > 0)
        {
            register_module("layers", _layers = new DenseLayers(width, dimension, new DenseSettings(hiddenLayers, Dropout: dropout), ref random));
        }
        else if (features is { } part)
        {
            register_module("projection", _projection = StartValues.Linear(part, dimension, WeightInitialization.GlorotUniform, ref random));
        }
    }

    /// <summary>The vectors in their order, absent parts as <see langword="null"/>, and the features last. n × [N, D_i] → [N, D].</summary>
    public Tensor Call(params ReadOnlySpan<Tensor?> parts)
    {
        if (_layers is not null) return _layers.call(ConcatenatedEncoder.Concatenate([.. parts.ToArray().OfType<Tensor>()]));
        var sum = parts[^1] is { } features ? _projection!.call(features) : null; // [N, D]
        foreach (var vectors in parts[..^1])
        {
            if (vectors is not null) sum = sum is null ? vectors : sum.Plus(vectors);
        }

        return sum!;
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
