namespace DeepRec.Tests.Optimization;

/// <summary>Dense Adam whose rows without a gradient wait until they are needed, beside dense Adam in float64 that moves all in every step.</summary>
public sealed class RestingRowsTests
{
    private const int Rows = 6;
    private static readonly AdamOptions Plain = new();

    public static TheoryData<OptimizerOptions, int, double> Cases
    {
        get
        {
            var all = new TheoryData<OptimizerOptions, int, double>();
            foreach (int width in new[] { 1, 3, 8, 20 }) foreach (double scale in new[] { 1, 1e-4, 1e-8 }) all.Add(Plain, width, scale);
            all.Add(new AdamOptions { Beta1 = 0 }, 8, 0.1);
            all.Add(new AdamOptions { Beta1 = 0.97, Beta2 = 0.99999 }, 8, 1e-3);
            all.Add(new AdamOptions { Beta1 = 0.5, Beta2 = 0.9 }, 8, 1e-3);
            all.Add(new AdamOptions { Epsilon = 1e-3 }, 8, 1e-2);
            all.Add(new AdamWOptions { WeightDecay = 0 }, 8, 0.1);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowsComeToWhereEveryStepWouldHaveTakenThem(OptimizerOptions options, int width, double scale)
    {
        var (resting, all) = (options.CreateOptimizer(), options.CreateOptimizer());
        var random = new Random(width);
        float[] weights = [.. Enumerable.Range(0, Rows * width).Select(_ => random.NextSingle() - 0.5f)];
        double[] expected = [.. weights.Select(weight => (double)weight)];
        for (int step = 1; step <= 900; step++)
        {
            int[] met = Met(step);
            double rate = 0.001 * (1 - (step / 1000.0));
            float[] gradients = [.. Enumerable.Range(0, met.Length * width).Select(_ => (float)(scale * (random.NextDouble() - 0.3)))];
            double[] gradient = new double[Rows * width];
            for (int i = 0; i < gradients.Length; i++) gradient[(met[i / width] * width) + (i % width)] = gradients[i];

            resting.Wake(0, weights, width, met);
            foreach (int row in met) Equal(expected.AsSpan(row * width, width), weights.AsSpan(row * width, width));
            resting.BeginStep();
            resting.StepRows<float>(0, weights, width, met, gradients, rate);
            all.BeginStep();
            all.Step<double>(0, expected, gradient, rate);
            if (step % 400 > 0) continue;
            resting.Wake(0, weights, width, [0, 1, 2, 3, 4, 5]);
            resting.Settle();
        }

        resting.Wake(0, weights, width, [0, 1, 2, 3, 4, 5]);
        Equal(expected, weights);
    }

    [Fact]
    public void WhatIsStoredAfterwardsGoesOnAsTheDenseStateDoes()
    {
        ParameterSlot[] slots = [new("table", Rows * 3, ElementType.Float32)];
        var (resting, dense) = (Plain.CreateOptimizer(), Plain.CreateOptimizer());
        float[] weights = new float[Rows * 3], all = new float[Rows * 3];
        for (int step = 1; step <= 50; step++)
        {
            int[] met = Met(step);
            float[] gradients = [.. Enumerable.Range(0, met.Length * 3).Select(i => (i % 5) - 1.5f)], gradient = new float[Rows * 3];
            for (int i = 0; i < gradients.Length; i++) gradient[(met[i / 3] * 3) + (i % 3)] = gradients[i];
            resting.Wake(0, weights, 3, met);
            resting.BeginStep();
            resting.StepRows<float>(0, weights, 3, met, gradients, 0.01);
            dense.BeginStep();
            dense.Step<float>(0, all, gradient, 0.01);
        }

        resting.Wake(0, weights, 3, [0, 1, 2, 3, 4, 5]);
        resting.Settle();

        Near.Equal(all, weights, 1e-6);
        foreach (var (expected, found) in dense.Export(slots).Zip(resting.Export(slots)))
        {
            Assert.Equal(expected.Name, found.Name);
            if (expected.Type == ElementType.Float32) Near.Equal(expected.ToArray<float>(), found.ToArray<float>(), 1e-6);
        }
    }

    [Theory]
    [InlineData(0.1, 1e-8, 0.9)]
    [InlineData(0, 1e-20, 0.9)]
    [InlineData(0, 1e-8, 0.9995)]
    public void WhereStepsCannotBeSummedUpNoRowRests(double weightDecay, double epsilon, double beta1) =>
        Assert.False(new AdamOptions { WeightDecay = weightDecay, Epsilon = epsilon, Beta1 = beta1 }.CreateOptimizer().LetsRowsRest);

    private static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<float> found)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 2e-6);
    }

    // Row 0 always; others at once at first and then seldom; row 4 once, row 5 never.
    private static int[] Met(int step) => [0, .. Enumerable.Range(1, 3).Where(row => step < 4 || step % (7 * row * row * row) == 0), .. step == 2 ? new[] { 4 } : []];
}
