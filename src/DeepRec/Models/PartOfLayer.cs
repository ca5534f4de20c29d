using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>A dense layer over some of its inputs: the sum of such parts is the layer over all of them side by side, and none is copied for a pair.</summary>
internal static class PartOfLayer
{
    /// <param name="inputs">Of this part.</param>
    /// <param name="outputs">Of the layer.</param>
    /// <param name="all">Inputs of the whole layer, by which Glorot's start values are drawn.</param>
    /// <param name="bias">Whether this part brings the layer's bias, 0 at the start.</param>
    /// <param name="random">Where start values come from.</param>
    public static Linear Create(int inputs, int outputs, int all, bool bias, ref SeededRandom random)
    {
        WeightBudget.Take("a dense layer", outputs, inputs);
        var linear = nn.Linear(inputs, outputs, hasBias: bias, dtype: ScalarType.Float32);
        double bound = Math.Sqrt(6.0 / ((double)all + outputs));
        foreach (ref float value in TensorMemory.Span<float>(linear.weight!)) value = (float)(bound * (2 * random.NextDouble() - 1));
        if (bias) TensorMemory.Span<float>(linear.bias!).Clear();
        return linear;
    }
}
