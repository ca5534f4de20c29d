using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>What <see cref="DenseLayers"/> are made by.</summary>
/// <param name="HiddenLayers">Widths, from the input on.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="Normalization">Of the hidden layers.</param>
/// <param name="Dropout">Of the hidden layers.</param>
/// <param name="Initialization">Of all layers.</param>
internal sealed record DenseSettings(
    IReadOnlyList<int> HiddenLayers, Activation Activation = Activation.ReLU, LayerNormalization Normalization = LayerNormalization.None, double Dropout = 0,
    WeightInitialization Initialization = WeightInitialization.GlorotUniform)
{
    /// <summary>What a normalisation adds to variances, PyTorch's.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>What the layers save, said without them. It asks the budget of a file as they do.</summary>
    /// <param name="inputs">How many numbers enter the first.</param>
    /// <param name="outputs">How many leave the last.</param>
    public IReadOnlyList<WeightShape> Plan(int inputs, int outputs)
    {
        int[] widths = [inputs, .. HiddenLayers, outputs];
        var weights = new List<WeightShape>();
        for (int l = 0; l < widths.Length - 1; l++)
        {
            WeightBudget.Take("a dense layer", widths[l + 1], widths[l]);
            weights.Add(new WeightShape($"{l}.weight", ElementType.Float32, widths[l + 1], widths[l]));
            weights.Add(new WeightShape($"{l}.bias", ElementType.Float32, widths[l + 1]));
            if (l == HiddenLayers.Count || Normalization == LayerNormalization.None) continue;
            WeightBudget.Take("a normalisation", widths[l + 1], 4);
            string[] names = Normalization == LayerNormalization.Batch ? ["weight", "bias", "running_mean", "running_var"] : ["weight", "bias"];
            weights.AddRange(names.Select(name => new WeightShape($"{Normalized(l)}.{name}", ElementType.Float32, widths[l + 1])));
            if (Normalization == LayerNormalization.Batch) weights.Add(new WeightShape($"{Normalized(l)}.num_batches_tracked", ElementType.Float32));
        }

        return weights;
    }

    /// <summary>The layers as they are in evaluation, in plain memory.</summary>
    /// <param name="weights">What they saved, by the names of <see cref="Plan"/>.</param>
    public IReadOnlyList<PackedLayer> Pack(Func<string, NamedArray> weights)
    {
        var layers = new PackedLayer[HiddenLayers.Count + 1];
        for (int l = 0; l < layers.Length; l++)
        {
            string normalization = Normalized(l);
            layers[l] = new PackedLayer(weights($"{l}.weight"), weights($"{l}.bias"), l < HiddenLayers.Count ? Normalization : LayerNormalization.None, name => weights($"{normalization}.{name}"));
        }

        return layers;
    }

    /// <summary>What the normalisation of a hidden layer is called.</summary>
    public static string Normalized(int layer) => $"normalization_{layer}";
}
