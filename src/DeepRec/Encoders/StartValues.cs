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

    private static void FillUniform(Span<float> values, double bound, ref SeededRandom random)
    {
        foreach (ref float value in values) value = bound == 0 ? 0 : (float)(bound * (2 * random.NextDouble() - 1));
    }
}
