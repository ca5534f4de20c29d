using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class NumberStepTests
{
    private const float M = Rows.Missing;

    [Fact]
    public void StandardizeUsesTheStandardDeviationOfThePopulation() =>
        // Mean 5, squared deviations 9 1 1 1 0 0 4 16, their mean 4.
        Assert.Equal([-1.5f, -0.5f, -0.5f, M, -0.5f, 0, 0, 1, 2], Rows.NumbersAfter(new Standardize("x"), Rows.Numbers("x", 2, 4, 4, M, 4, 5, 5, 7, 9), "x"));

    [Fact]
    public void AConstantColumnStandardizesToZeroWhateverComesLater()
    {
        var fitted = Rows.Fit(new Standardize("x"), Rows.Numbers("x", 0.1f, 0.1f, M, 0.1f));
        Assert.Equal([0, 0, M], Rows.NumbersOf(fitted.Transform(Rows.Numbers("x", 0.1f, 1e30f, M)), "x"));
    }

    [Fact]
    public void AColumnWithoutAnyValueStandardizesToZeroWhateverComesLater()
    {
        var fitted = Rows.Fit(new Standardize("x"), Rows.Numbers("x", M, M));
        Assert.Equal([0, M], Rows.NumbersOf(fitted.Transform(Rows.Numbers("x", 7, M)), "x"));
    }

    [Fact]
    public void AbsurdValuesStopAtTheLimit()
    {
        var fitted = Rows.Fit(new Standardize("x") { Limit = 3 }, Rows.Numbers("x", -1, 1));
        Assert.Equal([2, 3, -3], Rows.NumbersOf(fitted.Transform(Rows.Numbers("x", 2, float.MaxValue, float.MinValue)), "x"));
    }

    [Fact]
    public void ScaleToRangeBringsTheTrainingRangeToTheTarget() =>
        Assert.Equal([-1, 1, M, 0], Rows.NumbersAfter(new ScaleToRange("x", -1, 1), Rows.Numbers("x", 10, 30, M, 20), "x"));

    [Fact]
    public void ARangeOnOneSideOfZeroDoesNotReachZero()
    {
        Assert.Equal([0, 0.25f, 1], Rows.NumbersAfter(new ScaleToRange("x"), Rows.Numbers("x", -30, -25, -10), "x"));
        Assert.Equal([0, 0.25f, 1], Rows.NumbersAfter(new ScaleToRange("x"), Rows.Numbers("x", 10, 15, 30), "x"));
    }

    [Fact]
    public void APartWithoutValuesAddsNothingToTheRangeAndTheMean()
    {
        static DeepRec.Preprocessing.NumberSummary Of(params float[][] parts) => DeepRec.Preprocessing.NumberSummary.Of(new TrainingSet([.. parts.Select(values => Rows.Numbers("x", values))]), "x");

        foreach (var summary in new[] { Of([M], [-30, -10]), Of([-30, -10], [M]), Of([M], [-10], [M, M], [-30]) })
            Assert.Equal((2, -20, 10, -30, -10), (summary.Count, summary.Mean, summary.StandardDeviation, summary.Minimum, summary.Maximum));
        var positive = Of([M], [10, 30]);
        Assert.Equal((10, 30), (positive.Minimum, positive.Maximum));
    }

    [Fact]
    public void ValuesOutsideTheTrainingRangeAreClippedUnlessAskedOtherwise()
    {
        var training = Rows.Numbers("x", 10, 30);
        var later = Rows.Numbers("x", 0, 40);
        Assert.Equal([0, 1], Rows.NumbersOf(Rows.Fit(new ScaleToRange("x"), training).Transform(later), "x"));
        Assert.Equal([-0.5f, 1.5f], Rows.NumbersOf(Rows.Fit(new ScaleToRange("x") { ClipOutside = false }, training).Transform(later), "x"));
    }

    [Fact]
    public void AConstantColumnScalesToTheLowEnd() =>
        Assert.Equal([-1, -1, M], Rows.NumbersAfter(new ScaleToRange("x", -1, 1), Rows.Numbers("x", 7, 7, M), "x"));

    [Fact]
    public void AnUnclippedScaleSaturatesInsteadOfBecomingInfinite()
    {
        var fitted = Rows.Fit(new ScaleToRange("x") { ClipOutside = false }, Rows.Numbers("x", 0, 1e-20f));
        Assert.Equal([float.MaxValue, float.MinValue], Rows.NumbersOf(fitted.Transform(Rows.Numbers("x", 1e30f, -1e30f)), "x"));
    }

    [Fact]
    public void LogKeepsZeroAndSign()
    {
        float e = (float)(Math.E - 1);
        var logs = Rows.NumbersOf(new LogTransform("x").Transform(Rows.Numbers("x", 0, e, -e, M, float.MaxValue)), "x");
        Assert.Equal(0, logs[0]);
        Assert.Equal(1, logs[1], 1e-6);
        Assert.Equal(-1, logs[2], 1e-6);
        Assert.Equal(M, logs[3]);
        Assert.Equal(128 * Math.Log(2), logs[4], 1e-4);
    }

    [Fact]
    public void ClipSetsValuesToTheNearerBound() =>
        Assert.Equal([0, 0, 2, 5, M], Rows.NumbersOf(new Clip("x", 0, 5).Transform(Rows.Numbers("x", -3, 0, 2, 9, M)), "x"));

    [Fact]
    public void ClipRefusesBoundsInTheWrongOrder()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Clip("x", 2, 1));
        Assert.Contains("not below the minimum 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WinsorizeClipsAtTheQuantilesOfTheTrainingValues()
    {
        // 0 … 100: the quantile p lies at 100 p.
        float[] values = [.. Enumerable.Range(0, 101).Select(i => (float)i), M];
        var fitted = Assert.IsType<Clip>(Rows.Fit(new Winsorize("x", 0.055, 0.9), Rows.Numbers("x", values)));
        Assert.Equal((5.5f, 90f), (fitted.Minimum, fitted.Maximum));
    }

    [Fact]
    public void WinsorizeWithoutAnyValueLeavesValuesAlone() =>
        Assert.Equal([9e9f], Rows.NumbersOf(Rows.Fit(new Winsorize("x"), Rows.Numbers("x", M)).Transform(Rows.Numbers("x", 9e9f)), "x"));

    [Fact]
    public void AColumnOfSeveralNumbersARowIsRefusedByName()
    {
        var rows = Rows.Of((Feature.Number("v"), new NumberColumn([1, 2, 3, 4], 2)));
        var error = Assert.Throws<ArgumentException>(() => Rows.Fit(new Standardize("v"), rows));
        Assert.Contains("'v' holds 2 numbers a row", error.Message, StringComparison.Ordinal);
    }
}
