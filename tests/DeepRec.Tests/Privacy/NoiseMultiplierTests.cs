namespace DeepRec.Tests.Privacy;

public sealed class NoiseMultiplierTests
{
    [Theory]
    [InlineData(1, 1e-5, 0.01, 1000)]
    [InlineData(8, 1e-5, 0.04, 2250)]
    [InlineData(0.1, 1e-6, 0.1, 10)]
    [InlineData(3, 1e-4, 1, 1)]
    [InlineData(4, 1e-7, 2e-3, 10_000)]
    public void TheAnswerHoldsTheTargetAndIsNearIt(double epsilon, double delta, double q, long steps)
    {
        double sigma = NoiseMultiplier.For(epsilon, delta, q, steps);
        Assert.InRange(new PrivacyLossAccountant(new PrivacyPhase(sigma, q, steps)).Epsilon(delta), 0.997 * epsilon, epsilon);
    }

    [Fact]
    public void WithoutSamplingItIsTheExactGaussianMechanism()
    {
        double sigma = NoiseMultiplier.For(1, 1e-6, 1, 1);
        Assert.InRange(ExactGaussian.Epsilon(1e-6, 1 / sigma), 0.998, 1);
    }

    [Fact]
    public void RenyiNoiseIsThatPublishedByGooglesAccountant() => // rdp_privacy_accountant_test, test_compute_epsilon_delta_gaussian
        Assert.Equal(4.530877117, NoiseMultiplier.ForRenyi(1, 1e-6, 1, 1), 0.01 * 4.53);

    [Fact]
    public void RenyiAsksForMore() => Assert.InRange(NoiseMultiplier.ForRenyi(2, 1e-5, 0.02, 500) / NoiseMultiplier.For(2, 1e-5, 0.02, 500), 1.0, 1.2);

    [Theory]
    [InlineData(0, 1e-5, 0.1, 1)]
    [InlineData(1, 0, 0.1, 1)]
    [InlineData(1, 1e-5, 0, 1)]
    [InlineData(1, 1e-5, 0.1, 0)]
    public void TargetsOutOfRangeAreRefused(double epsilon, double delta, double q, long steps) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseMultiplier.For(epsilon, delta, q, steps));
}
