using CsCheck;
using DeepRec.Tests.Metrics;

namespace DeepRec.Tests.Evaluation;

public sealed class RankingEvaluatorTests
{
    private static readonly RankingEvaluationOptions AtTwo = new() { CutOffs = [2] };

    [Fact]
    public void SeenItemsAreMaskedAndTheProtocolSaysSo()
    {
        // Item 0 scores highest and was seen; without it item 2 is second.
        var scorer = new FixedScorer([9, 5, 4, 3, 2]);
        var task = Task([[2]], histories: [[0, 0]]);

        var masked = RankingEvaluator.Evaluate(scorer, task, AtTwo, cancellationToken: TestContext.Current.CancellationToken);
        var unmasked = RankingEvaluator.Evaluate(scorer, task, AtTwo with { MaskSeen = false }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("full ranking over 5 items, seen items masked", masked.Protocol);
        Assert.Equal("full ranking over 5 items, seen items are candidates too", unmasked.Protocol);
        Assert.Equal(0.5, masked.Mrr);
        Assert.Equal(1 / 3.0, unmasked.Mrr, 1e-15);
        Assert.Equal(1, masked.Metrics.Single().HitRate);
        Assert.Equal(0, unmasked.Metrics.Single().HitRate);
        Assert.Equal(2 / 3.0, masked.Auc!.Value, 1e-15); // 1 of 3 others above
        Assert.Equal(2 / 4.0, unmasked.Auc!.Value, 1e-15);
    }

    [Fact]
    public void WhatIsMaskedMayDifferFromTheHistory()
    {
        var task = Task([[2]], histories: [[4]]) with { Seen = ItemLists.Of([[0, 1]]) };

        Assert.Equal(1, RankingEvaluator.Evaluate(new FixedScorer([9, 5, 4, 3, 2]), task, AtTwo, cancellationToken: TestContext.Current.CancellationToken).Mrr);
    }

    [Fact]
    public void UsersWithoutRelevantItemsAreLeftOutAndCounted()
    {
        // Users 0 and 3 want nothing (3 by grade 0), user 1 only what is seen, user 2 the best item.
        float[] scores = [3, 2, 1];
        var task = Task([[], [1, 1], [0], [2]], histories: [[], [1], [], []]) with { Grades = [1, 1, 1, 0] };

        var report = RankingEvaluator.Evaluate(new FixedScorer(scores, scores, scores, scores), task, AtTwo, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Users);
        Assert.Equal(2, report.UsersWithoutRelevantItems);
        Assert.Equal(1, report.UsersWithOnlySeenItems);
        Assert.Equal(1, report.SeenRelevantItems);
        Assert.Equal([2], report.CountedRequests);
        Assert.Equal(1, report.Mrr);
        Assert.Contains("1 users; 2 without relevant items left out; 1 with only seen ones left out", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("seen before and are masked", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AFullRankingIsThatOfTheDefinitions() => Gen.Select(Gen.Int[3, 30], Gen.Int[1, 6], Gen.Int).Sample((items, users, seed) =>
    {
        var (scorer, task, scores) = RandomTask(items, users, seed);
        int[] counted = [.. Enumerable.Range(0, users).Where(u => task.Relevant.Of(u).ToArray().Except(task.SeenBy(u).ToArray()).Any())];
        if (counted.Length == 0) return;

        var report = RankingEvaluator.Evaluate(scorer, task, new RankingEvaluationOptions { CutOffs = [3, 10] });

        Assert.Equal(counted, report.CountedRequests);
        foreach (var metrics in report.Metrics)
        {
            double[][] naive = [.. counted.Select(u => NaiveRanking.Of(Listed(u), metrics.CutOff))];
            for (int i = 0; i < metrics.Values.Length; i++) Assert.Equal(naive.Average(values => values[i]), metrics.Values[i], 1e-12);
            Assert.Equal(report.Value($"NDCG@{metrics.CutOff}"), metrics.Ndcg, 1e-12);
            Assert.Equal(naive.Select(values => values[4]), report.UserValues($"NDCG@{metrics.CutOff}"), (a, b) => Math.Abs(a - b) < 1e-12);
        }

        Assert.Equal(report.Metrics, report.Lowest, (a, b) => a.Values.SequenceEqual(b.Values, new Close()));

        double[] Listed(int u)
        {
            int[] seen = task.SeenBy(u).ToArray(), relevant = task.Relevant.Of(u).ToArray();
            return [.. Enumerable.Range(0, items).Except(seen).OrderByDescending(i => scores[u][i]).Select(i => relevant.Contains(i) ? 1.0 : 0)];
        }
    }, iter: 200);

    [Fact]
    public void TheSizeOfTheBlocksChangesNothing()
    {
        // 100,000 items are 0.4 MB of scores a user: two users a block, or all five.
        var (scorer, task, _) = RandomTask(100_000, 5, seed: 3);
        var small = RankingEvaluator.Evaluate(scorer, task, new RankingEvaluationOptions { BlockMegabytes = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, scorer.LargestBlock);
        var large = RankingEvaluator.Evaluate(scorer, task, new RankingEvaluationOptions(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(5, scorer.LargestBlock);
        Assert.Equal(small.ToString(), large.ToString());
        Assert.All(small.MetricNames, name => Assert.Equal(small.UserValues(name), large.UserValues(name)));
    }

    [Fact]
    public void OneUserIsRankedWhateverTheBudget()
    {
        var scorer = new FixedScorer(new float[300_000]); // 1.2 MB
        Assert.Equal(1, RankingEvaluator.Evaluate(scorer, Task([[7]]), new RankingEvaluationOptions { BlockMegabytes = 1 }, cancellationToken: TestContext.Current.CancellationToken).TiedUsers);
    }

    [Fact]
    public void AConstantModelDoesNotScore()
    {
        var report = RankingEvaluator.Evaluate(new FixedScorer(new float[1000], new float[1000]), Task([[7], [0]]), new RankingEvaluationOptions { CutOffs = [10] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0.01, report.Metrics[0].HitRate, 1e-12); // k / I, as chance has it
        Assert.Equal(0, report.Lowest[0].HitRate);
        Assert.Equal(1, report.Highest[0].HitRate);
        Assert.Equal(0.5, report.Auc);
        Assert.Equal(2, report.TiedUsers);
        Assert.StartsWith("2 of 2 users have a relevant item tied", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void RelevantItemsThatStandTwiceCountOnceWithTheHigherGrade()
    {
        var task = Task([[1, 2, 1]]) with { Grades = [1, 1, 3] };
        var report = RankingEvaluator.Evaluate(new FixedScorer([4, 3, 2, 1]), task, AtTwo with { Gain = RankingGain.Exponential }, cancellationToken: TestContext.Current.CancellationToken);

        // gains 7 and 1; list: 0, 7
        Assert.Equal((7 / Math.Log2(3)) / (7 + (1 / Math.Log2(3))), report.Value("NDCG(exponential)@2"), 1e-12);
        Assert.Equal(0.5, report.Value("Recall@2"));
    }

    [Fact]
    public void ListsAreThoseOfTheBestUnseenItems()
    {
        // Lists of 2: {1, 2} and {0, 1}; item 0 was seen by user 0.
        var task = Task([[1], [1]], histories: [[0], []]) with { ItemCounts = [3, 1, 0, 0], Similarity = (_, _) => 0.25 };
        var lists = Assert.Single(RankingEvaluator.Evaluate(new FixedScorer([4, 3, 2, 1], [4, 3, 2, 1]), task, AtTwo, cancellationToken: TestContext.Current.CancellationToken).Lists);

        Assert.Equal(0.75, lists.Coverage);
        Assert.Equal(0.5, lists.Overlap);
        Assert.Equal(0.75, lists.Diversity);
        Assert.Equal((0.5 - 3) / 3, lists.PopularityLift!.Value, 1e-12); // user 1 has no history
    }

    [Fact]
    public void OneListForAllIsACollapse()
    {
        float[] scores = [.. Enumerable.Range(0, 50).Select(i => (float)i)];
        var task = Task([[1], [2]]) with { ItemCounts = new int[50] };
        var report = RankingEvaluator.Evaluate(new FixedScorer(scores, scores), task, AtTwo, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("The lists of 2 have collapsed: two users share 100 %", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void SampledRanksAreLabelledAndCorrected()
    {
        // 3 items, one negative each: user 0 ranks its item above it, user 1 below; one negative is the positive, one stands twice.
        var task = Task([[0], [1]]) with { Negatives = ItemLists.Of([[1, 0], [2, 2]]), ItemCounts = [1, 1, 1] };
        var report = RankingEvaluator.Evaluate(new FixedScorer([3, 2, 1], [1, 2, 3]), task, new RankingEvaluationOptions { CutOffs = [1] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("sampled: 1 fixed negatives a user of 3 items, not a full ranking", report.Protocol);
        Assert.Equal(2, report.DroppedNegatives);
        Assert.Equal(0.5, report.Value("HitRate@1 (sampled 1)"));
        Assert.Equal((1.275 - 0.225) / 1.575 / 2, report.Corrected.Single().HitRate, 1e-12); // SampledCorrectionTests
        Assert.Empty(report.Lists);
        Assert.Contains("NDCG@1 (sampled 1)", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("Krichene", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, report.Warnings.Count);
    }

    [Fact]
    public void TheNameHoldsTheMostNegativesAndTheProtocolTheRange()
    {
        // User 1's second negative is the positive.
        var task = Task([[0], [1]]) with { Negatives = ItemLists.Of([[1, 2], [2, 1]]) };
        var report = RankingEvaluator.Evaluate(new FixedScorer([3, 2, 1], [3, 2, 1]), task, new RankingEvaluationOptions { CutOffs = [1] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("sampled: 1–2 fixed negatives a user of 3 items, not a full ranking", report.Protocol);
        Assert.Equal(1, report.Value("HitRate@1 (sampled 2)"));
        Assert.NotEmpty(report.Corrected);
    }

    [Fact]
    public void SeveralRelevantItemsHaveNoEstimate()
    {
        var task = Task([[0, 1]]) with { Negatives = ItemLists.Of([[2, 3]]) };
        var report = RankingEvaluator.Evaluate(new FixedScorer([3, 2, 1, 4]), task, AtTwo, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(report.Corrected);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("There is no estimate of the full ranking", StringComparison.Ordinal));
        Assert.Equal(0.5, report.Value("Recall@2 (sampled 2)"));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ScoresThatAreNoNumbersAreRefused(float score)
    {
        var error = Assert.Throws<ArgumentException>(() => RankingEvaluator.Evaluate(new FixedScorer([1, 2], [1, score]), Task([[0], [0]]), AtTwo, cancellationToken: TestContext.Current.CancellationToken));
        Assert.StartsWith($"The model scores item 1 for request 1 as {score.ToString(System.Globalization.CultureInfo.InvariantCulture)};", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TasksThatDoNotFitAreRefused()
    {
        static void Refused(string message, RankingTask task) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => RankingEvaluator.Evaluate(new FixedScorer([1, 2]), task, AtTwo)).Message, StringComparison.Ordinal);

        Refused("None of 1 users has a relevant item", Task([[]]));
        Refused("Item 2 of the relevant items is none of the catalogue's 2.", Task([[2]]));
        Refused("There are 2 lists of negatives for 1 requests.", Task([[1]]) with { Negatives = ItemLists.Of([[1], [1]]) });
        Refused("There are 3 counts for 2 items.", Task([[1]]) with { ItemCounts = [1, 2, 3] });
        Refused("There are 2 grades for 1 relevant items.", Task([[1]]) with { Grades = [1, 2] });
        Refused("Grade 0 is -1; grades are 0 or above.", Task([[1]]) with { Grades = [-1] });
    }

    [Fact]
    public void OptionsOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RankingEvaluationOptions { CutOffs = [] });
        Assert.Throws<ArgumentException>(() => new RankingEvaluationOptions { CutOffs = [10, 10] });
        Assert.Throws<ArgumentException>(() => new RankingEvaluationOptions { CutOffs = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingEvaluationOptions { BlockMegabytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankingEvaluationOptions { CollapseOverlap = 1.5 });
        Assert.Equal([10, 20], new RankingEvaluationOptions().CutOffs);
    }

    [Fact]
    public void ACancelledEvaluationEnds() =>
        Assert.Throws<OperationCanceledException>(() => RankingEvaluator.Evaluate(new FixedScorer([1, 2]), Task([[0]]), AtTwo, new CancellationToken(canceled: true)));

    private static RankingTask Task(int[][] relevant, int[][]? histories = null)
    {
        var lists = histories ?? [.. relevant.Select(_ => Array.Empty<int>())];
        int[] offsets = [0, .. lists.Select((_, i) => lists.Take(i + 1).Sum(h => h.Length))];
        return new RankingTask(new RankingRequests([.. Enumerable.Range(0, relevant.Length)], offsets, [.. lists.SelectMany(h => h)]), ItemLists.Of(relevant));
    }

    private static (FixedScorer Scorer, RankingTask Task, float[][] Scores) RandomTask(int items, int users, int seed)
    {
        var random = new Random(seed);
        float[][] scores = [.. Enumerable.Range(0, users).Select(_ =>
        {
            float[] row = [.. Enumerable.Range(0, items).Select(i => (float)i)];
            random.Shuffle(row);
            return row;
        })];
        int[][] relevant = [.. scores.Select(_ => Some(1 + random.Next(4)))], histories = [.. scores.Select(_ => Some(random.Next(3)))];
        return (new FixedScorer(scores), Task(relevant, histories), scores);

        int[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(items)).Distinct()];
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
