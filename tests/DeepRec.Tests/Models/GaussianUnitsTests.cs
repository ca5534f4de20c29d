using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class GaussianUnitsTests
{
    // z Φ(z) by another program in double precision.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1, -0.15865525393145707)]
    [InlineData(0.001, 0.000500398942213911)]
    [InlineData(2.5, 2.4844758366855597)]
    [InlineData(-2.5, -0.015524163314440348)]
    [InlineData(-4, -0.00012668496733247986)]
    [InlineData(5.5, 5.499999895557407)]
    [InlineData(30, 30)]
    [InlineData(-30, 0)]
    public void ANumberIsWeighedByTheNormalDistribution(float z, double expected)
    {
        foreach (int length in new[] { 1, 3, 4, 9 })
        {
            float[] values = [.. Enumerable.Repeat(z, length)];
            GaussianUnits.Apply(values);
            Assert.All(values, value => Assert.Equal(expected, value, 1e-6 * Math.Max(1, Math.Abs(z))));
        }
    }

    [Fact]
    public void EveryNumberIsCloseToTheModules()
    {
        float[] values = [.. Enumerable.Range(-8000, 16001).Select(k => k / 1000f)];
        float[] expected = Rankings.Values(() => TorchSharp.torch.nn.functional.gelu(TensorMemory.FromFloats(values, values.Length)));
        GaussianUnits.Apply(values);
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Fact]
    public void WhatIsNoNumberStaysNone()
    {
        float[] values = [float.NaN, 1, 2, 3, 4, float.NaN];
        GaussianUnits.Apply(values);
        Assert.Equal([true, false, false, false, false, true], values.Select(float.IsNaN));
    }
}
