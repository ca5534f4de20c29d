using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class LabelStatisticsTests
{
    [Fact]
    public void LabelsAreSummedUp()
    {
        var label = Of(4, 1, 4, 2);

        Assert.Equal((2.75f, 1, 4), (label.Mean, label.Minimum, label.Maximum));
        Assert.Equal(Math.Sqrt(37 / 4.0 - 2.75 * 2.75), label.StandardDeviation, 1e-6);
        Assert.Equal([1, 2, 4], label.Levels);
        Assert.Equal(1, Of(3, 3).StandardDeviation);
    }

    [Fact]
    public void MoreThanAHundredLevelsAreNone()
    {
        Assert.Equal(100, Of([.. Enumerable.Range(0, 100).Select(v => (float)v)]).Levels.Count);
        Assert.Empty(Of([.. Enumerable.Range(0, 101).Select(v => (float)v)]).Levels);
    }

    [Fact]
    public void AMissingLabelIsNamed()
    {
        Assert.Contains("Column 'y', row 2: the label is missing", Assert.Throws<ArgumentException>(() => Of(1, float.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("has no label", Assert.Throws<ArgumentException>(() => LabelStatistics.Of(Encoded.Rows((Feature.Number("y"), new NumberColumn([1]))))).Message, StringComparison.Ordinal);
    }

    private static LabelStatistics Of(params float[] labels) => LabelStatistics.Of(Encoded.Rows((Feature.Label("y"), new NumberColumn(labels))));
}
