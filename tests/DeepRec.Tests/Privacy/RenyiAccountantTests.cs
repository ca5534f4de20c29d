namespace DeepRec.Tests.Privacy;

public sealed class RenyiAccountantTests
{
    private const double Mnist = 256 / 60000.0; // batches of 256 of 60,000

    [Fact]
    public void ADivergenceOfOrderTwoIsWorkedByHand()
    {
        // α = 2: ln((1 − q)² + 2 q (1 − q) + q² e^{1/σ²}) = ln(1 + q² (e^{1/σ²} − 1)).
        Assert.Equal(Math.Log(1 + (0.01 * (Math.E - 1))), SampledGaussian.Divergence(1, 0.1, 2), 1e-13);

        // Without sampling: α / (2 σ²).
        Assert.Equal(3.14159 / (2 * 2.71828 * 2.71828), SampledGaussian.Divergence(2.71828, 1, 3.14159), 1e-15);
    }

    // Google, dp_accounting, rdp_privacy_accountant_test: test_compute_rdp_poisson_sampled_gaussian.
    [Theory]
    [InlineData(5, 2.18075656e-03)]
    [InlineData(50, 2.38460375e-02)]
    [InlineData(100, 1.67416308e02)]
    public void DivergencesAreThosePublishedByGooglesAccountant(double order, double divergence) =>
        Assert.Equal(divergence, new RenyiAccountant(new PrivacyPhase(2.5, 0.01, 50)).Divergence(order), divergence * 1e-5);

    // Of broken orders the same table has bounds; these are the integral by mpmath with 30 digits.
    [Theory]
    [InlineData(1.5, 0.000650070897188039709694)]
    [InlineData(2.5, 0.001085418056918124257950)]
    public void DivergencesOfBrokenOrdersAreTheIntegral(double order, double divergence) =>
        Assert.Equal(divergence, new RenyiAccountant(new PrivacyPhase(2.5, 0.01, 50)).Divergence(order), divergence * 1e-9);

    [Theory]
    [InlineData(0.3, 0.8)]
    [InlineData(0.01, 1.5)]
    [InlineData(0.9, 3)]
    [InlineData(1e-4, 0.6)]
    public void BrokenOrdersAgreeWithTheIntegral(double q, double sigma)
    {
        foreach (double order in (double[])[1.1, 1.5, 2.5, 7.3, 10.9])
        {
            Assert.Equal(Integral(q, sigma, order), SampledGaussian.Divergence(sigma, q, order), 1e-9 + (1e-6 * Integral(q, sigma, order)));
        }
    }

    [Fact]
    public void BrokenOrdersGoOverIntoWholeOnes() =>
        Assert.All([2.0, 3, 8, 10], order => Assert.Equal(SampledGaussian.Divergence(1.2, 0.05, order), SampledGaussian.Divergence(1.2, 0.05, order + 1e-9), 1e-6));

    [Fact]
    public void AnEpsilonIsWorkedByHand()
    {
        // One step without sampling, σ = 4, δ = 1e-5: ρ = α/32; the least over the orders of α/32 + ln((α−1)/α) − (ln δ + ln α)/(α−1) is at 17.
        double least = RenyiAccountant.Orders.Min(a => (a / 32) + Math.Log((a - 1) / a) - ((Math.Log(1e-5) + Math.Log(a)) / (a - 1)));
        double at17 = (17 / 32.0) + Math.Log(16 / 17.0) - ((Math.Log(1e-5) + Math.Log(17)) / 16);

        double epsilon = new RenyiAccountant(new PrivacyPhase(4, 1, 1)).Epsilon(1e-5);

        Assert.Equal(least, epsilon, 1e-12);
        Assert.InRange(epsilon, at17 - 0.01, at17);
        Assert.InRange(epsilon, ExactGaussian.Epsilon(1e-5, 0.25), 1.15 * ExactGaussian.Epsilon(1e-5, 0.25));
    }

