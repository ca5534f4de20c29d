namespace DeepRec.Tests.Metrics;

public sealed class RankingMetricsTests
{
    public static TheoryData<int, int> GoldenLists()
    {
        var lists = new TheoryData<int, int>();
        int user = 0;
        foreach (var list in Golden.Root.GetProperty("ranking").GetProperty("users").EnumerateArray())
        {
            foreach (var at in list.GetProperty("at").EnumerateObject()) lists.Add(user, int.Parse(at.Name, System.Globalization.CultureInfo.InvariantCulture));
            user++;
        }

        return lists;
    }

    [Theory]
    [MemberData(nameof(GoldenLists))]
    public void ListsAgreeWithScikitLearn(int user, int cutOff)
    {
        var golden = Golden.Root.GetProperty("ranking").GetProperty("users")[user];
        var expected = golden.GetProperty("at").GetProperty($"{cutOff}");
        double[] relevant = Golden.Vector(golden.GetProperty("relevant")), ranked = Golden.Vector(golden.GetProperty("ranked"));
        int[] ranks = [.. Enumerable.Range(1, ranked.Length).Where(rank => relevant.Contains(ranked[rank - 1]))];

        var metrics = RankingMetrics.Compute(ranks, relevant.Length, cutOff);

        Assert.Equal(expected.GetProperty("hitRate").GetDouble(), metrics.HitRate, 1e-12);
        Assert.Equal(expected.GetProperty("precision").GetDouble(), metrics.Precision, 1e-12);
        Assert.Equal(expected.GetProperty("recall").GetDouble(), metrics.Recall, 1e-12);
        Assert.Equal(expected.GetProperty("recallCapped").GetDouble(), metrics.RecallCapped, 1e-12);
        Assert.Equal(expected.GetProperty("ndcg").GetDouble(), metrics.Ndcg, 1e-12);
        Assert.Equal(expected.GetProperty("mrr").GetDouble(), metrics.Mrr, 1e-12);
        Assert.Equal(expected.GetProperty("mapCut").GetDouble(), metrics.MapCut, 1e-12);
        Assert.Equal(expected.GetProperty("mapCapped").GetDouble(), metrics.MapCapped, 1e-12);
    }

    [Theory]
    [InlineData("linear", RankingGain.Linear)]
    [InlineData("exponential", RankingGain.Exponential)]
    public void GradedNdcgAgreesWithNumPy(string name, RankingGain gain)
    {
        var golden = Golden.Root.GetProperty("gradedNdcg");
        double[] scores = Golden.Vector(golden.GetProperty("score")), gains = [.. Golden.Vector(golden.GetProperty("y")).Select(y => RankingFormulas.GainOf(y, gain))];

        foreach (int cutOff in new[] { 3, 5, 10 })
        {
            Assert.Equal(golden.GetProperty(name).GetProperty($"{cutOff}").GetDouble(), NaiveRanking.Computed(scores, gains, cutOff, TieOrder.Random)[4], 1e-12);
        }
    }

    [Fact]
    public void TheWorkedExampleIsAsThisLibraryDefinesIt()
    {
        // A: 12 relevant, hits at ranks 2, 5 and 9. B: 2 relevant, one at 1. C: 3 relevant, none found. k = 10.
        RankingMetrics[] users = [RankingMetrics.Compute([2, 5, 9], 12, 10), RankingMetrics.Compute([1], 2, 10), RankingMetrics.Compute([], 3, 10)];

        Assert.Equal(0.3011, users.Average(u => u.Ndcg), 5e-5);
        Assert.Equal(0.2500, users.Average(u => u.Recall), 5e-5);
        Assert.Equal(0.2667, users.Average(u => u.RecallCapped), 5e-5);
        Assert.Equal(0.1333, users.Average(u => u.Precision), 5e-5);
        Assert.Equal(0.2009, users.Average(u => u.MapCut), 5e-5);
        Assert.Equal(0.2078, users.Average(u => u.MapCapped), 5e-5);
        Assert.Equal(0.5, users.Average(u => u.Mrr));
        Assert.Equal(2 / 3.0, users.Average(u => u.HitRate), 1e-15);
    }

    [Fact]
    public void TheOrderInWhichRanksAreGivenDoesNotMatter() =>
        Assert.Equal(RankingMetrics.Compute([2, 5, 9], 12, 10), RankingMetrics.Compute([9, 2, 5], 12, 10));

    [Fact]
    public void AHitBelowTheCutOffIsNone()
    {
        var metrics = RankingMetrics.Compute([11], 1, 10);

        Assert.All(metrics.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheExponentialGainStandsInTheName()
    {
        Assert.Equal("NDCG@10", RankingMetrics.NameOf("NDCG", 10, RankingGain.Linear));
        Assert.Equal("NDCG(exponential)@10", RankingMetrics.NameOf("NDCG", 10, RankingGain.Exponential));
        Assert.Equal("Recall@10", RankingMetrics.NameOf("Recall", 10, RankingGain.Exponential));
    }

    [Fact]
    public void ListsThatCannotBeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Compute([1], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMetrics.Compute([], 0, 10));
        Assert.StartsWith("There are 2 hits but 1 relevant items.", Assert.Throws<ArgumentException>(() => RankingMetrics.Compute([1, 2], 1, 10)).Message, StringComparison.Ordinal);
        Assert.StartsWith("A rank is 2;", Assert.Throws<ArgumentException>(() => RankingMetrics.Compute([2, 2], 2, 10)).Message, StringComparison.Ordinal);
        Assert.StartsWith("A rank is 0;", Assert.Throws<ArgumentException>(() => RankingMetrics.Compute([0], 2, 10)).Message, StringComparison.Ordinal);
    }
}
