using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Baselines;

namespace DeepRec.Tests.Models;

public sealed class FactoredNetworkTests
{
    private static readonly FactoredScorer Ids = new() { Dimension = 2, History = null, UserId = true, ResidualWidth = 0, Similarity = ItemSimilarity.Dot, Temperature = 1, Start = ItemStart.Random };

    private static readonly FactoredScorer Histories = Ids with { UserId = false, History = new PooledHistoryOptions { Pooling = HistoryPooling.Sum, Length = 5 } };

    [Fact]
    public void AnInnerProductIsDividedByTheTemperatureAndTheBiasIsNot()
    {
        using var network = Create(Ids with { Temperature = 0.5, ItemBias = true });
        Encoded.Set(network, "user.weight", [.. new float[6], 1, 2, -1, 0.5f]);
        Encoded.Set(network, "items.weight", [.. new float[6], 3, 4, 5, -1, 0, 2]);
        Encoded.Set(network, "item_bias.weight", [0, 0, 0, 0.25f, 0, -7]);

        // ⟨(1, 2), (3, 4)⟩ / 0.5 + 0.25, …
        Near.Equal([22.25f, 6, 1, -1.75f, -11, -5], ScoresOf(network, [0, 1]), 1e-5);
    }

    [Fact]
    public void ACosineKnowsNoLengths()
    {
        using var network = Create(Ids with { Similarity = ItemSimilarity.Cosine, Temperature = 0.1 });
        Encoded.Set(network, "user.weight", [.. new float[6], 1, 2, 0, 0]);
        Encoded.Set(network, "items.weight", [.. new float[6], 300, 600, -1, 0.5f, 0, 0.02f]);

        Near.Equal([10, 0, (float)(10 * 2 / Math.Sqrt(5)), 0, 0, 0], ScoresOf(network, [0, 1]), 1e-4); // nobody's vector is no direction
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AHistoryIsReadThroughTheItemsOwnTableOrASecondOne(bool tied)
    {
        using var network = Create(Histories with { TiedEmbeddings = tied });
        Encoded.Set(network, "items.weight", [.. new float[6], 1, 0, 0, 1, 2, 3]);
        if (!tied) Encoded.Set(network, "history_items.weight", [.. new float[6], 5, 0, 0, 7, 0, 0]);

        // u = e₀ + e₁, then ⟨u, e_i⟩.
        Near.Equal(tied ? [1, 1, 5] : [5, 7, 31], Scores(network, 0, 1), 1e-5);
        Assert.Equal(tied ? ["items.weight"] : ["history_items.weight", "items.weight"], network.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PartsAreAddedUp()
    {
        using var network = Create(Histories with { UserId = true });
        Encoded.Set(network, "items.weight", [.. new float[6], 1, 0, 0, 1, 2, 3]);
        Encoded.Set(network, "user.weight", [.. new float[6], 10, 20, 0, 0]);

        Near.Equal([11, 21, 85], Scores(network, 0, 1), 1e-5); // (1, 1) + (10, 20)
    }

    [Theory]
    [InlineData(3)] // as many as there are cities
    [InlineData(5)]
    public void FeaturesAreProjectedWhateverTheirNumber(int dimension)
    {
        using var network = Create(Histories with { Dimension = dimension }, TinyRanking.Inputs(4));
        var shapes = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape);
        Assert.Equal([dimension, 3L], shapes["request_tower.projection.weight"]); // three cities, as themselves
        Assert.Equal([dimension, 2 + 4 + 1L], shapes["item_tower.projection.weight"]); // two brands, four tags, a price
        Assert.True(network.BearsEmptyHistory);
        Encoded.Set(network, "items.weight", new float[7 * dimension]);
        Encoded.Set(network, "request_tower.projection.weight", [.. Enumerable.Range(1, 3 * dimension).Select(i => (float)i)]);
        Encoded.Set(network, "item_tower.projection.weight", [1, .. new float[7 * dimension - 1]]); // of the first brand, into the first number

        float[] scores = Scores(network, new RankingRequests([-1], [0, 0], [], Rankings.Ids("City", 4, 5)), TinyRanking.Inputs(4));

        Near.Equal([2, 0, 2, 0], scores); // of the second city, and of the items of the first brand
    }

    [Fact]
    public void WithHiddenLayersATowerIsANetworkOverItsParts()
    {
        using var network = Create(Histories with { UserId = true, UserLayers = [5], ItemLayers = [4, 3], ResidualWidth = 6 });
        var names = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape);

        Assert.Equal([5L, 4], names["request_tower.layers.0.weight"]); // history and id, 2 each
        Assert.Equal([2L, 5], names["request_tower.layers.1.weight"]);
        Assert.Equal([4L, 2], names["item_tower.layers.0.weight"]);
        Assert.Equal([3L, 4], names["item_tower.layers.1.weight"]);
        Assert.Equal([2L, 3], names["item_tower.layers.2.weight"]);
        Assert.Equal([6L, 2], names["residual.up.weight"]);
    }

    [Fact]
    public void AResidualBlockAddsItsNetworkOfTheStandardisedRow()
    {
        TorchRuntime.EnsureLoaded();
        var random = new SeededRandom(1);
        using var block = new ResidualBlock(2, 1, 0, ref random);
        Encoded.Set(block, "up.weight", 1, 0);
        Encoded.Set(block, "up.bias", 0);
        Encoded.Set(block, "down.weight", 10, -10);
        Encoded.Set(block, "down.bias", 0, 1);

        // (5, 3) is standardised to (1, −1); gelu(1) = 0.841345. Of (2, 2) nothing is left.
        Near.Equal([13.41345f, -4.41345f, 2, 3], Rankings.Values(() => block.call(TensorMemory.FromFloats([5, 3, 2, 2], 2, 2))), 1e-3);
    }

    [Fact]
    public void StartValuesByCooccurrenceStandAtTheItemsIds()
    {
        // Item 2 has the id 3, item 0 the id 5: the catalogue's order is not that of the ids. Item 1 is not in the vocabulary.
        int[] ids = [5, 2, 3, 4];
        var inputs = new RankingInputs([], [Encoded.Id("Item", 6, FeatureRole.Item)], Encoded.Rows((Feature.Item("Item"), new IdColumn(ids, 6))));
        int[][] histories = [[0, 2, 3], [2, 0], [3, 2, 0, 1], [0, 3]];
        var data = Rankings.Data(histories, 4) with { Inputs = inputs };
        using var network = Create(Histories with { Start = ItemStart.Cooccurrence, TiedEmbeddings = false, InitialDeviation = 0 }, inputs);

        network.Start(data, seed: 9);

        float[] vectors = CooccurrenceVectors.Of(data.Interactions, 2, 9, cancellationToken: TestContext.Current.CancellationToken);
        float[] expected = [0, 0, 0, 0, 0, 0, .. vectors[4..6], .. vectors[6..8], .. vectors[0..2]];
        Assert.Equal(expected, Encoded.Get(network, "items.weight"));
        Assert.Equal(expected, Encoded.Get(network, "history_items.weight"));
        Assert.Contains(expected, value => value != 0);
    }

    [Fact]
    public void WhoWasNeverMetGetsTheMeanOfWhoWas()
    {
        using var network = Create(Ids with { ItemBias = true });
        Encoded.Set(network, "user.weight", [9, 9, 9, 9, 9, 9, 1, 2, 4, 8]);
        Encoded.Set(network, "items.weight", [.. new float[6], 3, 0, 6, 3, 77, 77]);
        Encoded.Set(network, "item_bias.weight", [0, 0, 0, 1, 4, 55]);

        network.FillUnmet(Rankings.Data([[0, 1], [0]], 3)); // nobody met item 2

        Near.Equal([9, 9, 2, 4, 2, 4, 1, 2, 4, 8], Encoded.Get(network, "user.weight")); // user 0 has two rows of three
        Near.Equal([0, 0, 4, 1, 4, 1, 3, 0, 6, 3, 4, 1], Encoded.Get(network, "items.weight"));
        Near.Equal([0, 2, 2, 1, 4, 2], Encoded.Get(network, "item_bias.weight"));
    }

    [Fact]
    public void AFeatureThatNoMetItemHasGetsTheMeanOfThoseThatHave()
    {
        var inputs = new RankingInputs(
            [], [Encoded.Id("Item", 6, FeatureRole.Item), Encoded.Id("Brand", 100, FeatureRole.ItemFeature)],
            Encoded.Rows((Feature.Item("Item"), Rankings.IdsOf(3)), (Feature.Category("Brand", FeatureRole.ItemFeature), new IdColumn([10, 11, 12], 100))));
        using var network = Create(Histories, inputs);
        string name = network.named_parameters().Select(p => p.name).Single(n => n.StartsWith("item_features", StringComparison.Ordinal));
        float[] before = Encoded.Get(network, name);
        int width = before.Length / 100;

        network.FillUnmet(Rankings.Data([[0, 1], [0]], 3) with { Inputs = inputs }); // nobody met item 2, alone of brand 12

        float[] mean = [.. Enumerable.Range(0, width).Select(d => (2 * before[10 * width + d] + before[11 * width + d]) / 3)];
        Near.Equal(mean, Encoded.Get(network, name)[(12 * width)..(13 * width)]);
    }

    [Fact]
    public void AnItemOfUnknownIdIsWhatAllUnknownItemsShare()
    {
        // Item 1 is not in the vocabulary.
        var inputs = new RankingInputs(Rankings.Inputs(2, 3).Request, [Encoded.Id("Item", 6, FeatureRole.Item)], Encoded.Rows((Feature.Item("Item"), new IdColumn([3, 2, 5], 6))));
        using var network = Create(Ids with { ItemIdDropout = 0.999999, ItemBias = true }, inputs);
        Encoded.Set(network, "user.weight", [.. new float[6], 1, 2, 0, 0]);
        Encoded.Set(network, "items.weight", [0, 0, 0, 0, 100, 100, 3, 4, 0, 0, 5, -1]);
        Encoded.Set(network, "item_bias.weight", [0, 0, 100, 0.25f, 0, -7]);
        Encoded.Set(network, "unknown", 2, 1, 0.5f);

        Near.Equal([11.25f, 4.5f, -4], ItemScores(network, inputs));
        network.train(); // all others are hidden too, nearly always
        Near.Equal([4.5f, 4.5f, 4.5f], ItemScores(network, inputs));
        using var plain = Create(Ids);
        Assert.DoesNotContain("unknown", plain.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void FeaturesAreFusedBeforeTheyAreProjected()
    {
        using var network = Create(Histories with { Fusion = new FactorizationFusion { Dimension = 4 } }, TinyRanking.Inputs(4));
        var shapes = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.shape);

        Assert.Equal([2L, (1 + 1) * 4], shapes["request_tower.projection.weight"]); // the city alone
        Assert.Equal([2L, (3 + 1) * 4], shapes["item_tower.projection.weight"]); // brand, tags, price
        Assert.Equal([4L, 1], shapes["item_fusion.projections.2.weight"]);
        Assert.All(Scores(network, new RankingRequests([-1], [0, 0], [], Rankings.Ids("City", 4, 5)), TinyRanking.Inputs(4)), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void WhoMetNothingTeachesWhereSomethingElseIsKnown()
    {
        using FactoredNetwork histories = Create(Histories), both = Create(Histories with { UserId = true }), ids = Create(Ids);

        Assert.Equal((false, true, true), (histories.BearsEmptyHistory, both.BearsEmptyHistory, ids.BearsEmptyHistory));
        Assert.Equal((5, 5, 0), (histories.HistoryLength, both.HistoryLength, ids.HistoryLength));
    }

    [Fact]
    public void WhatIsNotKnownIsToldBeforeTheTraining()
    {
        RankingInputs withoutItem = new([], [Encoded.Id("Brand", 5, FeatureRole.ItemFeature)], Encoded.Rows((Feature.Category("Brand", FeatureRole.ItemFeature), new IdColumn([3, 4], 5))));

        Assert.Equal("A history needs the item's id as an input. Give it a vocabulary, or set History to null.", Refused(Histories, withoutItem));
        Assert.Equal("UserId needs the user's id as an input. Give it a vocabulary, or switch it off.", Refused(Ids, withoutItem));
        Assert.Equal("Nothing is known of the request: it has no id, no history and no feature that reaches the model. Give it one, or a vocabulary for its id.", Refused(Ids with { UserId = false }, Rankings.Inputs(2, 3)));
        Assert.Equal("Nothing is known of the item: it has no id, no history and no feature that reaches the model. Give it one, or a vocabulary for its id.", Refused(Ids, new RankingInputs(Rankings.Inputs(2, 3).Request, [], Rankings.Inputs(2, 3).Catalogue)));
        Assert.Equal("An encoder is given for 'Colour', which is no feature of user, context or item. Those: City, Brand, Tags, Price.", Refused(Histories with { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Colour"] = new OneHotEncoderOptions() } }, TinyRanking.Inputs(4)));
    }

    private static string Refused(FactoredScorer options, RankingInputs inputs) => Assert.ThrowsAny<ArgumentException>(() => Create(options, inputs)).Message;

    private static FactoredNetwork Create(FactoredScorer options, RankingInputs? inputs = null)
    {
        TorchRuntime.EnsureLoaded();
        var network = new FactoredNetwork(options, inputs ?? Rankings.Inputs(users: 2, items: 3), seed: 4);
        network.eval();
        return network;
    }

    private static float[] Scores(FactoredNetwork network, params int[] history) => Scores(network, new RankingRequests([0], [0, history.Length], history, Encoded.Rows((Feature.User("User"), new IdColumn([Rankings.Reserved], 5)))), Rankings.Inputs(2, 3));

    // Of the first user, by steps of seed 1 in training.
    private static float[] ItemScores(FactoredNetwork network, RankingInputs inputs)
    {
        using var random = StepRandom.Begin(1);
        var user = Encoded.Rows((Feature.User("User"), new IdColumn([Rankings.Reserved], 5)));
        return Rankings.Values(() => network.Score(network.EncodeRequests(FeatureBatch.Of(user, inputs.Request)), network.EncodeItems(FeatureBatch.Of(inputs.Catalogue, inputs.Item))));
    }

    private static float[] ScoresOf(FactoredNetwork network, int[] users) => Rankings.Values(() =>
    {
        var inputs = Rankings.Inputs(2, 3);
        var rows = Encoded.Rows((Feature.User("User"), new IdColumn(Array.ConvertAll(users, user => user + Rankings.Reserved), 5)));
        return network.Score(network.EncodeRequests(FeatureBatch.Of(rows, inputs.Request)), network.EncodeItems(FeatureBatch.Of(inputs.Catalogue, inputs.Item)));
    });

    private static float[] Scores(FactoredNetwork network, RankingRequests requests, RankingInputs inputs) =>
        Rankings.Values(() => network.Score(network.EncodeRequests(new RequestSource(inputs, network.Histories).Gather(requests)), network.EncodeItems(FeatureBatch.Of(inputs.Catalogue, inputs.Item))));
}
