namespace DeepRec.Tests.Optimization;

public sealed class GradientClippingTests
{
    [Fact]
    public void TheNormSpansAllGradients()
    {
        // 1² + 2² + 2² + 4² = 25
        var norm = Math.Sqrt(GradientClipping.SumOfSquares<float>([1f, 2f]) + GradientClipping.SumOfSquares<double>([2.0, 4.0]));

        Assert.Equal(5, norm);
        Assert.Equal(2 / (5 + 1e-6), GradientClipping.Factor(norm, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void TheSumIsExactForWholeNumbersOfAnyCount(int length)
    {
        var values = Enumerable.Range(1, length).ToArray();
        var expected = values.Sum(value => (double)value * value);

        Assert.Equal(expected, GradientClipping.SumOfSquares<float>([.. values.Select(value => (float)value)]));
        Assert.Equal(expected, GradientClipping.SumOfSquares<double>([.. values.Select(value => (double)value)]));
    }

    [Fact]
    public void SquaresThatOverflowSinglePrecisionAreSummed() =>
        Assert.Equal(2 * Math.Pow(1e30f, 2), GradientClipping.SumOfSquares<float>([1e30f, 1e30f]));

    [Fact]
    public void SmallGradientsAreNotEnlarged() => Assert.Equal(1, GradientClipping.Factor(norm: 0.5, maximumNorm: 2));

    [Fact]
    public void ScalingMultipliesEachElement()
    {
        float[] gradient = [1f, -2f, 4f];

        GradientClipping.Scale<float>(gradient, 0.25);

        Assert.Equal([0.25f, -0.5f, 1f], gradient);
    }

    [Fact]
    public void ClippingByValueBoundsBothSides()
    {
        double[] gradient = [-3, -0.5, 0, 0.5, 3, double.NegativeInfinity, double.PositiveInfinity, double.NaN, 1];

        GradientClipping.ByValue<double>(gradient, 1);

        Assert.Equal([-1, -0.5, 0, 0.5, 1, -1, 1, double.NaN, 1], gradient);
    }
}
