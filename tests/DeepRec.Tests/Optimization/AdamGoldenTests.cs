namespace DeepRec.Tests.Optimization;

/// <summary>Three steps of PyTorch's Adam on an MLP, from its own gradients.</summary>
public sealed class AdamGoldenTests
{
    [Fact]
    public void DoubleStepsAgreeWithPyTorch() =>
        RunSteps((expected, actual) => Assert.InRange(Math.Abs(actual - expected), 0, 1e-9), value => value);

    [Fact]
    public void SingleStepsAgreeWithPyTorch() =>
        RunSteps((expected, actual) => Assert.InRange(Math.Abs(actual - expected), 0, 1e-5 * Math.Abs(expected)), value => (float)value);

    private static void RunSteps<T>(Action<double, double> compare, Func<double, T> round)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var golden = Golden.Root.GetProperty("mlpMseAdam");
        T[] Rounded(System.Text.Json.JsonElement element) => [.. Golden.Flatten(element).Select(round)];
        var weights = golden.GetProperty("initial").EnumerateArray().Select(Rounded).ToArray();
        var options = new AdamOptions();
        var adam = options.CreateOptimizer();
        foreach (var step in golden.GetProperty("steps").EnumerateArray())
        {
            var gradients = step.GetProperty("gradients").EnumerateArray().Select(Rounded).ToArray();
            var after = step.GetProperty("parametersAfter").EnumerateArray().Select(Golden.Flatten).ToArray();
            adam.BeginStep();
            for (var slot = 0; slot < weights.Length; slot++)
            {
                adam.Step<T>(slot, weights[slot], gradients[slot], options.LearningRate);
                for (var i = 0; i < weights[slot].Length; i++)
                    compare(after[slot][i], double.CreateChecked(weights[slot][i]));
            }
        }
        Assert.Equal(3, adam.StepCount);
    }
}
