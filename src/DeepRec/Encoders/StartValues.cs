using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Dense layers whose start values come from a given source, the same on every machine.</summary>
internal static class StartValues
{
    public static Linear Linear(int inputs, int outputs, WeightInitialization initialization, ref SeededRandom random)
    {
        WeightBudget.Take("a dense layer", outputs, inputs);
        var linear = nn.Linear(inputs, outputs, dtype: ScalarType.Float32);
        double bound = initialization == WeightInitialization.GlorotUniform ? Math.Sqrt(6.0 / (inputs + outputs)) : 1 / Math.Sqrt(inputs);
        FillUniform(TensorMemory.Span<float>(linear.weight!), bound, ref random);
        FillUniform(TensorMemory.Span<float>(linear.bias!), initialization == WeightInitialization.GlorotUniform ? 0 : bound, ref random);
        return linear;
    }

    /// <summary>Normal weights of a given standard deviation, zero biases.</summary>
    public static Linear Linear(int inputs, int outputs, double deviation, ref SeededRandom random)
    {
        WeightBudget.Take("a dense layer", outputs, inputs);
        var linear = nn.Linear(inputs, outputs, dtype: ScalarType.Float32);
        foreach (ref float value in TensorMemory.Span<float>(linear.weight!)) value = (float)(deviation * random.NextGaussian());
        TensorMemory.Span<float>(linear.bias!).Clear();
        return linear;
    }

    /// <summary>Uniform weights of bound √(6 / (inputs + outputs)); zero biases, or none.</summary>
    public static Linear Glorot(int inputs, int outputs, bool bias, ref SeededRandom random)
    {
        if (bias) return Linear(inputs, outputs, WeightInitialization.GlorotUniform, ref random);
        WeightBudget.Take("a dense layer", outputs, inputs);
        var linear = nn.Linear(inputs, outputs, hasBias: false, dtype: ScalarType.Float32);
        FillUniform(TensorMemory.Span<float>(linear.weight!), Math.Sqrt(6.0 / (inputs + outputs)), ref random);
        return linear;
    }

    /// <summary>Weights of n inputs and m outputs each: uniform in ±√(6 / (n + m)).</summary>
    public static void Glorot(Tensor weights, int inputs, int outputs, ref SeededRandom random) =>
        FillUniform(TensorMemory.Span<float>(weights), Math.Sqrt(6.0 / (inputs + outputs)), ref random);

    /// <summary>3 × 3 filters that keep the size of a grid. Weights uniform in ±√(6 / (9 · channels)), for ReLU (He et al., ICCV 2015); zero biases.</summary>
    public static Conv2d Convolution(int channels, int filters, ref SeededRandom random)
    {
        WeightBudget.Take("a layer of filters", filters, channels, 3, 3);
        var layer = nn.Conv2d(channels, filters, kernel_size: 3, padding: 1, dtype: ScalarType.Float32);
        FillUniform(TensorMemory.Span<float>(layer.weight!), Math.Sqrt(6.0 / (9 * channels)), ref random);
        TensorMemory.Span<float>(layer.bias!).Clear();
        return layer;
    }

    private static void FillUniform(Span<float> values, double bound, ref SeededRandom random)
    {
        foreach (ref float value in values) value = bound == 0 ? 0 : (float)(bound * (2 * random.NextDouble() - 1));
    }
}
