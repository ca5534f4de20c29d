using TorchSharp;
using TorchSharp.Modules;

namespace DeepRec.Tests.Optimization;

public sealed class FiniteGradientsTests
{
    [Theory]
    [InlineData(0f, true)]
    [InlineData(float.MaxValue, true)]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, false)]
    public void GradientsAreFiniteWhenEveryElementIs(float last, bool finite)
    {
        using var scope = torch.NewDisposeScope();
        using var layer = Ones();
        using var parameters = new ParameterSet(layer);
        var factors = torch.ones(1, 33); // longer than two vectors of any width, and ragged
        TensorMemory.Span<float>(factors)[32] = last;

        (layer.weight! * factors).sum().backward(); // the gradient is the factors
        parameters.FindGradients();

        Assert.Equal(finite, parameters.AreGradientsFinite());
    }

    [Fact]
    public void BeforeTheFirstBackwardPassThereIsNothingThatIsNotFinite()
    {
        using var layer = Ones();
        using var parameters = new ParameterSet(layer);
        Assert.True(parameters.AreGradientsFinite());
    }

    private static Linear Ones()
    {
        var layer = torch.nn.Linear(33, 1, hasBias: false);
        TensorMemory.Span<float>(layer.weight!).Fill(1);
        return layer;
    }
}
