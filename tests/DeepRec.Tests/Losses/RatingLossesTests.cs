using DeepRec.Models;

namespace DeepRec.Tests.Losses;

public sealed class RatingLossesTests
{
    [Fact]
    public void SquaredErrorIsWorkedOut()
    {
        var (value, gradient) = LossOf.At(prediction => RatingLosses.SquaredError(prediction, LossOf.Doubles(0, 4)), 1, 2);

        Assert.Equal(2.5, value); // (1² + 2²) / 2
        Assert.Equal([1.0, -2.0], gradient); // 2 e / 2
    }

    [Fact]
    public void HuberIsQuadraticWithinDeltaAndLinearBeyond()
    {
        var (value, gradient) = LossOf.At(prediction => RatingLosses.Huber(prediction, LossOf.Doubles(0, 0, 0, 0), 2), 1, -2, 5, -4);

        Assert.Equal((0.5 + 2 + 8 + 6) / 4, value); // 1²/2, 2²/2, 2 (5 − 1), 2 (4 − 1)
        Assert.Equal([1 / 4.0, -2 / 4.0, 2 / 4.0, -2 / 4.0], gradient);
    }

    [Fact]
    public void HuberWithAWideDeltaIsHalfTheSquaredError()
    {
        double[] prediction = [0.3, -1.7, 2.4];

        Assert.Equal(
            LossOf.At(p => RatingLosses.SquaredError(p, LossOf.Doubles(1, 1, 1)), prediction).Value / 2,
            LossOf.At(p => RatingLosses.Huber(p, LossOf.Doubles(1, 1, 1), 100), prediction).Value,
            1e-14);
    }

    [Fact]
    public void OrdinalIsWorkedOut()
    {
        double[] logits = [0, Math.Log(2), Math.Log(5)]; // P = 1/8, 2/8, 5/8; expected level 1/8 + 4/8 + 20/8 = 3.125

        double Loss(double label, double weight) => LossOf.At(z => RatingLosses.Ordinal(z.reshape(1, 3), LossOf.Doubles(1, 2, 4), LossOf.Doubles(label), weight), logits).Value;

        Assert.Equal(-Math.Log(5 / 8.0), Loss(4, 0), 1e-14);
        Assert.Equal(-Math.Log(1 / 8.0), Loss(1, 0), 1e-14);
        Assert.Equal(-Math.Log(2 / 8.0) + 0.5 * 1.125 * 1.125, Loss(2, 0.5), 1e-14);
    }

    [Fact]
    public void OrdinalTakesTheNearestLevelOfALabelBetweenThem()
    {
        double[] logits = [0, 1, 2];

        Assert.Equal(
            LossOf.At(z => RatingLosses.Ordinal(z.reshape(1, 3), LossOf.Doubles(1, 2, 4), LossOf.Doubles(4), 0), logits).Value,
            LossOf.At(z => RatingLosses.Ordinal(z.reshape(1, 3), LossOf.Doubles(1, 2, 4), LossOf.Doubles(3.5), 0), logits).Value);
    }

    [Fact]
    public void OrdinalStaysFiniteAtExtremeLogits()
    {
        var (value, gradient) = LossOf.At(z => RatingLosses.Ordinal(z.reshape(1, 3), LossOf.Doubles(1, 2, 4), LossOf.Doubles(1), 0), -10_000, 10_000, 0);

        Assert.Equal(20_000, value);
        Near.Equal([-1, 1, 0], gradient, 1e-12);
    }

    [Fact]
    public void WatchTimeIsWorkedOut()
    {
        // Odds ⅓ and 3: σ = ¼ and ¾. Watched for 8, and passed over.
        var (value, gradient) = LossOf.At(z => RatingLosses.WatchTime(z, LossOf.Doubles(8, 0)), -Math.Log(3), Math.Log(3));

        Assert.Equal((8 * Math.Log(4) + Math.Log(4)) / 2, value, 1e-12);
        Near.Equal([-8 * 0.75 / 2, 0.75 / 2], gradient, 1e-12); // −T (1 − σ), σ
    }

    [Fact]
    public void WatchTimeStaysFiniteAtExtremeLogits()
    {
        var (value, gradient) = LossOf.At(z => RatingLosses.WatchTime(z, LossOf.Doubles(2, 0)), -1000, 1000);

        Assert.Equal(1500, value);
        Near.Equal([-1, 0.5], gradient, 1e-12);
    }

    [Fact]
    public void LogIsWorkedOut()
    {
        // σ = ¼ and ¾. A click, and half of one.
        var (value, gradient) = LossOf.At(z => RatingLosses.Log(z, LossOf.Doubles(1, 0.5)), -Math.Log(3), Math.Log(3));

        Assert.Equal((Math.Log(4) - 0.5 * Math.Log(0.75) - 0.5 * Math.Log(0.25)) / 2, value, 1e-12);
        Near.Equal([-0.75 / 2, 0.25 / 2], gradient, 1e-12); // σ − r
    }

