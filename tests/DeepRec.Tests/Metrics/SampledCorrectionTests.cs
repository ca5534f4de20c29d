using MathNet.Numerics.Distributions;

namespace DeepRec.Tests.Metrics;

public sealed class SampledCorrectionTests
{
    [Fact]
    public void TheEstimatorIsTheLeastSquaresSolutionWorkedByHand()
    {
        // 3 candidates, 1 negative. P(0 above | rank) = 1, ½, 0. AᵀA = [1.25 0.25; 0.25 1.25], column sums 1.5, Aᵀf = (1, 0) for f = hit at 1.
        // γ → 0: (1.25, −0.25) / 1.5; γ = 0.1: 0.9 AᵀA + 0.1 · 1.5 I = [1.275 0.225; 0.225 1.275], so (1.275, −0.225) / 1.575.
        double[] unbiased = new SampledCorrection(3, 1, varianceWeight: 0).Of(_ => 1, 1), balanced = new SampledCorrection(3, 1).Of(_ => 1, 1);

        Assert.Equal(1.25 / 1.5, unbiased[0], 1e-12);
        Assert.Equal(-0.25 / 1.5, unbiased[1], 1e-12);
        Assert.Equal(1.275 / 1.575, balanced[0], 1e-12);
        Assert.Equal(-0.225 / 1.575, balanced[1], 1e-12);
    }

    [Theory]
    [InlineData(200, 20)]
    [InlineData(1000, 99)]
    public void OverAllRanksAlikeTheEstimateIsExact(int candidates, int negatives)
    {
        // The normal equations, added up, say so for any γ.
        double[] table = new SampledCorrection(candidates, negatives).Of(rank => 1 / Math.Log2(rank + 1.0), 10);

        double estimated = 0, exact = 0;
        for (int rank = 1; rank <= candidates; rank++)
        {
            double above = (rank - 1.0) / (candidates - 1);
            for (int j = 0; j <= negatives; j++) estimated += Binomial.PMF(above, negatives, j) * table[j];
            exact += rank <= 10 ? 1 / Math.Log2(rank + 1.0) : 0;
        }

        Assert.Equal(exact, estimated, 1e-9);
    }

    [Fact]
    public void TheEstimateIsNearerThanTheNaiveFigure()
    {
        // 1,000 candidates, 99 negatives, hit at 10: a rank of 30 is a miss, but nearly always a hit among the sampled.
        double[] table = new SampledCorrection(1000, 99).Of(_ => 1, 10);
        double above = 29 / 999.0, naive = 0, corrected = 0;
        for (int j = 0; j <= 99; j++)
        {
            naive += j < 10 ? Binomial.PMF(above, 99, j) : 0;
            corrected += Binomial.PMF(above, 99, j) * table[j];
        }

        Assert.True(naive > 0.99);
        Assert.InRange(corrected, -0.2, 0.2);
    }
}
