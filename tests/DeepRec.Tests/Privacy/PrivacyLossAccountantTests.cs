namespace DeepRec.Tests.Privacy;

public sealed class PrivacyLossAccountantTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(0.5, 1)]
    [InlineData(10, 100)]
    [InlineData(100, 10_000)]
    [InlineData(30, 1000)]
    public void WithoutSamplingItIsTheExactGaussianMechanism(double sigma, long steps)
    {
        double mu = Math.Sqrt(steps) / sigma;
        var accountant = new PrivacyLossAccountant(new PrivacyPhase(sigma, 1, steps));

        foreach (double epsilon in (double[])[0, 0.1, 0.5, 1, 2, 4, 8])
        {
            double exact = ExactGaussian.Delta(epsilon, mu);
            Assert.InRange(accountant.Delta(epsilon), exact - 1e-13, exact + 1e-6 + (exact * 2e-4));
        }

        foreach (double delta in (double[])[1e-2, 1e-4, 1e-5, 1e-6, 1e-8])
        {
            double exact = ExactGaussian.Epsilon(delta, mu);
            Assert.InRange(accountant.Epsilon(delta), exact - 1e-7, exact + 1e-4);
        }
    }

    [Fact]
    public void OneStepWithoutSamplingIsExactToAMillionth()
    {
        var accountant = new PrivacyLossAccountant(new PrivacyPhase(1, 1, 1));

        for (double epsilon = 0; epsilon < 6; epsilon += 0.37) Assert.Equal(ExactGaussian.Delta(epsilon, 1), accountant.Delta(epsilon), 1e-7);
        Assert.Equal(ExactGaussian.Epsilon(1e-5, 1), accountant.Epsilon(1e-5), 1e-6);
    }

    [Fact]
    public void OneSampledStepIsWhatTheTwoDirectionsGiveByHand()
    {
        // δ(ε) of removing: with x* where the loss is ε, P(x > x*) − e^ε Q(x > x*); of adding: P(x < x*') − e^ε Q(x < x*') with the loss there −ε.
        double q = 0.3, sigma = 0.8, epsilon = 0.25;
        double Above(double z) => MathNet.Numerics.SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;
        double At(double loss) => (sigma * sigma * Math.Log((Math.Exp(loss) - 1 + q) / q)) + 0.5;
        double x = At(epsilon), y = At(-epsilon);
        double removed = ((1 - q) * Above(x / sigma)) + (q * Above((x - 1) / sigma)) - (Math.Exp(epsilon) * Above(x / sigma));
        double added = Above(-y / sigma) - (Math.Exp(epsilon) * (((1 - q) * Above(-y / sigma)) + (q * Above((1 - y) / sigma))));

        Assert.Equal(Math.Max(removed, added), new PrivacyLossAccountant(new PrivacyPhase(sigma, q, 1)).Delta(epsilon), 1e-7);
    }

    [Theory]
    [InlineData(1.7320508075688772, 1, 3, 1, 0.126936)] // Google, dp_accounting, pld_privacy_accountant_test: test_gaussian_basic
    [InlineData(0.5, 0.2, 3, 1, 0.15594)] // test_poisson_subsampled_gaussian
    public void DeltasAreThosePublishedByGooglesAccountant(double sigma, double q, long steps, double epsilon, double delta) =>
        Assert.Equal(delta, new PrivacyLossAccountant(new PrivacyPhase(sigma, q, steps)).Delta(epsilon), 1e-5);

    [Fact]
    public void PhasesOfDifferentKindsAddUp()
    {
        // Without sampling: 1/σ² adds up, 50/100 + 50/25 = 2.5.
        var both = new PrivacyLossAccountant(new PrivacyPhase(10, 1, 50), new PrivacyPhase(5, 1, 50));
        Assert.Equal(ExactGaussian.Epsilon(1e-6, Math.Sqrt(2.5)), both.Epsilon(1e-6), 1e-4);

        // A phase cut in two is the same phase.
        double whole = new PrivacyLossAccountant(new PrivacyPhase(1.1, 0.02, 300)).Epsilon(1e-5);
        Assert.Equal(whole, new PrivacyLossAccountant(new PrivacyPhase(1.1, 0.02, 100), new PrivacyPhase(1.1, 0.02, 200)).Epsilon(1e-5), 1e-9);
    }

    [Theory]
    [InlineData(1.1, 256 / 60000.0, 14062)]
    [InlineData(0.6, 0.01, 1000)]
    [InlineData(4, 0.01, 10_000)]
    [InlineData(1.5, 0.04, 2250)]
    [InlineData(2, 0.5, 50)]
    public void ItIsBelowTheRenyiBoundAndNotFarBelow(double sigma, double q, long steps)
    {
        var phase = new PrivacyPhase(sigma, q, steps);
        double loss = new PrivacyLossAccountant(phase).Epsilon(1e-5), renyi = new RenyiAccountant(phase).Epsilon(1e-5);
        Assert.InRange(loss, 0.75 * renyi, renyi);
    }

    [Fact]
    public void AFinerGridChangesNextToNothing()
    {
        PrivacyPhase phase = new(0.8, 5e-3, 1000);
        double fine = new PrivacyLossAccountant([phase], 5e-7).Epsilon(1e-6);
        Assert.InRange(new PrivacyLossAccountant(phase).Epsilon(1e-6), fine, fine + 1e-4);
    }

    [Fact]
    public void EpsilonAndDeltaAreEachOthersInverse()
    {
        var accountant = new PrivacyLossAccountant(new PrivacyPhase(1, 0.01, 500));
        foreach (double delta in (double[])[0.1, 1e-3, 1e-5, 1e-7])
        {
            double epsilon = accountant.Epsilon(delta);
            if (epsilon > 0) Assert.Equal(delta, accountant.Delta(epsilon), delta * 1e-6);
            else Assert.True(accountant.Delta(0) <= delta);
        }
    }

    [Fact]
    public void NoStepsTellNothing()
    {
        Assert.Equal(0, new PrivacyLossAccountant().Epsilon(1e-5));
        Assert.Equal(0, new PrivacyLossAccountant(new PrivacyPhase(1, 0.5, 0)).Delta(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1e-11)]
    [InlineData(double.NaN)]
    public void ADeltaThatCannotBeAnsweredIsRefused(double delta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyLossAccountant(new PrivacyPhase(1, 0.5, 1)).Epsilon(delta));

    [Fact]
    public void NextToNoNoiseIsRefusedInWords()
    {
        var error = Assert.Throws<ArgumentException>(() => new PrivacyLossAccountant(new PrivacyPhase(0.01, 1, 10_000_000)).Epsilon(1e-5));
        Assert.Contains("Raise the noise multiplier", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.5, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1.5, 1)]
    [InlineData(1, 0.5, -1)]
    [InlineData(double.NaN, 0.5, 1)]
    public void APhaseChecksItself(double sigma, double q, long steps) => Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyPhase(sigma, q, steps));
}