    [Fact]
    public void AbsoluteErrorIsWorkedOut()
    {
        var (value, gradient) = LossOf.At(prediction => RatingLosses.AbsoluteError(prediction, LossOf.Doubles(0, 4, 1)), 1, 2, 1);

        Assert.Equal(1, value); // (1 + 2 + 0) / 3
        Near.Equal([1 / 3.0, -1 / 3.0, 0], gradient, 1e-14);
    }

    [Fact]
    public void GeneralizedCrossEntropyIsWorkedOut()
    {
        // σ = ¼ and ¾, q = ½: (1 − ½) / ½ = 1 of a click, and of none (1 − ½) / ½ = 1.
        var (value, gradient) = LossOf.At(z => RatingLosses.GeneralizedCrossEntropy(z, LossOf.Doubles(1, 0), 0.5), -Math.Log(3), Math.Log(3));

        Assert.Equal(1, value, 1e-12);
        Near.Equal([-0.5 * 0.75 / 2, 0.5 * 0.75 / 2], gradient, 1e-12); // the cross-entropy's slopes −¾ and ¾, each times the label's probability ¼ to the power of ½
    }

    [Fact]
    public void GeneralizedCrossEntropyIsBetweenTheLikelihoodAndTheAbsoluteError()
    {
        double[] logits = [0.3, -1.7, 2.4];
        double Generalized(double power) => LossOf.At(z => RatingLosses.GeneralizedCrossEntropy(z, LossOf.Doubles(1, 0, 0), power), logits).Value;

        Assert.Equal(LossOf.At(z => RatingLosses.Log(z, LossOf.Doubles(1, 0, 0)), logits).Value, Generalized(1e-9), 1e-8);
        Assert.Equal(LossOf.At(z => RatingLosses.AbsoluteError(z.sigmoid(), LossOf.Doubles(1, 0, 0)), logits).Value, Generalized(1), 1e-14);
    }

    [Fact]
    public void GeneralizedCrossEntropyStaysFiniteAtExtremeLogits()
    {
        var (value, gradient) = LossOf.At(z => RatingLosses.GeneralizedCrossEntropy(z, LossOf.Doubles(1, 0), 0.5), -1000, 1000);

        Assert.Equal(2, value); // 1 / q
        Near.Equal([0, 0], gradient, 1e-12); // what the model takes for impossible teaches nothing
    }

    [Fact]
    public void LogStaysFiniteAtExtremeLogits()
    {
        var (value, gradient) = LossOf.At(z => RatingLosses.Log(z, LossOf.Doubles(1, 0)), -1000, 1000);

        Assert.Equal(1000, value);
        Near.Equal([-0.5, 0.5], gradient, 1e-12);
    }

    [Fact]
    public void GradientsAgreeWithCentralDifferences()
    {
        double[] six = [0.3, -1.2, 2.5, 0.7, -0.1, 1.9];

        LossOf.AgreesWithDifferences(p => RatingLosses.SquaredError(p, LossOf.Doubles(1, 2, 3, 4, 5, 1)), six);
        LossOf.AgreesWithDifferences(p => RatingLosses.Huber(p, LossOf.Doubles(0.2, 2, 2.9, 4, 0, 1), 1), six);
        LossOf.AgreesWithDifferences(z => RatingLosses.WatchTime(z, LossOf.Doubles(0, 2, 0, 4.5, 0, 1)), six);
        LossOf.AgreesWithDifferences(z => RatingLosses.Log(z, LossOf.Doubles(0, 1, 0.3, 1, 0, 1)), six);
        LossOf.AgreesWithDifferences(p => RatingLosses.AbsoluteError(p, LossOf.Doubles(0.2, 2, 2.9, 4, 0, 1)), six);
        LossOf.AgreesWithDifferences(z => RatingLosses.GeneralizedCrossEntropy(z, LossOf.Doubles(0, 1, 0.3, 1, 0, 1), 0.7), six);
        LossOf.AgreesWithDifferences(z => RatingLosses.Ordinal(z.reshape(2, 3), LossOf.Doubles(1, 2, 4), LossOf.Doubles(4, 1), 0.5), six);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        static void Refused(string message, Func<object> settings) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(settings).Message, StringComparison.Ordinal);

        Refused("Delta is positive.", () => new HuberLoss { Delta = 0 });
        Refused("Delta is positive.", () => new HuberLoss { Delta = double.NaN });
        Refused("Power is above 0 and at most 1.", () => new GeneralizedCrossEntropyLoss { Power = 0 });
        Refused("Power is above 0 and at most 1.", () => new GeneralizedCrossEntropyLoss { Power = 1.1 });
        Refused("SquaredErrorWeight is not negative.", () => new OrdinalLoss { SquaredErrorWeight = -1 });
    }

    [Fact]
    public void SettingsWithinTheirRangeAreKept()
    {
        Assert.Equal(0.1, new HuberLoss { Delta = 0.1 }.Delta);
        Assert.Equal(0, new OrdinalLoss { SquaredErrorWeight = 0 }.SquaredErrorWeight);
    }
}