    // Opacus, accountants_test: 90 epochs at a sample rate of 0.04.
    [Fact]
    public void EpsilonIsThatPublishedByOpacus() => Assert.Equal(7.32911117143, new RenyiAccountant(new PrivacyPhase(1.5, 0.04, 2250)).Epsilon(1e-5), 0.01 * 7.329);

    // "Getting noise for ε = 8", the same file.
    [Theory]
    [InlineData(2250, 1.416)]
    [InlineData(2000, 1.3562)]
    public void NoiseIsThatPublishedByOpacus(long steps, double noise) => Assert.Equal(noise, NoiseMultiplier.ForRenyi(8, 1e-5, 0.04, steps), 0.01 * noise);

    // By the conversion of their time. Abadi et al., CCS 2016, section 5.1: q = 0.01, σ = 4, 100 and 400 epochs; TensorFlow Privacy, tutorials/README, MNIST, its table as it is and as it was before; Bu et al.,
    // Harvard Data Science Review 2020, figure 4, 20 and 70 epochs.
    [Theory]
    [InlineData(4, 0.01, 10_000, 1.26)]
    [InlineData(4, 0.01, 40_000, 2.55)]
    [InlineData(1.3, Mnist, 3_515, 1.19)]
    [InlineData(1.1, Mnist, 14_062, 3.01)]
    [InlineData(0.7, Mnist, 10_546, 7.10)]
    [InlineData(1.12, Mnist, 14_062, 2.92)]
    [InlineData(0.6, Mnist, 7_031, 9.74)]
    [InlineData(1.2, Mnist, 2_343, 1.20)]
    [InlineData(1.3, Mnist, 4_687, 1.34)]
    [InlineData(0.7, Mnist, 16_406, 8.68)]
    public void TheFirstConversionGivesTheTablesOfItsTime(double sigma, double q, long steps, double epsilon) =>
        Assert.Equal(epsilon, new RenyiAccountant(new PrivacyPhase(sigma, q, steps)).FirstEpsilon(1e-5), 0.01 * epsilon);

    [Theory]
    [InlineData(4, 0.01, 10_000)]
    [InlineData(1.12, Mnist, 14_062)]
    public void TheNewerConversionIsNeverAboveTheFirst(double sigma, double q, long steps)
    {
        var accountant = new RenyiAccountant(new PrivacyPhase(sigma, q, steps));
        Assert.True(accountant.Epsilon(1e-5) < accountant.FirstEpsilon(1e-5));
    }

    [Fact]
    public void DeltaIsTheInverseOfEpsilon()
    {
        var accountant = new RenyiAccountant(new PrivacyPhase(1.1, 0.01, 2000));
        foreach (double delta in (double[])[1e-3, 1e-5, 1e-9, 1e-14]) Assert.Equal(delta, accountant.Delta(accountant.Epsilon(delta)), delta * 1e-6);
    }

    [Fact]
    public void PhasesAddUp()
    {
        PrivacyPhase first = new(1.1, 0.01, 300), second = new(0.9, 0.02, 100);
        Assert.Equal(new RenyiAccountant(first).Divergence(7) + new RenyiAccountant(second).Divergence(7), new RenyiAccountant(first, second).Divergence(7), 1e-12);
    }

    // Simpson over x, in logarithms.
    private static double Integral(double q, double sigma, double order)
    {
        const int n = 200_000;
        double from = -14 * sigma, to = order + (14 * sigma), step = (to - from) / n, sum = 0;
        for (int i = 0; i <= n; i++)
        {
            double x = from + (i * step), density = -(x * x) / (2 * sigma * sigma), exponent = ((2 * x) - 1) / (2 * sigma * sigma);
            double value = Math.Exp(density + (order * Math.Log((1 - q) + (q * Math.Exp(exponent)))));
            sum += value * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return Math.Log(sum * step / 3 / (sigma * Math.Sqrt(2 * Math.PI))) / (order - 1);
    }
}
