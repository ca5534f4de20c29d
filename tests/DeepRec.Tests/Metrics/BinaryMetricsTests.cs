using CsCheck;

namespace DeepRec.Tests.Metrics;

public sealed class BinaryMetricsTests
{
    [Fact]
    public void AucAndLogLossAgreeWithScikitLearn()
    {
        var golden = Golden.Root.GetProperty("binary");
        double[] scores = Golden.Vector(golden.GetProperty("score"));
        bool[] labels = [.. Golden.Vector(golden.GetProperty("y")).Select(y => y > 0)];

        Assert.Equal(golden.GetProperty("auc").GetDouble(), BinaryMetrics.Auc(scores, labels), 1e-12);
        Assert.Equal(golden.GetProperty("logLoss").GetDouble(), BinaryMetrics.LogLoss(scores, labels), 1e-12);
    }

    [Fact]
    public void ATieIsHalfAWin() => Assert.Equal(0.625, BinaryMetrics.Auc([3, 2, 2, 1], [true, true, false, false]) - 0.25); // pairs: 1, 1, ½, 1 of 4

    [Fact]
    public void TurningTheScoresRoundTurnsAucRound() => Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[2, 50].Where(rows => rows.Select(r => r.Item2).Distinct().Count() == 2).Sample(rows =>
    {
        bool[] labels = [.. rows.Select(r => r.Item2)];
        Assert.Equal(1, BinaryMetrics.Auc([.. rows.Select(r => (double)r.Item1)], labels) + BinaryMetrics.Auc([.. rows.Select(r => -(double)r.Item1)], labels), 1e-12);
    });

    [Fact]
    public void GroupsOfOneClassAreLeftOutAndCounted()
    {
        // Group 7: 2 rows, AUC 1. Group 8: 4 rows, AUC ½ · (1 + 0). Group 9: positives only.
        var auc = BinaryMetrics.GroupedAuc([2, 1, 4, 3, 2, 1, 5], [true, false, true, false, false, true, true], [7, 7, 8, 8, 8, 8, 9]);

        Assert.Equal(2, auc.Groups);
        Assert.Equal(1, auc.RemovedGroups);
        Assert.Equal(0.75, auc.Mean, 1e-15);
        Assert.Equal((2 * 1 + 4 * 0.5) / 6, auc.Value, 1e-15);
    }

    [Fact]
    public void LogLossIsThatWorkedByHandAndAWrongCertaintyIsFinite()
    {
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.75)) / 2, BinaryMetrics.LogLoss([0.5, 0.25], [true, false]), 1e-15);
        Assert.Equal(-Math.Log(1e-15), BinaryMetrics.LogLoss([0], [true]), 1e-12);
    }

    [Fact]
    public void RowsThatCannotBeMeasuredAreRefused()
    {
        static void Refused(string message, Action compute) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(compute).Message, StringComparison.Ordinal);

        Refused("There are 1 scores but 2 labels.", () => BinaryMetrics.Auc([1], [true, false]));
        Refused("There are no scores to measure.", () => BinaryMetrics.Auc([], []));
        Refused("Row 1 of the scores is NaN, expected a finite number.", () => BinaryMetrics.Auc([1, double.NaN], [true, false]));
        Refused("All rows are of one class", () => BinaryMetrics.Auc([1, 2], [true, true]));
        Refused("All 2 groups are of one class", () => BinaryMetrics.GroupedAuc([1, 2], [true, false], [1, 2]));
        Refused("There are 1 groups but 2 scores.", () => BinaryMetrics.GroupedAuc([1, 2], [true, false], [1]));
        Refused("Row 0: 1.5 is no probability.", () => BinaryMetrics.LogLoss([1.5], [true]));
    }
}
