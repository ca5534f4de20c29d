namespace DeepRec.Tests.Optimization;

/// <summary>Two steps of one weight, worked by hand.</summary>
public sealed class OptimizerFormulaTests
{
    [Fact]
    public void AdamAddsItsPenaltyToTheGradient()
    {
        // 1: g = 2 + 0.5·2 = 3; m = 1.5; v = 2.25; 2 − 0.1/0.5 · 1.5 / (1.5/0.5 + 1) = 1.925
        // 2: g = 1 + 0.5·1.925 = 1.9625; m = 1.73125; v = 2.6503515625; 1.925 − 0.1/0.75 · m / (√v/√0.4375 + 1)
        AssertSteps(new AdamOptions { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1, WeightDecay = 0.5 }, 2, [2, 1], [1.925, 1.8583100200]);
    }

    [Fact]
    public void AdamWShrinksTheWeightItself()
    {
        // 1: w = 2 · 0.95 = 1.9; m = 1; v = 1; 1.9 − 0.1/0.5 · 1 / (1/0.5 + 1) = 1.8333…
        // 2: w = 1.8333… · 0.95 = 1.741666…; m = 1; v = 1; w − 0.1/0.75 · 1 / (1/√0.4375 + 1)
        AssertSteps(new AdamWOptions { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1, WeightDecay = 0.5 }, 2, [2, 1], [1.8333333333, 1.6885851075]);
    }

    [Fact]
    public void PlainDescentFollowsTheGradient() =>
        AssertSteps(new SgdOptions { LearningRate = 0.1 }, 1, [0.5, -0.25], [0.95, 0.975]);

    [Fact]
    public void PlainDescentAddsItsPenaltyToTheGradient() =>
        // 1: 1 − 0.1 · (0.5 + 0.1·1); 2: 0.94 − 0.1 · (−0.25 + 0.1·0.94)
        AssertSteps(new SgdOptions { LearningRate = 0.1, WeightDecay = 0.1 }, 1, [0.5, -0.25], [0.94, 0.9556]);

    [Fact]
    public void MomentumKeepsPartOfTheVelocity() =>
        // 1: b = 0.5; 2: b = 0.9·0.5 − 0.25 = 0.2
        AssertSteps(new SgdOptions { LearningRate = 0.1, Momentum = 0.9 }, 1, [0.5, -0.25], [0.95, 0.93]);

    [Fact]
    public void NesterovLooksAheadAlongTheNewVelocity() =>
        // 1: b = 0.5, step 0.5 + 0.9·0.5 = 0.95; 2: b = 0.2, step −0.25 + 0.9·0.2 = −0.07
        AssertSteps(new SgdOptions { LearningRate = 0.1, Momentum = 0.9, Nesterov = true }, 1, [0.5, -0.25], [0.905, 0.912]);

    [Fact]
    public void MomentumTakesUpThePenalisedGradient() =>
        // 1: b = 0.6; 2: b = 0.9·0.6 + (−0.25 + 0.1·0.94) = 0.384
        AssertSteps(new SgdOptions { LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.1 }, 1, [0.5, -0.25], [0.94, 0.9016]);

    [Fact]
    public void AdagradDividesByTheRootOfTheSum() =>
        // 1: s = 9, 1 − 0.1 · 3 / (3 + 1); 2: s = 25, 0.925 − 0.1 · 4 / (5 + 1)
        AssertSteps(new AdagradOptions { LearningRate = 0.1, Epsilon = 1 }, 1, [3, 4], [0.925, 0.8583333333]);

    [Fact]
    public void AdagradStartsFromItsInitialSumAndAddsItsPenalty() =>
        // 1: g = 2 + 1·1 = 3, s = 16 + 9 = 25, 1 − 0.1 · 3 / (5 + 1) = 0.95; 2: g = 11.05 + 0.95 = 12, s = 169, 0.95 − 0.1 · 12 / (13 + 1)
        AssertSteps(new AdagradOptions { LearningRate = 0.1, Epsilon = 1, InitialAccumulator = 16, WeightDecay = 1 }, 1, [2, 11.05], [0.95, 0.8642857143]);

    [Fact]
    public void AZeroGradientMovesNothingAndIsNeverDividedByZero()
    {
        const double smallest = 1.1754943508222875e-38;
        OptimizerOptions[] every =
            [new AdamOptions { Epsilon = smallest }, new AdamWOptions { Epsilon = smallest }, new SgdOptions { Momentum = 0.9 }, new AdagradOptions { Epsilon = smallest }];
        foreach (var options in every)
        {
            var optimizer = options.CreateOptimizer();
            float[] weights = [0f, 0f];
            optimizer.BeginStep();
            optimizer.Step<float>(0, weights, [0f, 0f], 0.1);
            Assert.Equal([0f, 0f], weights);
        }
    }

    private static void AssertSteps(OptimizerOptions options, double weight, double[] gradients, double[] expected)
    {
        var optimizer = options.CreateOptimizer();
        double[] doubles = [weight];
        float[] singles = [(float)weight];
        for (var step = 0; step < gradients.Length; step++)
        {
            optimizer.BeginStep();
            optimizer.Step<double>(0, doubles, [gradients[step]], options.LearningRate);
            optimizer.Step<float>(1, singles, [(float)gradients[step]], options.LearningRate);
            Assert.Equal(expected[step], doubles[0], 1e-9);
            Assert.Equal(expected[step], singles[0], 1e-6);
        }
    }
}
