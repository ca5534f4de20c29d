using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

/// <summary>A loss as a function of plain numbers, in float64.</summary>
internal static class LossOf
{
    public static (double Value, double[] Gradient) At(Func<Tensor, Tensor> loss, params double[] point)
    {
        using var scope = NewDisposeScope();
        var x = Doubles(point).requires_grad_();
        var value = loss(x);
        value.backward();
        return (value.item<double>(), TensorMemory.Span<double>(x.grad!).ToArray());
    }

    public static void AgreesWithDifferences(Func<Tensor, Tensor> loss, double[] point)
    {
        const double H = 1e-5;
        double[] differences = [.. point.Select((_, i) => (At(loss, Moved(i, H)).Value - At(loss, Moved(i, -H)).Value) / (2 * H))];

        Near.Equal(differences, At(loss, point).Gradient, 1e-8);

        double[] Moved(int index, double by) => [.. point.Select((v, i) => i == index ? v + by : v)];
    }

    public static Tensor Doubles(params double[] values)
    {
        var tensor = empty(values.Length, ScalarType.Float64);
        values.CopyTo(TensorMemory.Span<double>(tensor));
        return tensor;
    }
}
