namespace DeepRec.Tests.Evaluation;

public sealed class RankingComparisonTests
{
    // Each model's ranks of the one relevant item of 40 users among 20 items.
    private static readonly RankingReport Good = Report(user => user % 2), Poor = Report(user => 3 + (user % 5)), Twin = Report(user => (user + 1) % 2);

    [Fact]
    public void ModelsAreComparedOverTheSameUsers()
    {
        var comparison = RankingComparison.Of([("good", Good, 1.5), ("poor", Poor, 0.5), ("twin", Twin, 2)], ["MRR", "HitRate@1"]);

        Assert.Equal(40, comparison.Users);
        Assert.Equal(["good", "poor", "twin"], comparison.Models.Select(m => m.Name));
        Assert.Equal([1.5, 0.5, 2], comparison.Models.Select(m => m.Seconds));
        Assert.Equal(0.75, comparison.Models[0].Values[0].Mean, 1e-12);
        Assert.All(comparison.Models.SelectMany(m => m.Values), v => Assert.InRange(v.Mean, v.Lower, v.Upper));
        Assert.Equal([("MRR", "good", "poor"), ("MRR", "good", "twin"), ("MRR", "poor", "twin"), ("HitRate@1", "good", "poor"), ("HitRate@1", "good", "twin"), ("HitRate@1", "poor", "twin")],
            comparison.Differences.Select(d => (d.Metric, d.First, d.Second)));
        Assert.Equal(Significance.Holm([.. comparison.Differences.Select(d => d.PValue)]), comparison.Differences.Select(d => d.AdjustedPValue));
        Assert.True(comparison.Differences[0].AdjustedPValue < 1e-6);
        Assert.Equal(1, comparison.Differences[1].PValue, 1e-12);
        Assert.Equal(0, comparison.Differences[1].Difference, 1e-12);
        Assert.All(comparison.Differences, d => Assert.InRange(d.Difference, d.Lower, d.Upper));
        // Ranks 1 and 2 against 4 to 8: the same users for both, so that the interval is the paired one.
        Assert.True(comparison.Differences[0].Lower > 0.4);
        Assert.True(comparison.Differences[1].Lower < 0 && comparison.Differences[1].Upper > 0);
        var twice = RankingComparison.Of([("good", Good, 1), ("again", Good, 1)], ["MRR"]).Differences[0];
        Assert.Equal((0.0, 0.0, 1.0), (twice.Lower, twice.Upper, twice.PValue));
    }

    [Fact]
    public void TheTableSaysWhatMayBeChance()
    {
        string text = RankingComparison.Of([("good", Good, 1.5), ("twin", Twin, 2)], ["MRR"]).ToString();

        Assert.Contains("full ranking over 20 items, seen items masked; 40 users; intervals of 95 % over users", text, StringComparison.Ordinal);
        Assert.Contains("good   0.7500 [", text, StringComparison.Ordinal);
        Assert.Contains("may be chance", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneModelHasIntervalsAndNoTests()
    {
        var comparison = RankingComparison.Of([("good", Good, 1)], ["MRR"], new RankingComparisonOptions { Resamples = 100, Confidence = 0.5 });

        Assert.Empty(comparison.Differences);
        Assert.Equal(0.5, comparison.Confidence);
        Assert.DoesNotContain("Holm", comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeComparedIsRefused()
    {
        static void Refused(string message, string[] metrics, params (string, RankingReport, double)[] models) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => RankingComparison.Of(models, metrics)).Message, StringComparison.Ordinal);

        Refused("There are no models", ["MRR"]);
        Refused("There are no metrics", [], ("good", Good, 1));
        Refused("Two models have the same name.", ["MRR"], ("good", Good, 1), ("good", Poor, 1));
        Refused("There is no metric 'NDCG@7'. There are: HitRate@1, ", ["NDCG@7"], ("good", Good, 1));
        Refused("'good' was evaluated by 'full ranking over 20 items, seen items masked', 'other' by 'full ranking over 20 items, seen items are candidates too'.", ["MRR"], ("good", Good, 1), ("other", Report(_ => 0, mask: false), 1));
        Refused("'good' and 'fewer' were evaluated on different users.", ["MRR"], ("good", Good, 1), ("fewer", Report(_ => 0, users: 39), 1));
    }

    [Fact]
    public void OptionsOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingComparisonOptions { Resamples = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingComparisonOptions { Confidence = 1 });
    }

    private static RankingReport Report(Func<int, int> above, int users = 40, bool mask = true)
    {
        // Items score in falling order; the relevant one is that with so many above it.
        float[][] scores = [.. Enumerable.Range(0, users).Select(_ => Enumerable.Range(0, 20).Select(i => -(float)i).ToArray())];
        int[][] relevant = [.. Enumerable.Range(0, users).Select(u => (int[])[above(u)])];
        var task = new RankingTask(new RankingRequests([.. Enumerable.Range(0, users)], new int[users + 1], []), ItemLists.Of(relevant));
        return RankingEvaluator.Evaluate(new FixedScorer(scores), task, new RankingEvaluationOptions { CutOffs = [1, 5], MaskSeen = mask });
    }
}
