using CsCheck;
using DeepRec.Preprocessing;
using MathNet.Numerics.Statistics;

namespace DeepRec.Tests.Preprocessing;

public class QuantilesTests
{
    [Fact]
    public void QuantilesInterpolateBetweenNeighbors()
    {
        float[] sorted = [1, 2, 4, 8];
        Assert.Equal(1, Quantiles.At(sorted, 0));
        Assert.Equal(1.75f, Quantiles.At(sorted, 0.25));
        Assert.Equal(3, Quantiles.At(sorted, 0.5));
        Assert.Equal(8, Quantiles.At(sorted, 1));
    }

    [Fact]
    public void QuantilesAgreeWithMathNetsTypeSeven() =>
        Gen.Select(Gen.Float[-1000, 1000].Array[1, 40], Gen.Double[0, 1]).Sample((values, probability) =>
        {
            Array.Sort(values);
            double expected = Array.ConvertAll(values, v => (double)v).QuantileCustom(probability, QuantileDefinition.R7);
            Assert.Equal(expected, Quantiles.At(values, probability), 1e-3);
        });
}
