using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Optimization;

public sealed class ParameterSetTests
{
    [Fact]
    public void GradientsOfBeforeAreNotAddedToTheFirst()
    {
        using var layer = Line(1, 1);
        Backward(layer); // left over from something else
        using var parameters = new ParameterSet(layer);

        parameters.ClearGradients();
        Backward(layer);
        parameters.FindGradients();

        Assert.Equal(Math.Sqrt(2 * 2 + 3 * 3), parameters.GradientNorm(), 1e-6);
    }

    [Fact]
    public void GradientsAreClearedBetweenSteps()
    {
        using var layer = Line(1, 1);
        using var parameters = new ParameterSet(layer);
        for (int i = 0; i < 3; i++)
        {
            parameters.ClearGradients();
            Backward(layer);
            parameters.FindGradients();
        }

        Assert.Equal(Math.Sqrt(13), parameters.GradientNorm(), 1e-6);
    }

    [Fact]
    public void GradientsAreGivenBackAtTheEnd()
    {
        using var layer = Line(1, 1);
        using (var parameters = new ParameterSet(layer))
        {
            Backward(layer);
            parameters.FindGradients();
        }

        Assert.Null(layer.weight!.grad);
    }

    [Fact]
    public void ClippingShortensAllGradientsTogether()
    {
        using var layer = Line(0, 0);
        using var parameters = new ParameterSet(layer);
        Backward(layer);
        parameters.FindGradients();
        var optimizer = new SgdOptions { LearningRate = 1 }.CreateOptimizer();

        parameters.ClipNorm(parameters.GradientNorm(), 0.5);
        parameters.Step(optimizer, 1);

        Near.Equal([-2 * 0.5f / MathF.Sqrt(13), -3 * 0.5f / MathF.Sqrt(13)], Encoded.Get(layer, "weight"));
    }

    [Fact]
    public void FrozenParametersStayAsTheyAre()
    {
        using var layer = nn.Linear(2, 1);
        layer.bias!.requires_grad = false;
        using var parameters = new ParameterSet(layer);

        Assert.Equal(["weight"], parameters.Slots.Select(s => s.Name));
    }

    [Fact]
    public void AModelWithNothingToTrainIsRefused()
    {
        using var module = nn.ReLU();

        Assert.Contains("no parameter to train", Assert.Throws<ArgumentException>(() => new ParameterSet(module)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HalvesAreRefused()
    {
        using var layer = nn.Linear(2, 1, dtype: ScalarType.BFloat16);

        Assert.Equal("The parameter 'weight' is BFloat16; float32 and float64 are trained. (Parameter 'module')", Assert.Throws<ArgumentException>(() => new ParameterSet(layer)).Message);
    }

    [Fact]
    public void SparseGradientsAreRefused()
    {
        using var table = nn.Embedding(5, 2, sparse: true);
        using var parameters = new ParameterSet(table);
        using var scope = NewDisposeScope();
        table.call(tensor([1L, 2L])).sum().backward();

        Assert.Contains("'weight' has a sparse gradient", Assert.Throws<InvalidOperationException>(parameters.FindGradients).Message, StringComparison.Ordinal);
    }

    private static Linear Line(params float[] weights)
    {
        var layer = nn.Linear(2, 1, hasBias: false);
        Encoded.Set(layer, "weight", weights);
        return layer;
    }

    // The gradient is (2, 3) whatever the weights are.
    private static void Backward(Linear layer)
    {
        using var scope = NewDisposeScope();
        layer.call(TensorMemory.FromFloats([2, 3], 1, 2)).sum().backward();
    }
}
