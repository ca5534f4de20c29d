using CsCheck;

namespace DeepRec.Tests.Metrics;

/// <summary>Ties: the metrics are their exact expected values over all orders, and the bounds are the least and the largest of them.</summary>
public sealed class TieGroupTests
{
    // Up to 6 items with few different scores, at least one relevant.
    private static readonly Gen<(double[] Scores, double[] Gains)> Tied = Gen.Int[1, 6].SelectMany(n => Gen.Select(
        Gen.Int[0, 2].Select(s => (double)s).Array[n], Gen.Int[0, 2].Select(g => (double)g).Array[n])).Where(t => t.Item2.Any(g => g > 0));

    [Fact]
    public void TheMetricsAreTheMeansOverAllOrdersOfTheTies() => Gen.Select(Tied, Gen.Int[1, 7]).Sample((tied, k) =>
    {
        var all = Orders(tied.Scores, tied.Gains).Select(gains => NaiveRanking.Of(gains, k)).ToArray();
        var (mean, low, high) = (NaiveRanking.Computed(tied.Scores, tied.Gains, k, TieOrder.Random), NaiveRanking.Computed(tied.Scores, tied.Gains, k, TieOrder.Worst), NaiveRanking.Computed(tied.Scores, tied.Gains, k, TieOrder.Best));
        for (int metric = 0; metric < mean.Length; metric++)
        {
            Assert.Equal(all.Average(values => values[metric]), mean[metric], 1e-12);
            Assert.Equal(all.Min(values => values[metric]), low[metric], 1e-12);
            Assert.Equal(all.Max(values => values[metric]), high[metric], 1e-12);
        }
    }, iter: 200);

    [Fact]
    public void TheOrderOfTheItemsDoesNotMatter() => Gen.Select(Tied, Gen.Int[1, 7], Gen.Int).Sample((tied, k, seed) =>
    {
        int[] order = [.. Enumerable.Range(0, tied.Scores.Length)];
        new Random(seed).Shuffle(order);
        double[] scores = [.. order.Select(i => tied.Scores[i])], gains = [.. order.Select(i => tied.Gains[i])];
        Assert.Equal(NaiveRanking.Computed(tied.Scores, tied.Gains, k, TieOrder.Random), NaiveRanking.Computed(scores, gains, k, TieOrder.Random));
    }, iter: 200);

    [Fact]
    public void AConstantModelScoresWhatChanceDoes()
    {
        // 100 items of one score, 2 relevant, k = 10.
        double[] scores = new double[100], gains = [1, 1, .. new double[98]];
        var values = NaiveRanking.Computed(scores, gains, 10, TieOrder.Random);

        Assert.Equal(1 - (90 * 89 / (100.0 * 99)), values[0], 1e-12); // hit rate
        Assert.Equal(0.02, values[1], 1e-12); // precision: the share of relevant items
        Assert.Equal(0.1, values[2], 1e-12); // recall: k / I
        Assert.Equal(0.5, RankingFormulas.Auc(NaiveRanking.Ranked(scores, gains), 100), 1e-12);
        Assert.All(NaiveRanking.Computed(scores, gains, 10, TieOrder.Worst), value => Assert.Equal(0, value));
    }

    [Fact]
    public void ATieOfTwoIsHalfOfEach()
    {
        // One relevant item tied with another below one of a higher score: rank 2 or 3.
        double[] scores = [3, 2, 2, 1], gains = [0, 1, 0, 0];

        Assert.Equal(2.5, NaiveRanking.Ranked(scores, gains).Single().Rank);
        Assert.Equal((1 / 2.0 + 1 / 3.0) / 2, NaiveRanking.Computed(scores, gains, 4, TieOrder.Random)[5], 1e-15);
        Assert.Equal(0.5, NaiveRanking.Computed(scores, gains, 2, TieOrder.Random)[0], 1e-15);
        Assert.Equal(0, NaiveRanking.Computed(scores, gains, 2, TieOrder.Worst)[0]);
        Assert.Equal(1, NaiveRanking.Computed(scores, gains, 2, TieOrder.Best)[0]);
    }

    [Fact]
    public void TheAucOfRanksIsTheAucOfPairs() => Tied.Where(t => t.Gains.Any(g => g == 0)).Sample(tied =>
        Assert.Equal(BinaryMetrics.Auc(tied.Scores, [.. tied.Gains.Select(g => g > 0)]), RankingFormulas.Auc(NaiveRanking.Ranked(tied.Scores, tied.Gains), tied.Scores.Length), 1e-12), iter: 200);

    [Fact]
    public void WithoutOthersThereIsNoAuc() => Assert.True(double.IsNaN(RankingFormulas.Auc([new RankedItem(0, 0, 1)], 1)));

    private static IEnumerable<double[]> Orders(double[] scores, double[] gains) =>
        Permutations([.. Enumerable.Range(0, scores.Length)]).Select(order => order.OrderByDescending(i => scores[i]).Select(i => gains[i]).ToArray());

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length <= 1 ? [items] : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
