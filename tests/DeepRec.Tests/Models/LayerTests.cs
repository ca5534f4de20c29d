using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>Activations, dropout and normalisation by hand.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData(Activation.Identity, -2, 0.5)]
    [InlineData(Activation.ReLU, 0, 0.5)]
    [InlineData(Activation.LeakyReLU, -0.02, 0.5)]
    [InlineData(Activation.Elu, -0.8646647168, 0.5)]
    [InlineData(Activation.Gelu, -0.0455002639, 0.3457312306)]
    [InlineData(Activation.Silu, -0.2384058440, 0.3112296656)]
    [InlineData(Activation.Tanh, -0.9640275801, 0.4621171573)]
    [InlineData(Activation.Sigmoid, 0.1192029220, 0.6224593312)]
    public void ActivationsAreTheirFormulas(Activation activation, double atMinusTwo, double atHalf)
    {
        using var z = TensorMemory.FromFloats([-2, 0.5f], 2);
        using var result = activation.Apply(z);

        Near.Equal([(float)atMinusTwo, (float)atHalf], TensorMemory.ToFloats(result));
        Assert.Equal([-2, 0.5f], TensorMemory.ToFloats(z));
    }

    [Fact]
    public void DropoutKeepsTheMean()
    {
        float[] dropped = Drop(0.3, seed: 1, count: 200_000);

        Assert.Equal(2, dropped.Distinct().Count());
        Assert.All(dropped, v => Assert.True(v == 0 || Math.Abs(v - 1 / 0.7) < 1e-6));
        Assert.InRange(dropped.Average(), 0.99, 1.01);
        Assert.InRange(dropped.Count(v => v == 0) / 200_000.0, 0.295, 0.305);
    }

    [Fact]
    public void DropoutFollowsTheStep()
    {
        Assert.Equal(Drop(0.5, seed: 1), Drop(0.5, seed: 1));
        Assert.NotEqual(Drop(0.5, seed: 1), Drop(0.5, seed: 2));
    }

    [Fact]
    public void DropoutLeavesEvaluationAlone() => Assert.All(Drop(0.5, seed: 1, training: false), v => Assert.Equal(1, v));

    [Fact]
    public void LayerNormalizationCentresEachRow()
    {
        using var layers = Normalized(LayerNormalization.Layer);

        Near.Equal([-1, 1], Forward(layers, 2, 6, 5, 1), 1e-4); // (2 − 4) / 2, (5 − 3) / 2; the first unit is the output
    }

    [Fact]
    public void BatchNormalizationCentresEachUnitOverTheBatch()
    {
        using var layers = Normalized(LayerNormalization.Batch);
        layers.train();

        Near.Equal([-1, 1], Forward(layers, 2, 6, 6, 1), 1e-4); // mean 4, deviation 2
        Near.Equal([0.4f], TensorMemory.ToFloats(layers.get_buffer("normalization_0.running_mean")!)[..1]); // a tenth of the way to 4
        layers.eval();
        Near.Equal([(float)((10 - 0.4) / Math.Sqrt(0.9 + 0.1 * 8))], Forward(layers, 10, 0), 1e-4); // 8 is the variance over n − 1
    }

    [Fact]
    public void BatchNormalizationOfOneRowUsesWhatItKnows()
    {
        using var layers = Normalized(LayerNormalization.Batch);
        layers.train();

        Near.Equal([3], Forward(layers, 3, 8), 1e-4); // mean 0, variance 1: one row has no spread of its own

        Assert.Equal([0, 0], TensorMemory.ToFloats(layers.get_buffer("normalization_0.running_mean")!));
        Assert.Equal([1, 1], TensorMemory.ToFloats(layers.get_buffer("normalization_0.running_var")!));
    }

    // Two units that pass the inputs on, and the first of them as the output.
    private static DenseLayers Normalized(LayerNormalization normalization)
    {
        var random = new SeededRandom(1);
        var layers = new DenseLayers(2, 1, new DenseSettings([2], Activation.Identity, normalization), ref random);
        Encoded.Set(layers, "0.weight", 1, 0, 0, 1);
        Encoded.Set(layers, "0.bias", 0, 0);
        Encoded.Set(layers, "1.weight", 1, 0);
        Encoded.Set(layers, "1.bias", 0);
        return layers;
    }

    private static float[] Forward(DenseLayers layers, params float[] values)
    {
        using var scope = NewDisposeScope();
        return TensorMemory.ToFloats(layers.call(TensorMemory.FromFloats(values, values.Length / 2, 2)));
    }

    private static float[] Drop(double probability, ulong seed, int count = 1_000, bool training = true)
    {
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(probability);
        dropout.train(training);
        using var step = StepRandom.Begin(seed);
        return TensorMemory.ToFloats(dropout.call(ones(count, ScalarType.Float32)));
    }
}
