namespace DeepRec.Models;

/// <summary>A <see cref="RankingTower"/>, said without tensors. It asks the budget of a file as the tower does.</summary>
internal sealed class TowerPlan
{
    private const string Layers = "layers", Projection = "projection";
    private readonly int _vectors;
    private readonly int _features;
    private readonly int _dimension;
    private readonly DenseSettings _dense;

    /// <param name="vectors">How many parts are vectors of D numbers.</param>
    /// <param name="features">How many numbers the encoded features have; 0 for none.</param>
    /// <param name="dimension">D.</param>
    /// <param name="hiddenLayers">Widths.</param>
    public TowerPlan(int vectors, int features, int dimension, IReadOnlyList<int> hiddenLayers)
    {
        (_vectors, _features, _dimension, _dense) = (vectors, features, dimension, new DenseSettings(hiddenLayers));
        if (hiddenLayers.Count > 0)
        {
            Weights = [.. _dense.Plan(checked((vectors * dimension) + features), dimension).Select(weight => weight.Within(Layers))];
        }
        else if (features > 0)
        {
            WeightBudget.Take("a dense layer", dimension, features);
            Weights = [new($"{Projection}.weight", ElementType.Float32, dimension, features), new($"{Projection}.bias", ElementType.Float32, dimension)];
        }
    }

    /// <summary>What the tower saves.</summary>
    public IReadOnlyList<WeightShape> Weights { get; } = [];

    /// <summary>The tower as it is in evaluation, by such tensors.</summary>
    public PackedTower Pack(Func<string, NamedArray> weights)
    {
        IReadOnlyList<PackedLayer> layers = _dense.HiddenLayers.Count > 0 ? _dense.Pack(name => weights($"{Layers}.{name}")) : [];
        var projection = layers.Count == 0 && _features > 0 ? new PackedLayer(weights($"{Projection}.weight"), weights($"{Projection}.bias"), LayerNormalization.None, weights) : null;
        return new PackedTower(_vectors, _features, _dimension, layers, _dense.Activation, projection);
    }
}
