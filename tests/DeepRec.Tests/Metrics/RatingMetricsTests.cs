using CsCheck;

namespace DeepRec.Tests.Metrics;

public sealed class RatingMetricsTests
{
    // Steps of 1/64: labels that differ still differ after a shift, which in numbers like 1e-41 and 0 they would not.
    private static readonly Gen<double> Rating = Gen.Int[-640, 640].Select(step => step / 64.0);

    private static readonly Gen<(double Prediction, double Label)[]> Rows = Gen.Select(Rating, Rating).Array[2, 200];

    [Fact]
    public void ErrorsAgreeWithScikitLearn()
    {
        var golden = Golden.Root.GetProperty("rating");

        var metrics = RatingMetrics.Compute(Golden.Vector(golden.GetProperty("prediction")), Golden.Vector(golden.GetProperty("y")));

        Assert.Equal(50, metrics.Count);
        Assert.Equal(golden.GetProperty("mse").GetDouble(), metrics.MeanSquaredError, 1e-12);
        Assert.Equal(golden.GetProperty("rmse").GetDouble(), metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(golden.GetProperty("mae").GetDouble(), metrics.MeanAbsoluteError, 1e-12);
    }

    [Fact]
    public void ErrorsAreThoseWorkedByHand()
    {
        // errors 1, -1, 0, 2; labels' mean 3, deviations -2, 0, 1, 1
        var metrics = RatingMetrics.Compute([2f, 2f, 4f, 6f], [1f, 3f, 4f, 4f]);

        Assert.Equal(4, metrics.Count);
        Assert.Equal(1.5, metrics.MeanSquaredError);
        Assert.Equal(Math.Sqrt(1.5), metrics.RootMeanSquaredError);
        Assert.Equal(1, metrics.MeanAbsoluteError);
        Assert.Equal(0, metrics.RSquared); // 1 - 6/6
        Assert.Equal(-3, RatingMetrics.Compute([1.0, 0.0], [0.0, 1.0]).RSquared); // 1 - 2/0.5
    }

    [Fact]
    public void TheMeanExplainsNothingAndTheLabelsExplainAll()
    {
        double[] labels = [1, 2, 6];

        Assert.Equal(0, RatingMetrics.Compute([3, 3, 3], labels).RSquared);
        Assert.Equal(1, RatingMetrics.Compute(labels, labels).RSquared);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void ConstantLabelsAreExplainedFullyOrNotAtAll(int count)
    {
        var labels = Enumerable.Repeat(0.1, count).ToArray();

        Assert.Equal(1, RatingMetrics.Compute(labels, labels).RSquared);
        Assert.Equal(0, RatingMetrics.Compute([.. labels.Select(label => label + 0.01)], labels).RSquared);
    }

    [Fact]
    public void AShareBelowAllNumbersIsStillFinite()
    {
        Assert.Equal(-double.MaxValue, RatingMetrics.Compute([1e150, 0], [0, 1e-160]).RSquared);
        Assert.Equal(0, RatingMetrics.Compute([1.0, 0], [0, double.Epsilon]).RSquared);
    }

    [Fact]
    public void SinglePrecisionInputIsSummedInDoublePrecision()
    {
        // Single precision would lose every small square beside the large one.
        var predictions = new float[10_001];
        Array.Fill(predictions, 0.01f);
        predictions[0] = 4096f;
        var expected = ((4096.0 * 4096.0) + (10_000 * (double)0.01f * 0.01f)) / 10_001;

        Assert.Equal(expected, RatingMetrics.Compute(predictions, new float[10_001]).MeanSquaredError, 1e-9);
    }

    [Fact]
    public void SumsAreCompensated()
    {
        // Each 1 is half a unit in the last place of 2^53 and would be dropped.
        var predictions = new double[1001];
        Array.Fill(predictions, 1);
        predictions[0] = 9007199254740992;

        Assert.Equal((9007199254740992 + 1000) / 1001.0, RatingMetrics.Compute(predictions, new double[1001]).MeanAbsoluteError);
    }

    [Fact]
    public void TheOrderOfTheRowsDoesNotMatter() =>
        Gen.Select(Rows, Gen.Int).Sample(
            (rows, seed) =>
            {
                var shuffled = rows.ToArray();
                new Random(seed).Shuffle(shuffled);
                AssertNear(Compute(rows), Compute(shuffled), scale: 1);
            },
            iter: 300);

    [Fact]
    public void ShiftingBothSidesChangesNothing() =>
        Gen.Select(Rows, Gen.Int[-6400, 6400].Select(step => step / 64.0)).Sample(
            (rows, shift) => AssertNear(Compute(rows), Compute(Mapped(rows, value => value + shift)), scale: 1), iter: 300);

    [Fact]
    public void ScalingBothSidesScalesTheErrors() =>
        Gen.Select(Rows, Gen.OneOf(Gen.Double[-8, -0.1], Gen.Double[0.1, 8])).Sample(
            (rows, scale) => AssertNear(Compute(rows), Compute(Mapped(rows, value => value * scale)), Math.Abs(scale)), iter: 300);

    [Fact]
    public void TheMeanAbsoluteErrorIsAtMostTheRootMeanSquaredError() =>
        Rows.Sample(rows => Compute(rows) is var metrics && metrics.MeanAbsoluteError <= metrics.RootMeanSquaredError * (1 + 1e-12), iter: 300);

    [Fact]
    public void RowsThatCannotBeMeasuredAreRefused()
    {
        void Refused(string message, double[] predictions, double[] labels) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => RatingMetrics.Compute(predictions, labels)).Message, StringComparison.Ordinal);

        Refused("There are 2 predictions but 1 labels. Each row needs one of both.", [1, 2], [1]);
        Refused("There are no rows to measure.", [], []);
        Refused("Row 1 of the predictions is NaN, expected a finite number.", [1, double.NaN], [1, 2]);
        Refused("Row 2 of the labels is Infinity, expected a finite number.", [1, 2, 3], [1, 2, double.PositiveInfinity]);
        Refused("The values are too large", [1e200], [0]);
        Refused("The values are too large", [double.MaxValue, 1, double.MaxValue], [double.MaxValue, 1, double.MaxValue]);
        Refused("The values are too large", [1e160, -1.0001e150], [1e160, -1e150]);
        Assert.Contains("Row 0 of the labels is NaN", Assert.Throws<ArgumentException>(() => RatingMetrics.Compute([1f], [float.NaN])).Message, StringComparison.Ordinal);
    }

    private static RatingMetrics Compute((double Prediction, double Label)[] rows) =>
        RatingMetrics.Compute([.. rows.Select(row => row.Prediction)], [.. rows.Select(row => row.Label)]);

    private static (double Prediction, double Label)[] Mapped((double Prediction, double Label)[] rows, Func<double, double> map) =>
        [.. rows.Select(row => (map(row.Prediction), map(row.Label)))];

    private static void AssertNear(RatingMetrics expected, RatingMetrics actual, double scale)
    {
        static void Near(double expected, double actual) => Assert.InRange(Math.Abs(expected - actual), 0, 1e-9 * (1 + Math.Abs(expected)));

        Assert.Equal(expected.Count, actual.Count);
        Near(expected.MeanSquaredError * scale * scale, actual.MeanSquaredError);
        Near(expected.RootMeanSquaredError * scale, actual.RootMeanSquaredError);
        Near(expected.MeanAbsoluteError * scale, actual.MeanAbsoluteError);
        Near(expected.RSquared, actual.RSquared);
    }
}
