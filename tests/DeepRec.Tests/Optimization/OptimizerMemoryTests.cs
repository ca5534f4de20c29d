using System.Numerics;

namespace DeepRec.Tests.Optimization;

public sealed class OptimizerMemoryTests
{
    public static TheoryData<OptimizerOptions> Every { get; } =
    [
        new AdamOptions { WeightDecay = 0.01 },
        new AdamWOptions(),
        new SgdOptions(),
        new SgdOptions { Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 },
        new AdagradOptions { InitialAccumulator = 0.1 },
    ];

    [Theory]
    [MemberData(nameof(Every))]
    public void AVectorOfWeightsMovesAsEachWeightAloneDoesToTheBit(OptimizerOptions options)
    {
        foreach (var length in (int[])[1, 2, 7, 64, 1000])
        {
            AssertSameAlone<float>(options, length);
            AssertSameAlone<double>(options, length);
        }
    }

    [Fact]
    public void AdamEqualsItsFormulaInScalarArithmeticToTheBit()
    {
        var random = new Random(3);
        var adam = new AdamOptions().CreateOptimizer();
        var weights = Values<float>(random, 1000);
        var scalar = weights.ToArray();
        var (m, v) = (new float[1000], new float[1000]);
        for (var step = 1; step <= 5; step++)
        {
            var gradient = Values<float>(random, 1000);
            adam.BeginStep();
            adam.Step<float>(0, weights, gradient, 1e-3);
            var root = Math.Sqrt(1 - Math.Pow(0.999, step));
            var rate = (float)(-1e-3 * root / (1 - Math.Pow(0.9, step)));
            var smallest = (float)(1e-8 * root);
            for (var i = 0; i < scalar.Length; i++)
            {
                m[i] = (m[i] * 0.9f) + (gradient[i] * (float)(1 - 0.9));
                v[i] = (v[i] * 0.999f) + (gradient[i] * (float)(1 - 0.999) * gradient[i]);
                scalar[i] += m[i] * rate / (MathF.Sqrt(v[i]) + smallest);
            }
            Assert.Equal(scalar, weights);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void AStepAllocatesNothingAfterTheFirst(OptimizerOptions options)
    {
        var optimizer = options.CreateOptimizer();
        var (weights, gradient) = (new float[1001], new float[1001]);
        var (doubles, doubleGradient) = (new double[7], new double[7]);
        void Step()
        {
            optimizer.BeginStep();
            optimizer.Step<float>(0, weights, gradient, 1e-3);
            optimizer.Step<double>(1, doubles, doubleGradient, 1e-3);
        }
        Assert.Equal(0, Allocation.Least(Step));
    }

    [Fact]
    public void TheGradientIsLeftAsItIs()
    {
        float[] gradient = [1f, -2f, 3f];
        var optimizer = new AdamOptions { WeightDecay = 0.1 }.CreateOptimizer();

        optimizer.BeginStep();
        optimizer.Step<float>(0, [1f, 1f, 1f], gradient, 0.1);

        Assert.Equal([1f, -2f, 3f], gradient);
    }

    [Fact]
    public void AMisusedSlotIsRefused()
    {
        var optimizer = new AdamOptions().CreateOptimizer();
        Assert.Throws<InvalidOperationException>(() => optimizer.Step<float>(0, [1f], [1f], 0.1));
        optimizer.BeginStep();
        optimizer.Step<float>(0, [1f], [1f], 0.1);

        Assert.Equal("Slot 0 has 2 weights but 1 gradients. (Parameter 'gradient')", Assert.Throws<ArgumentException>(() => optimizer.Step<float>(0, [1f, 2f], [1f], 0.1)).Message);
        Assert.Equal("Slot 0 has state for 1 weights, not for 2. (Parameter 'slot')", Assert.Throws<ArgumentException>(() => optimizer.Step<float>(0, [1f, 2f], [1f, 2f], 0.1)).Message);
        Assert.Equal("Slot 0 was used with another element type than Double. (Parameter 'slot')", Assert.Throws<ArgumentException>(() => optimizer.Step<double>(0, [1.0], [1.0], 0.1)).Message);
    }

    private static void AssertSameAlone<T>(OptimizerOptions options, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(length);
        var (together, alone) = (options.CreateOptimizer(), options.CreateOptimizer());
        var weights = Values<T>(random, length);
        var one = weights.ToArray();
        for (var step = 0; step < 3; step++)
        {
            var gradient = Values<T>(random, length);
            together.BeginStep();
            alone.BeginStep();
            together.Step<T>(0, weights, gradient, options.LearningRate);
            for (var i = 0; i < length; i++)
                alone.Step<T>(i, one.AsSpan(i, 1), gradient.AsSpan(i, 1), options.LearningRate);
            Assert.Equal(one, weights);
        }
    }

    private static T[] Values<T>(Random random, int length) where T : INumberBase<T> =>
        [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
}
