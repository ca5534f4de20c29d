using DeepRec.Models;

namespace DeepRec.Tests.Baselines;

/// <summary>A few histories as what a ranking model learns from, and what a fitted one says.</summary>
internal static class TinyRanking
{
    /// <summary>Interactions of users with such histories; one row of the data for each interaction, and one column of ids where <paramref name="segments"/> gives each user's.</summary>
    public static RankingData Data(int[][] histories, int itemCount, int[]? segments = null, int segmentCount = 6)
    {
        int[] offsets = [0, .. histories.Select((_, user) => histories.Take(user + 1).Sum(history => history.Length))];
        int[] items = [.. histories.SelectMany(history => history)];
        int[] ids = [.. histories.SelectMany((history, user) => history.Select(_ => segments?[user] ?? 3))];
        var requests = Encoded.Rows((Feature.Category("City", FeatureRole.Context), new IdColumn(ids, segmentCount)));
        return new RankingData(Inputs(itemCount, segmentCount), new Interactions(offsets, items, itemCount, [.. Enumerable.Range(0, items.Length)]), requests);
    }

    /// <summary>Items with a brand, tags and a price made up from their number.</summary>
    public static RankingInputs Inputs(int itemCount, int segmentCount = 6)
    {
        int[] items = [.. Enumerable.Range(0, itemCount)], tagOffsets = [0, .. items.Select(item => items.Take(item + 1).Sum(i => i % 3))];
        int[] tags = [.. items.SelectMany(item => Enumerable.Range(0, item % 3).Select(tag => 3 + (item + tag) % 4))];
        var catalogue = Encoded.Rows(
            (Feature.Item("Item"), new IdColumn([.. items.Select(item => item + 3)], itemCount + 3)),
            (Feature.Category("Brand", FeatureRole.ItemFeature), new IdColumn([.. items.Select(item => 3 + item % 2)], 5)),
            (Feature.Categories("Tags", FeatureRole.ItemFeature), new IdBagColumn(tagOffsets, tags, 7)),
            (Feature.Number("Price", FeatureRole.ItemFeature), new NumberColumn([.. items.Select(item => item == 1 ? float.NaN : item * item)])));
        return new RankingInputs(
            [Encoded.Id("City", segmentCount, FeatureRole.Context)],
            [Encoded.Id("Item", itemCount + 3, FeatureRole.Item), Encoded.Id("Brand", 5, FeatureRole.ItemFeature), Encoded.Bag("Tags", 7), Encoded.Number("Price", 0)],
            catalogue);
    }

    /// <summary>Requests of unknown users with such histories.</summary>
    public static RankingRequests Requests(params int[][] histories) => new(
        [.. histories.Select(_ => -1)], [0, .. histories.Select((_, i) => histories.Take(i + 1).Sum(history => history.Length))], [.. histories.SelectMany(history => history)]);

    public static ItemScorer Fit(RankingModelOptions options, RankingData data, int seed = 42) => options.Fit(data, new RankingFit(seed, CancellationToken: TestContext.Current.CancellationToken));

    public static float[] Score(ItemScorer scorer, RankingRequests requests)
    {
        var scores = new float[requests.Count * scorer.ItemCount];
        Array.Fill(scores, float.NaN);
        scorer.Score(requests, scores);
        return scores;
    }

    public static float[] Score(ItemScorer scorer, params int[][] histories) => Score(scorer, Requests(histories));

    /// <summary>Equal to six digits.</summary>
    public static void AssertNear(IEnumerable<double> expected, IEnumerable<float> actual) =>
        Assert.All(expected.Zip(actual, (e, a) => (e, a)), pair => Assert.Equal(pair.e, pair.a, 1e-5));

    /// <summary>Random histories of different lengths; the first is empty.</summary>
    public static int[][] Histories(int users, int items, ulong seed)
    {
        var random = new SeededRandom(seed);
        var histories = new int[users][];
        for (int user = 0; user < users; user++)
        {
            histories[user] = new int[user == 0 ? 0 : 1 + random.NextInt(9)];
            for (int k = 0; k < histories[user].Length; k++) histories[user][k] = Math.Min(random.NextInt(items), random.NextInt(items));
        }

        return histories;
    }
}
