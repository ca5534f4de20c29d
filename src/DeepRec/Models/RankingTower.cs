using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// Parts of one side become one vector [N, D]: their sum, those of another length projected to D first; or, with hidden layers, a network over all of them
/// side by side.
/// </summary>
internal sealed class RankingTower : nn.Module
{
    private readonly Linear?[] _projections;
    private readonly DenseLayers? _layers;

    public RankingTower(string what, IReadOnlyList<int?> widths, int dimension, IReadOnlyList<int> hiddenLayers, double dropout, ref SeededRandom random) : base(nameof(RankingTower))
    {
        int width = widths.Sum() ?? 0;
        if (width == 0) throw new ArgumentException($"Nothing is known of {what}: it has no id, no history and no feature that reaches the model. Give it one, or a vocabulary for its id.");
        _projections = new Linear?[widths.Count];
        if (hiddenLayers.Count > 0)
        {
            register_module("layers", _layers = new DenseLayers(width, dimension, new DenseSettings(hiddenLayers, Dropout: dropout), ref random));
            return;
        }

        for (int i = 0; i < widths.Count; i++)
        {
            if (widths[i] is not { } part || part == dimension) continue;
            register_module($"projection_{i}", _projections[i] = StartValues.Linear(part, dimension, WeightInitialization.GlorotUniform, ref random));
        }
    }

    /// <summary>The parts in their order, absent ones as <see langword="null"/>. n × [N, D_i] → [N, D].</summary>
    public Tensor Call(params ReadOnlySpan<Tensor?> parts)
    {
        if (_layers is not null) return _layers.call(ConcatenatedEncoder.Concatenate([.. parts.ToArray().OfType<Tensor>()]));
        Tensor? sum = null;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part) continue;
            var projected = _projections[i] is { } projection ? projection.call(part) : part; // [N, D]
            sum = sum is null ? projected : sum.Plus(projected);
        }

        return sum!;
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
