using CsCheck;

namespace DeepRec.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void AConstantScheduleIsAlwaysOne() => AssertFactors(new ConstantSchedule(), 3, [1, 1, 1, 1]);

    [Fact]
    public void AStepScheduleDropsAtRegularSteps() =>
        AssertFactors(new StepSchedule { EverySteps = 2, Decay = 0.5 }, 3, [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]);

    [Fact]
    public void ACosineScheduleFallsAlongHalfACosine()
    {
        var root = Math.Sqrt(2) / 2;
        AssertFactors(new CosineSchedule(), 4, [1, (1 + root) / 2, 0.5, (1 - root) / 2, 0, 0]);
        AssertFactors(new CosineSchedule { MinimumFactor = 0.2 }, 2, [1, 0.6, 0.2, 0.2]);
    }

    [Fact]
    public void ALinearScheduleFallsInALine()
    {
        AssertFactors(new LinearSchedule(), 4, [1, 0.75, 0.5, 0.25, 0, 0]);
        AssertFactors(new LinearSchedule { FinalFactor = 0.2 }, 4, [1, 0.8, 0.6, 0.4, 0.2]);
    }

    [Fact]
    public void ALinearScheduleWarmsUpInALine() =>
        // Three of ten steps rise by quarters; seven fall by sevenths.
        AssertFactors(
            new LinearSchedule { WarmupFraction = 0.3 }, 10, [0.25, 0.5, 0.75, 1, 6 / 7.0, 5 / 7.0, 4 / 7.0, 3 / 7.0, 2 / 7.0, 1 / 7.0, 0]);

    [Fact]
    public void ARunOfOneStepHasNoWarmUp() => AssertFactors(new LinearSchedule { WarmupFraction = 0.9 }, 1, [1, 0]);

    [Fact]
    public void FactorsStayFromZeroToOneAndPeakAtOne()
    {
        var schedules = Gen.OneOf(
            Gen.Double[0, 0.999].Select(minimum => (LearningRateSchedule)new CosineSchedule { MinimumFactor = minimum }),
            Gen.Select(Gen.Double[0, 0.999], Gen.Double[0, 1], (warmup, final) => (LearningRateSchedule)new LinearSchedule { WarmupFraction = warmup, FinalFactor = final }),
            Gen.Select(Gen.Long[1, 50], Gen.Double[0.01, 1], (every, decay) => (LearningRateSchedule)new StepSchedule { EverySteps = every, Decay = decay }));
        Gen.Select(schedules, Gen.Long[1, 200]).Sample(
            (schedule, total) =>
            {
                double[] factors = [.. Enumerable.Range(0, (int)total + 2).Select(step => schedule.Factor(step, total))];
                Assert.All(factors, factor => Assert.InRange(factor, 0, 1));
                Assert.Equal(1, factors.Max());
            },
            iter: 500);
    }

    [Fact]
    public void BadArgumentsAreRefused()
    {
        foreach (var schedule in (LearningRateSchedule[])[new ConstantSchedule(), new StepSchedule { EverySteps = 1 }, new CosineSchedule(), new LinearSchedule()])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => schedule.Factor(-1, 10));
            Assert.Throws<ArgumentOutOfRangeException>(() => schedule.Factor(0, 0));
        }
        Assert.Equal("EverySteps", Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { EverySteps = 0 }).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { EverySteps = 1, Decay = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { MinimumFactor = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule { WarmupFraction = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule { FinalFactor = double.NaN });
    }

    private static void AssertFactors(LearningRateSchedule schedule, long totalSteps, double[] expected)
    {
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.Factor(step, totalSteps), 1e-15);
    }
}
