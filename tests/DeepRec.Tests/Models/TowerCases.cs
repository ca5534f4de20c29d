using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Models;

/// <summary>Rankers of two towers of every structure that runs without its module, over columns of every kind; and requests to them.</summary>
internal static class TowerCases
{
    public const int Items = 150, Length = 6;

    private const int Users = 30, Cities = 70;

    private static readonly PooledHistoryOptions Newest = new() { Length = Length };

    private static readonly FactoredScorer Small = new() { Dimension = 8, History = Newest, ResidualWidth = 0 };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, FactoredScorer> All { get; } = new Dictionary<string, FactoredScorer>
    {
        ["default"] = new(),
        ["odd lengths"] = new() { Dimension = 13, ResidualWidth = 5, History = Newest, ItemBias = true },
        ["mean, inner product, tables untied, bias"] = Small with { History = Newest with { Pooling = HistoryPooling.Mean }, Similarity = ItemSimilarity.Dot, Temperature = 1, TiedEmbeddings = false, ItemBias = true },
        ["sum"] = Small with { History = Newest with { Pooling = HistoryPooling.Sum }, ResidualWidth = 16 },
        ["user's id alone"] = Small with { History = null, UserId = true, Temperature = 0.15 },
        ["user's id beside a history"] = Small with { UserId = true, ResidualWidth = 24 },
        ["networks"] = Small with { UserId = true, UserLayers = [32, 17], ItemLayers = [19], Dropout = 0.3, ItemBias = true, ResidualWidth = 16 },
        ["a network over features alone"] = Small with { History = null, UserLayers = [16], ItemLayers = [16, 8, 4] },
        ["two towers"] = (FactoredScorer)SoftmaxRankerOptions.TwoTower.Scorer,
        ["YouTube"] = (FactoredScorer)SoftmaxRankerOptions.YouTubeCandidates.Scorer,
        ["unknown items share a vector"] = Small with { ItemIdDropout = 0.2, ItemBias = true },
        ["encoders of all kinds"] = Small with
        {
            Encoders = new Dictionary<string, FeatureEncoderOptions>
            {
                ["City"] = new OneHotEncoderOptions(),
                ["Interests"] = new CategoriesEncoderOptions { Dimension = 5, Pooling = BagPooling.SquareRoot },
                ["Hour"] = new TimeEncoderOptions { Dimension = 3 },
                ["Brand"] = new CategoryEncoderOptions { Dimension = 4 },
                ["Tags"] = new CategoriesEncoderOptions { Dimension = 6, Pooling = BagPooling.Sum },
                ["Title"] = new TextBagEncoderOptions { Dimension = 7, SublinearFrequency = false },
                ["Picture"] = new VectorEncoderOptions { Dimension = 5, Normalization = VectorNormalization.Length },
                ["Colour"] = new VectorEncoderOptions { Dimension = null },
            },
        },
        ["events"] = Small with { History = Newest with { TimeGaps = true } },
        ["some columns of events, summed"] = Small with { History = Newest with { Pooling = HistoryPooling.Sum, Events = ["Stars", "Shelf"], EventEncoders = new Dictionary<string, FeatureEncoderOptions> { ["Shelf"] = new CategoryEncoderOptions { Dimension = 3 } } } },
        ["what was bought, beside all"] = Small with
        {
            History = Newest with { Events = [] },
            Histories = new Dictionary<string, HistoryOptions> { ["buy.x"] = new PooledHistoryOptions { Length = 3, Actions = ["buy"], TimeGaps = true }, ["mean"] = Newest with { Pooling = HistoryPooling.Mean, Events = [] } },
            UserLayers = [12],
        },
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static RankingInputs Inputs { get; } = MakeInputs(Items);

    /// <summary>The same columns over another catalogue.</summary>
    public static RankingInputs MakeInputs(int items)
    {
        var random = new Random(3);
        int[] ids = [.. Enumerable.Range(0, items).Select(item => item % 40 == 7 || item >= Items ? Vocabulary.FirstBucket : Vocabulary.FirstFreeId + item)];
        var catalogue = Encoded.Rows(
            (Feature.Item("Item"), new IdColumn(ids, Items + Vocabulary.FirstFreeId)),
            (Feature.Category("Brand", FeatureRole.ItemFeature), new IdColumn(Ids(random, items, 9), 9)),
            (Feature.Categories("Tags", FeatureRole.ItemFeature), Bags(random, items, 11)),
            (Feature.Number("Price", FeatureRole.ItemFeature), new NumberColumn(Numbers(random, items))),
            (Feature.Categories("Title", FeatureRole.ItemFeature), Bags(random, items, 15, most: 9)), (Feature.Vector("Picture", 12, FeatureRole.ItemFeature), Pictures(random, items, 12)), (Feature.Vector("Colour", 3, FeatureRole.ItemFeature), Pictures(random, items, 3)));
        return new RankingInputs(
            [
                Encoded.Id("User", Users + Vocabulary.FirstFreeId, FeatureRole.User), Encoded.Id("City", Cities, FeatureRole.UserFeature), Encoded.Bag("Interests", 12) with { Role = FeatureRole.UserFeature },
                Encoded.Number("Hour", 0.5f, -0.25f), Encoded.Number("Age", 30),
            ],
            [Encoded.Id("Item", Items + Vocabulary.FirstFreeId, FeatureRole.Item), Encoded.Id("Brand", 9, FeatureRole.ItemFeature), Encoded.Bag("Tags", 11) with { Role = FeatureRole.ItemFeature }, Encoded.Number("Price", 2) with { Role = FeatureRole.ItemFeature },
                Encoded.Bag("Title", 15) with { Role = FeatureRole.ItemFeature, Weights = [.. Enumerable.Range(0, 15).Select(id => id / 4f)] }, Encoded.Vector("Picture", 12), Encoded.Vector("Colour", 3)],
            catalogue)
        {
            Events = [Encoded.Number("Stars", 3) with { Role = FeatureRole.Event }, Encoded.Id("Shelf", 6, FeatureRole.Event), Encoded.Bag("Words", 7) with { Role = FeatureRole.Event }],
        };
    }

    /// <summary>A ranker none of whose weights is as it starts.</summary>
    public static ItemRanker Ranker(FactoredScorer scorer, int seed = 1)
    {
        var ranker = new SoftmaxRankerOptions { Scorer = scorer }.CreateDetached(Inputs, seed);
        var random = new SeededRandom((ulong)seed);
        foreach (var (name, parameter) in ranker.named_parameters())
        {
            double deviation = name.EndsWith("recency", StringComparison.Ordinal) ? 1 : 0.3;
            foreach (ref float value in TensorMemory.Span<float>(parameter)) value = (float)(deviation * random.NextGaussian());
        }

        ranker.eval();
        return ranker;
    }

    /// <summary>Users known and unknown, with no history, a short one, one that is just as long as is read, and longer ones.</summary>
    public static RankingRequests Requests(int count, int seed = 2)
    {
        var random = new Random(seed);
        int[] lengths = [.. Enumerable.Range(0, count).Select(request => request switch { 0 => 9, 1 => 0, 2 => 1, 3 => Length, 4 => Length + 1, _ => random.Next(80) })];
        int[] offsets = [0, .. lengths.Select((_, request) => lengths.Take(request + 1).Sum())];
        int events = offsets[^1];
        var features = Encoded.Rows(
            (Feature.User("User"), new IdColumn([.. Enumerable.Range(0, count).Select(request => request % 5 == 3 ? Vocabulary.FirstBucket : Vocabulary.FirstFreeId + random.Next(Users))], Users + Vocabulary.FirstFreeId)),
            (Feature.Category("City", FeatureRole.UserFeature), new IdColumn(Ids(random, count, Cities), Cities)),
            (Feature.Categories("Interests", FeatureRole.UserFeature), Bags(random, count, 12)),
            (Feature.Number("Hour", FeatureRole.Context), new NumberColumn(Numbers(random, 2 * count), width: 2)),
            (Feature.Number("Age", FeatureRole.Context), new NumberColumn(Numbers(random, count))));
        var columns = Encoded.Rows(
            (Feature.Number("Stars", FeatureRole.Event), new NumberColumn(Numbers(random, events))), (Feature.Category("Shelf", FeatureRole.Event), new IdColumn(Ids(random, events, 6), 6)),
            (Feature.Categories("Words", FeatureRole.Event), Bags(random, events, 7)));
        long[] ticks = [.. Enumerable.Range(0, events).Select(_ => random.Next(9) == 0 ? DateTimeColumn.Missing : random.NextInt64(TimeSpan.TicksPerDay * 900))];
        var actions = new CategoryColumn([.. Enumerable.Range(0, events).Select(_ => random.Next(4) - 1)], ["view", "buy", "leave"]);
        return new RankingRequests([.. Enumerable.Repeat(-1, count)], offsets, Ids(random, events, Items), features, new EventLog(ticks, columns, actions));
    }

    private static int[] Ids(Random random, int count, int size) => [.. Enumerable.Range(0, count).Select(_ => random.Next(size))];

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? float.NaN : random.NextSingle() * 4 - 1)];

    // Some that rows share, and some rows without one.
    private static VectorColumn Pictures(Random random, int count, int width) => new(
        [.. Enumerable.Range(0, count).Select(item => item % 6 == 2 ? VectorColumn.Missing : random.Next(20))], [.. Enumerable.Range(0, 20 * width).Select(k => k == 3 ? 3e20f : random.NextSingle() * 4 - 1)], width);

    private static IdBagColumn Bags(Random random, int count, int size, int most = 3)
    {
        var (offsets, ids) = (new int[count + 1], new List<int>());
        for (int row = 0; row < count; row++)
        {
            for (int n = random.Next(most + 1); n > 0; n--) ids.Add(random.Next(size));
            offsets[row + 1] = ids.Count;
        }

        return new IdBagColumn(offsets, [.. ids], size);
    }
}
