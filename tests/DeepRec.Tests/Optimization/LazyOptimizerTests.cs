using System.Numerics;

namespace DeepRec.Tests.Optimization;

/// <summary>Steps of the rows that occur.</summary>
public sealed class LazyOptimizerTests
{
    private static readonly AdamOptions LazyAdam = new() { Lazy = true };

    public static TheoryData<OptimizerOptions> Lazy { get; } = [LazyAdam, LazyAdam with { WeightDecay = 0.1 }, new AdagradOptions { Lazy = true }, new AdagradOptions { Lazy = true, InitialAccumulator = 0.1, WeightDecay = 0.1 }];

    [Fact]
    public void DoubleStepsAgreeWithSparseAdamOfPyTorch() => RunGolden<double>(1e-9);

    [Fact]
    public void SingleStepsAgreeWithSparseAdamOfPyTorch() => RunGolden<float>(1e-6);

    [Theory]
    [MemberData(nameof(Lazy))]
    public void RowsThatDoNotOccurStayAsTheyAreToTheBit(OptimizerOptions options)
    {
        var optimizer = options.CreateOptimizer();
        float[] weights = Values(1, 5 * 3), before = [.. weights];
        for (int step = 0; step < 3; step++)
        {
            optimizer.BeginStep();
            optimizer.StepRows<float>(0, weights, 3, [4, 1], Values(step, 2 * 3), 0.01);
        }

        for (int i = 0; i < weights.Length; i++) Assert.Equal(i / 3 is 1 or 4, weights[i] != before[i]);
    }

    [Theory]
    [MemberData(nameof(Lazy))]
    public void WhereEveryRowOccursItIsTheDenseStep(OptimizerOptions options)
    {
        var (lazy, dense) = (options.CreateOptimizer(), options.CreateOptimizer());
        float[] rows = Values(1, 4 * 9), all = [.. rows];
        for (int step = 0; step < 5; step++)
        {
            float[] gradient = Values(step, 4 * 9);
            lazy.BeginStep();
            dense.BeginStep();
            lazy.StepRows<float>(0, rows, 9, [0, 1, 2, 3], gradient, 0.01);
            dense.Step<float>(0, all, gradient, 0.01);
        }

        Near.Equal(all, rows, 1e-6); // Adam's ε stands elsewhere
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(20)]
    public void RowsOfAnyLengthMoveAsEachAloneDoesToTheBit(int width)
    {
        var (together, alone) = (LazyAdam.CreateOptimizer(), LazyAdam.CreateOptimizer());
        int[] rows = Permutation.Of(400, 3)[..300];
        float[] all = Values(1, 400 * width), single = [.. all], gradients = Values(2, 300 * width);
        for (int step = 0; step < 2; step++)
        {
            together.BeginStep();
            alone.BeginStep();
            together.StepRows<float>(0, all, width, rows, gradients, 0.01);
            for (int i = 0; i < rows.Length; i++) alone.StepRows<float>(0, single, width, rows.AsSpan(i, 1), gradients.AsSpan(i * width, width), 0.01);
        }

        Assert.Equal(single, all);
    }

    [Fact]
    public void AdagradIsTheDenseOneToTheBitWhateverOccurs()
    {
        var (lazy, dense) = (new AdagradOptions { Lazy = true }.CreateOptimizer(), new AdagradOptions().CreateOptimizer());
        float[] rows = Values(1, 4 * 9), all = [.. rows];
        int[][] batches = [[0, 2], [3], [2, 1, 0], []];
        foreach (int[] batch in batches)
        {
            float[] gradients = Values(batch.Length, batch.Length * 9), gradient = new float[4 * 9];
            for (int i = 0; i < batch.Length; i++) gradients.AsSpan(i * 9, 9).CopyTo(gradient.AsSpan(batch[i] * 9));
            lazy.BeginStep();
            dense.BeginStep();
            lazy.StepRows<float>(0, rows, 9, batch, gradients, 0.01);
            dense.Step<float>(0, all, gradient, 0.01);
        }

        Assert.Equal(all, rows);
    }

    [Theory]
    [MemberData(nameof(Lazy))]
    public void AnImportedStateGoesOnExactly(OptimizerOptions options)
    {
        ParameterSlot[] slots = [new("table", 12, ElementType.Float32)];
        var (first, second) = (options.CreateOptimizer(), options.CreateOptimizer());
        float[] weights = Values(1, 12);
        first.BeginStep();
        first.StepRows<float>(0, weights, 3, [0, 2], Values(2, 6), 0.01);
        float[] copy = [.. weights];
        second.Import(first.Export(slots), slots);

        foreach (var (optimizer, table) in new[] { (first, weights), (second, copy) })
        {
            optimizer.BeginStep();
            optimizer.StepRows<float>(0, table, 3, [2, 3], Values(3, 6), 0.01);
        }

        Assert.Equal(weights, copy);
    }

    [Fact]
    public void ADenseOptimiserOrAWrongShapeIsRefused()
    {
        Assert.Throws<NotSupportedException>(() => new AdamOptions { WeightDecay = 0.1 }.CreateOptimizer().StepRows<float>(0, [1f], 1, [0], [1f], 0.1));
        Assert.Throws<InvalidOperationException>(() => LazyAdam.CreateOptimizer().StepRows<float>(0, [1f], 1, [0], [1f], 0.1));
        Assert.Contains("3 weights and 2 gradients of 1 rows of 2", Assert.Throws<ArgumentException>(() => LazyAdam.CreateOptimizer().StepRows<float>(0, [1f, 2f, 3f], 2, [0], [1f, 2f], 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LazyAdam.CreateOptimizer().StepRows<float>(0, [1f, 2f], 2, [0], [1f], 0.1));
    }

    [Fact]
    public void StepsAllocateNothingAfterTheFirst()
    {
        var adam = LazyAdam.CreateOptimizer();
        float[] weights = new float[50], gradients = new float[10];
        void Step()
        {
            adam.BeginStep();
            adam.StepRows<float>(0, weights, 5, [7, 2], gradients, 0.1);
        }
        Assert.Equal(0, Allocation.Least(Step));
    }

    // The loss is the mean over the batch of the squared distance between an id's vector and a target.
    private static void RunGolden<T>(double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var golden = Golden.Root.GetProperty("sparseAdam");
        T[] weights = [.. Golden.Flatten(golden.GetProperty("initial")).Select(T.CreateChecked)], target = [.. Golden.Flatten(golden.GetProperty("target")).Select(T.CreateChecked)];
        var adam = LazyAdam.CreateOptimizer();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            int[] ids = [.. step.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())], rows = [.. ids.Distinct()];
            T Slope(int row, int d) => T.CreateChecked(2.0 * ids.Count(id => id == row) / ids.Length) * (weights[(row * 3) + d] - target[d]);
            T[] gradients = [.. rows.SelectMany(row => Enumerable.Range(0, 3).Select(d => Slope(row, d)))];

            adam.BeginStep();
            adam.StepRows<T>(0, weights, 3, rows, gradients, 0.01);

            Near.Equal([.. Golden.Flatten(step.GetProperty("weightAfter"))], [.. weights.Select(double.CreateChecked)], tolerance);
        }
    }

    private static float[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
