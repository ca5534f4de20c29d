using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

public sealed class RatingLossesTests
{
    [Fact]
    public void SquaredErrorIsWorkedOut()
    {
        var (value, gradient) = Of(prediction => RatingLosses.SquaredError(prediction, Doubles(0, 4)), 1, 2);

        Assert.Equal(2.5, value); // (1² + 2²) / 2
        Assert.Equal([1.0, -2.0], gradient); // 2 e / 2
    }

    [Fact]
    public void HuberIsQuadraticWithinDeltaAndLinearBeyond()
    {
        var (value, gradient) = Of(prediction => RatingLosses.Huber(prediction, Doubles(0, 0, 0, 0), 2), 1, -2, 5, -4);

        Assert.Equal((0.5 + 2 + 8 + 6) / 4, value); // 1²/2, 2²/2, 2 (5 − 1), 2 (4 − 1)
        Assert.Equal([1 / 4.0, -2 / 4.0, 2 / 4.0, -2 / 4.0], gradient);
    }

    [Fact]
    public void HuberWithAWideDeltaIsHalfTheSquaredError()
    {
        double[] prediction = [0.3, -1.7, 2.4];

        Assert.Equal(
            Of(p => RatingLosses.SquaredError(p, Doubles(1, 1, 1)), prediction).Value / 2,
            Of(p => RatingLosses.Huber(p, Doubles(1, 1, 1), 100), prediction).Value,
            1e-14);
    }

    [Fact]
    public void OrdinalIsWorkedOut()
    {
        double[] logits = [0, Math.Log(2), Math.Log(5)]; // P = 1/8, 2/8, 5/8; expected level 1/8 + 4/8 + 20/8 = 3.125

        double Loss(double label, double weight) => Of(z => RatingLosses.Ordinal(z.reshape(1, 3), Doubles(1, 2, 4), Doubles(label), weight), logits).Value;

        Assert.Equal(-Math.Log(5 / 8.0), Loss(4, 0), 1e-14);
        Assert.Equal(-Math.Log(1 / 8.0), Loss(1, 0), 1e-14);
        Assert.Equal(-Math.Log(2 / 8.0) + 0.5 * 1.125 * 1.125, Loss(2, 0.5), 1e-14);
    }

    [Fact]
    public void OrdinalTakesTheNearestLevelOfALabelBetweenThem()
    {
        double[] logits = [0, 1, 2];

        Assert.Equal(
            Of(z => RatingLosses.Ordinal(z.reshape(1, 3), Doubles(1, 2, 4), Doubles(4), 0), logits).Value,
            Of(z => RatingLosses.Ordinal(z.reshape(1, 3), Doubles(1, 2, 4), Doubles(3.5), 0), logits).Value);
    }

    [Fact]
    public void OrdinalStaysFiniteAtExtremeLogits()
    {
        var (value, gradient) = Of(z => RatingLosses.Ordinal(z.reshape(1, 3), Doubles(1, 2, 4), Doubles(1), 0), -10_000, 10_000, 0);

        Assert.Equal(20_000, value);
        Near.Equal([-1, 1, 0], gradient, 1e-12);
    }

    [Fact]
    public void GradientsAgreeWithCentralDifferences()
    {
        double[] six = [0.3, -1.2, 2.5, 0.7, -0.1, 1.9];

        AgreesWithDifferences(p => RatingLosses.SquaredError(p, Doubles(1, 2, 3, 4, 5, 1)), six);
        AgreesWithDifferences(p => RatingLosses.Huber(p, Doubles(0.2, 2, 2.9, 4, 0, 1), 1), six);
        AgreesWithDifferences(z => RatingLosses.Ordinal(z.reshape(2, 3), Doubles(1, 2, 4), Doubles(4, 1), 0.5), six);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        static void Refused(string message, Func<object> settings) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(settings).Message, StringComparison.Ordinal);

        Refused("Delta is positive.", () => new HuberLoss { Delta = 0 });
        Refused("Delta is positive.", () => new HuberLoss { Delta = double.NaN });
        Refused("SquaredErrorWeight is not negative.", () => new OrdinalLoss { SquaredErrorWeight = -1 });
    }

    [Fact]
    public void SettingsWithinTheirRangeAreKept()
    {
        Assert.Equal(0.1, new HuberLoss { Delta = 0.1 }.Delta);
        Assert.Equal(0, new OrdinalLoss { SquaredErrorWeight = 0 }.SquaredErrorWeight);
    }

    private static void AgreesWithDifferences(Func<Tensor, Tensor> loss, double[] point)
    {
        const double H = 1e-5;
        double[] differences = [.. point.Select((_, i) => (Of(loss, Moved(i, H)).Value - Of(loss, Moved(i, -H)).Value) / (2 * H))];

        Near.Equal(differences, Of(loss, point).Gradient, 1e-8);

        double[] Moved(int index, double by) => [.. point.Select((v, i) => i == index ? v + by : v)];
    }

    private static (double Value, double[] Gradient) Of(Func<Tensor, Tensor> loss, params double[] point)
    {
        using var scope = NewDisposeScope();
        var x = Doubles(point).requires_grad_();
        var value = loss(x);
        value.backward();
        return (value.item<double>(), TensorMemory.Span<double>(x.grad!).ToArray());
    }

    private static Tensor Doubles(params double[] values)
    {
        var tensor = empty(values.Length, ScalarType.Float64);
        values.CopyTo(TensorMemory.Span<double>(tensor));
        return tensor;
    }
}
