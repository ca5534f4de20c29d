namespace DeepRec.Tests.Metrics;

public sealed class OffPolicyTests
{
    // w = 0.5, 2, 1, 1; w r = 0.5, 2, 0, 1.
    private static readonly double[] Propensities = [0.5, 0.25, 0.5, 0.25], Targets = [0.25, 0.5, 0.5, 0.25], Rewards = [1, 1, 0, 1];
    private static readonly double[] Predicted = [0.5, 0.5, 0.25, 0.75], Values = [0.5, 0.5, 0.5, 0.5];

    [Fact]
    public void TheEstimatesAreThoseWorkedByHand()
    {
        var report = OffPolicyReport.OfWithModel(Propensities, Targets, Rewards, Predicted, Values);

        Assert.Equal(4, report.Rows);
        Assert.Equal(3.5 / 4, report.Ips.Value, 1e-15);
        Assert.Equal(Math.Sqrt(2.1875 / 3 / 4), report.Ips.StandardError, 1e-15); // 0.375² + 1.125² + 0.875² + 0.125² = 2.1875
        Assert.Equal(3.5 / 4.5, report.SelfNormalized.Value, 1e-15);
        Assert.Equal(Math.Sqrt(70) / 9 / 4.5, report.SelfNormalized.StandardError, 1e-15); // (0.25 + 4 + 1) (2/9)² + (7/9)² = 70/81
        // 0.5 + 0.5 · 0.5, 0.5 + 2 · 0.5, 0.5 − 0.25, 0.5 + 0.25
        Assert.Equal((0.75 + 1.5 + 0.25 + 0.75) / 4, report.DoublyRobust!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(0.796875 / 3 / 4), report.DoublyRobust.StandardError, 1e-15);
        Assert.Equal(4.5 * 4.5 / 6.25, report.EffectiveRows, 1e-15);
        Assert.Equal((4.5 / 4, 2.0, 0), (report.MeanWeight, report.LargestWeight, report.CutRows));
    }

    [Fact]
    public void TheIntervalIsTheNormalOne()
    {
        var report = OffPolicyReport.Of(Propensities, Targets, Rewards);

        Assert.Null(report.DoublyRobust);
        Assert.Equal(report.Ips.Value - (1.959963984540054 * report.Ips.StandardError), report.Ips.Lower, 1e-12);
        Assert.Equal(report.Ips.Value + (1.959963984540054 * report.Ips.StandardError), report.Ips.Upper, 1e-12);
        var wide = OffPolicyReport.Of(Propensities, Targets, Rewards, new OffPolicyOptions { Confidence = 0.99 });
        Assert.Equal(wide.SelfNormalized.Value + (2.5758293035489004 * wide.SelfNormalized.StandardError), wide.SelfNormalized.Upper, 1e-12);
    }

    [Fact]
    public void CutWeightsAreCountedAndSaid()
    {
        var report = OffPolicyReport.Of(Propensities, Targets, Rewards, new OffPolicyOptions { MaximumWeight = 1 });

        Assert.Equal((1, 2.0), (report.CutRows, report.LargestWeight));
        Assert.Equal(2.5 / 4, report.Ips.Value, 1e-15); // 0.5 + 1 + 0 + 1
        Assert.Equal(2.5 / 3.5, report.SelfNormalized.Value, 1e-15);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("1 weights were cut", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSamePolicyEarnsWhatWasEarned()
    {
        var report = OffPolicyReport.Of(Propensities, Propensities, Rewards);

        Assert.Equal((0.75, 0.75, 4.0, 1.0), (report.Ips.Value, report.SelfNormalized.Value, report.EffectiveRows, report.MeanWeight));
    }

    [Fact]
    public void ATargetThatShowsNothingOfTheLogSaysSo()
    {
        var report = OffPolicyReport.Of(Propensities, [0, 0, 0, 0], Rewards);

        Assert.Equal((0.0, 0.0, 0.0), (report.Ips.Value, report.SelfNormalized.Value, report.EffectiveRows));
        Assert.Contains(report.Warnings, warning => warning.StartsWith("The mean weight is 0.000", StringComparison.Ordinal));
    }

    [Fact]
    public void ItReadsAsATable() => Assert.Equal(
        """
        4 rows, 3.2 effective; mean weight 1.125, largest 2.000

        Estimator             Value  Lower 95 %  Upper 95 %  Standard error
        -------------------  ------  ----------  ----------  --------------
        IPS                  0.8750      0.0382      1.7118          0.4270
        Self-normalised IPS  0.7778      0.3729      1.1827          0.2066
        Doubly robust        0.8125      0.3074      1.3176          0.2577

        - Only 3.2 rows' worth of weight carries the estimates: normal intervals are not to be trusted.

        """.ReplaceLineEndings("\n"),
        OffPolicyReport.OfWithModel(Propensities, Targets, Rewards, Predicted, Values).ToString());

    [Theory]
    [InlineData(0, 0, "The propensity of row 1 is 0; it is above 0, at most 1: what was shown could be shown. (Parameter 'propensities')")]
    [InlineData(0, double.NaN, "The propensity of row 1 is NaN; it is above 0, at most 1: what was shown could be shown. (Parameter 'propensities')")]
    [InlineData(0, 1.5, "The propensity of row 1 is 1.5; it is above 0, at most 1: what was shown could be shown. (Parameter 'propensities')")]
    [InlineData(1, -0.5, "The target probability of row 1 is -0.5; it is from 0 to 1. (Parameter 'targets')")]
    [InlineData(2, double.NaN, "The reward of row 1 is NaN; it is a finite number. (Parameter 'rewards')")]
    [InlineData(3, double.PositiveInfinity, "The predicted reward of row 1 is Infinity; it is a finite number. (Parameter 'predictedRewards')")]
    [InlineData(4, double.NaN, "The predicted value of row 1 is NaN; it is a finite number. (Parameter 'predictedValues')")]
    public void AnUnfitNumberIsNamedWithItsRow(int column, double value, string message)
    {
        double[][] columns = [[0.5, 0.5], [0.5, 0.5], [0, 1], [0, 1], [0, 1]];
        columns[column][0] = value;

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => OffPolicyReport.OfWithModel(columns[0], columns[1], columns[2], columns[3], columns[4])).Message);
    }

    [Fact]
    public void LengthsMustAgreeAndOneRowIsTooFew()
    {
        Assert.Contains("There are 1 target probabilities for 2 propensities.", Assert.Throws<ArgumentException>(() => OffPolicyReport.Of([0.5, 0.5], [0.5], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 3 rewards for 2 propensities.", Assert.Throws<ArgumentException>(() => OffPolicyReport.Of([0.5, 0.5], [0.5, 0.5], [1, 0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 predicted values for 2 propensities.", Assert.Throws<ArgumentException>(() => OffPolicyReport.OfWithModel([0.5, 0.5], [0.5, 0.5], [1, 0], [1, 0], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 rows", Assert.Throws<ArgumentException>(() => OffPolicyReport.Of([0.5], [0.5], [1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TheLargestWeightIsAboveZero(double weight) => Assert.Throws<ArgumentOutOfRangeException>(() => new OffPolicyOptions { MaximumWeight = weight });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void TheConfidenceLiesBetween(double confidence) => Assert.Throws<ArgumentOutOfRangeException>(() => new OffPolicyOptions { Confidence = confidence });
}
