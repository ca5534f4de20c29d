using DeepRec.Testing;
using MathNet.Numerics.Random;

namespace DeepRec.Tests;

public sealed class ZeroSumTests
{
    [Fact]
    public void EffectsSumToZeroUnderTheirWeightsAndHaveTheDeviationAsked()
    {
        int[] weights = [1, 20, 3, 700, 0, 9];

        double[] effects = ZeroSum.Draw(weights, 0.05, new Xoshiro256StarStar(1, threadSafe: false));

        Assert.Equal(0, effects.Zip(weights, (e, w) => e * w).Sum(), 1e-10);
        Assert.Equal(0.05, Math.Sqrt(effects.Zip(weights, (e, w) => e * e * w).Sum() / weights.Sum()), 1e-12);
    }

    [Fact]
    public void RowsAndColumnsOfATableSumToZeroUnderUnevenWeights()
    {
        int[] rows = [1, 40, 5, 200];
        int[] columns = [300, 2, 60];

        double[,] table = ZeroSum.Table([0.1, 0.5, 2, 4], [0, 1, 3], rows, columns, 0.1);

        for (int r = 0; r < 4; r++) Assert.Equal(0, Enumerable.Range(0, 3).Sum(c => columns[c] * table[r, c]), 1e-10);
        for (int c = 0; c < 3; c++) Assert.Equal(0, Enumerable.Range(0, 4).Sum(r => rows[r] * table[r, c]), 1e-10);
        double square = Enumerable.Range(0, 4).Sum(r => Enumerable.Range(0, 3).Sum(c => (double)rows[r] * columns[c] * table[r, c] * table[r, c]));
        Assert.Equal(0.1, Math.Sqrt(square / rows.Sum() / columns.Sum()), 1e-12);
    }

    [Fact]
    public void EvenWeightsLeaveTheCosinesScaled()
    {
        // Two opposite directions against each other: cosines 1 and -1, already zero-sum.
        double[,] table = ZeroSum.Table([0, Math.PI], [0, Math.PI], [1, 1], [1, 1], 0.1);

        Assert.Equal([0.1, -0.1, -0.1, 0.1], table.Cast<double>().Select(v => Math.Round(v, 12)));
    }

    [Fact]
    public void OneAloneHasNoEffect()
    {
        Assert.Equal([0.0], ZeroSum.Draw([5], 0.05, new Xoshiro256StarStar(1, threadSafe: false)));
        Assert.Equal([0.0, 0.0], ZeroSum.Table([0], [0, 2], [3], [1, 1], 0.1).Cast<double>());
    }
}
