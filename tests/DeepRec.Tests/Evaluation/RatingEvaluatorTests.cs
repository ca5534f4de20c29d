namespace DeepRec.Tests.Evaluation;

public sealed class RatingEvaluatorTests
{
    [Fact]
    public void SegmentsAreThoseThatHoldRows()
    {
        // Two rows of a user with 3 rows in training, one of an unknown user; the second item is unknown.
        var report = RatingEvaluator.Evaluate([1, 2, 3], [1, 4, 2], userRows: [3, 3, 0], itemRows: [5, 0, 5]);

        Assert.Equal(["known users", "unknown users", "known items", "unknown items"], report.Segments.Select(s => s.Name));
        Assert.Equal([2, 1, 2, 1], report.Segments.Select(s => s.Metrics.Count));
        Assert.Equal([2, 1, 0.5, 4], report.Segments.Select(s => s.Metrics.MeanSquaredError));
        Assert.Equal(5.0 / 3, report.MeanSquaredError, 1e-12);
        Assert.Equal(Math.Sqrt(5.0 / 3), report.RootMeanSquaredError, 1e-12);
        Assert.Equal(1, report.MeanAbsoluteError, 1e-12);
        Assert.Equal(report.Overall.RSquared, report.RSquared);
    }

    [Fact]
    public void DecilesPartTheRowsOfKnownUsersByActivity()
    {
        int[] activity = [.. Enumerable.Range(0, 37).Select(row => row * 7 % 37)]; // one row of an unknown user
        var report = RatingEvaluator.Evaluate(new float[37], [.. activity.Select(a => (float)a)], activity, [.. Enumerable.Repeat(1, 37)]);
        var deciles = report.Segments.Where(s => s.Name.StartsWith("activity decile", StringComparison.Ordinal)).ToArray();

        Assert.Equal(10, deciles.Length);
        Assert.Equal(36, deciles.Sum(d => d.Metrics.Count));
        Assert.All(deciles, d => Assert.InRange(d.Metrics.Count, 3, 4));
        Assert.Equal("activity decile 1 (1–3 rows)", deciles[0].Name);
        Assert.Equal("activity decile 10 (33–36 rows)", deciles[9].Name);
        Assert.Equal((1 + 2 + 3) / 3.0, deciles[0].Metrics.MeanAbsoluteError, 1e-6);
    }

    [Fact]
    public void FewerThanTenRowsHaveNoDeciles() =>
        Assert.DoesNotContain(RatingEvaluator.Evaluate(new float[9], new float[9], [.. Enumerable.Repeat(2, 9)], [.. Enumerable.Repeat(2, 9)]).Segments, s => s.Name.Contains("decile", StringComparison.Ordinal));

    [Fact]
    public void WithoutUsersOrItemsOnlyAllRowsAreCompared() => Assert.Empty(RatingEvaluator.Evaluate([1, 2], [1, 2], [], []).Segments);

    [Fact]
    public void TheTableHasALineForEachSegment()
    {
        string text = RatingEvaluator.Evaluate([1, 2, 3], [1, 4, 2], [3, 3, 0], [5, 0, 5]).ToString();

        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Single(lines.Select(line => line.Length).Distinct());
        Assert.Equal("all rows                                     3    1.6667    1.2910    1.0000   -0.0714", lines[1]);
    }
}
