namespace DeepRec.Tests.Scoring;

public sealed class SoftmaxKernelsTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ExponentialsAreRightToTheLastBits(int bits)
    {
        var kernels = Of(bits);
        const int Count = 4000;
        int panel = kernels.Panel;
        float[] block = [.. Enumerable.Range(0, Count).SelectMany(j => Enumerable.Repeat(-j * 0.0217f, panel))], sums = new float[panel];
        float[] powers = [.. block];

        kernels.Exponentiate(new SoftmaxShape(Count, panel, panel, panel), new float[panel], block, sums);

        for (int i = 0; i < block.Length; i++) Assert.InRange(block[i] / Math.Exp(powers[i]), 1 - 3e-7, 1 + 3e-7);
        Assert.All(sums, sum => Assert.Equal(1 / (1 - Math.Exp(-0.0217)), sum, 1e-3));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ScoresAboveWhatTheyAreMeasuredByAreAsExact(int bits)
    {
        var kernels = Of(bits);
        const int Count = 800;
        int panel = kernels.Panel;
        float[] block = [.. Enumerable.Range(0, Count).SelectMany(j => Enumerable.Repeat(j * 0.016f, panel))], maxima = [.. Enumerable.Repeat(-3f, panel)], later = [.. Enumerable.Repeat(16f, panel)];
        float[] powers = [.. block];
        var shape = new SoftmaxShape(Count, panel, panel, panel);

        kernels.Exponentiate(shape, maxima, block, new float[panel]);
        for (int i = 0; i < block.Length; i++) Assert.InRange(block[i] / Math.Exp((double)powers[i] - maxima[0]), 1 - 1e-6, 1 + 1e-6);

        kernels.Measure(shape, maxima, later, block);
        for (int i = 0; i < block.Length; i++) Assert.InRange(block[i] / Math.Exp((double)powers[i] - later[0]), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void WhatLiesFarBelowIsNearlyNothing()
    {
        var kernels = SoftmaxKernels.Best;
        float[] block = [.. Enumerable.Repeat(float.NegativeInfinity, kernels.Panel)], sums = new float[kernels.Panel];

        kernels.Exponentiate(new SoftmaxShape(1, kernels.Panel, 1, kernels.Panel), new float[kernels.Panel], block, sums);

        Assert.All(sums, sum => Assert.InRange(sum, 0, 2e-38));
    }

    [Fact]
    public void SizesThatDoNotFitAreRefused()
    {
        var kernels = Of(128);
        float[] enough = new float[1000];

        Assert.Equal("5 items and 12 users of 3 numbers in rows of 8 do not stand in panels of 8. (Parameter 'shape')", Assert.Throws<ArgumentException>(() => kernels.Score(new SoftmaxShape(5, 12, 3, 8), enough, enough, enough)).Message);
        Assert.Equal("39, 1000 and 1000 numbers do not hold 5 items and 8 users in rows of 8. (Parameter 'shape')", Assert.Throws<ArgumentException>(() => kernels.ItemGradient(new SoftmaxShape(5, 8, 3, 8), enough.AsSpan(0, 39), enough, enough)).Message);
    }

    private static SoftmaxKernels Of(int bits)
    {
        MatrixKernels.Force(bits);
        try
        {
            return SoftmaxKernels.Best;
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }
}
