namespace DeepRec.Tests.Optimization;

public sealed class OptimizerOptionsTests
{
    [Fact]
    public void TheDefaultsAreThoseOfPyTorch()
    {
        Assert.Equal(new AdamOptions { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 }, new AdamOptions());
        Assert.Equal(new AdamWOptions { LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 }, new AdamWOptions());
        Assert.Equal(new SgdOptions { LearningRate = 1e-3, Momentum = 0, Nesterov = false, WeightDecay = 0 }, new SgdOptions());
        Assert.Equal(new AdagradOptions { LearningRate = 1e-2, InitialAccumulator = 0, Epsilon = 1e-10, WeightDecay = 0 }, new AdagradOptions());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ALearningRateThatIsNotAboveZeroIsRefused(double rate)
    {
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptions { LearningRate = rate }).ParamName);
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradOptions { LearningRate = rate }).ParamName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void ADecayOutsideZeroToOneIsRefused(double decay)
    {
        Assert.Equal("Beta1", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptions { Beta1 = decay }).ParamName);
        Assert.Equal("Beta2", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamWOptions { Beta2 = decay }).ParamName);
        Assert.Equal("Momentum", Assert.Throws<ArgumentOutOfRangeException>(() => new SgdOptions { Momentum = decay }).ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ANegativePenaltyIsRefused(double decay)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptions { WeightDecay = decay });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamWOptions { WeightDecay = decay });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SgdOptions { WeightDecay = decay });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradOptions { WeightDecay = decay });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradOptions { InitialAccumulator = decay });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-39)]
    public void AnEpsilonThatVanishesInSinglePrecisionIsRefused(double epsilon)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptions { Epsilon = epsilon });
        Assert.Equal(
            "Epsilon must be a finite number from 1.2E-38.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradOptions { Epsilon = epsilon }).Message.Split(" (")[0]);
    }
}
