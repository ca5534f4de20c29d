using CsCheck;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Baselines;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

public sealed class JointNetworkTests
{
    // One number of a request, one of an item, and their product.
    private static readonly RankingInputs Prices = new(
        [Encoded.Number("Wish", 0)], [Encoded.Number("Price", 0) with { Role = FeatureRole.ItemFeature }],
        Encoded.Rows((Feature.Number("Price", FeatureRole.ItemFeature), new NumberColumn([1, 2, 4]))));

    private static readonly JointScorer Linear = new() { HiddenLayers = [], Crosses = [new FeatureCross("Wish", "Price")] };

    [Fact]
    public void TheLinearGradientIsTheItemsFeaturesLessTheirExpectation()
    {
        // f = b + 3 x_u + (ln 2 − 1) x_i + ½ x_u x_i: for x_u = 2 the prices 1, 2, 4 score k, 2k, 4k above the rest, k = ln 2, so that P = 2, 4, 16 of 22.
        using var network = Create(Linear, Prices);
        Encoded.Set(network, "of_request.weight", 3);
        Encoded.Set(network, "of_request.bias", 7);
        Encoded.Set(network, "of_item.weight", MathF.Log(2) - 1);
        Encoded.Set(network, "of_item.bias", -1);
        Encoded.Set(network, "cross_0", 0.5f);
        using var scope = NewDisposeScope();
        var scores = network.Score(network.EncodeRequests(Wishes(2)), network.EncodeItems(FeatureBatch.Of(Prices.Catalogue, Prices.Item)));
        Near.Equal([1 / 11f, 2 / 11f, 8 / 11f], TensorMemory.ToFloats(scores.softmax(1)), 1e-6);

        RankingLosses.FullSoftmax(scores, tensor(new long[] { 1 })).backward();

        // −(x_ui − E_P[x]) for the item of price 2: E_P[price] = (1 + 4 + 32) / 11, and x_u is the same for all.
        float Gradient(string name) => TensorMemory.ToFloats(network.named_parameters().Single(p => p.name == name).parameter.grad!).Single();
        Assert.Equal(-(2 - 37 / 11.0), Gradient("of_item.weight"), 1e-5);
        Assert.Equal(-(4 - 2 * 37 / 11.0), Gradient("cross_0"), 1e-5);
        Assert.Equal(0, Gradient("of_request.weight"), 1e-5);
        Assert.Equal(0, Gradient("of_request.bias"), 1e-5);
        Assert.Equal(0, Gradient("of_item.bias"), 1e-5);
    }

    [Fact]
    public void TheGradientIsThatForAnyWeights() => Gen.Select(Gen.Float[-2, 2], Gen.Float[-2, 2], Gen.Float[-2, 2], Gen.Int[0, 2]).Sample((wish, price, cross, item) =>
    {
        using var network = Create(Linear, Prices);
        Encoded.Set(network, "of_item.weight", price);
        Encoded.Set(network, "cross_0", cross);
        using var scope = NewDisposeScope();
        RankingLosses.FullSoftmax(network.Score(network.EncodeRequests(Wishes(wish)), network.EncodeItems(FeatureBatch.Of(Prices.Catalogue, Prices.Item))), tensor(new long[] { item })).backward();

        double[] prices = [1, 2, 4], odds = [.. prices.Select(p => Math.Exp(p * (price + cross * wish)))];
        double expected = prices.Zip(odds, (p, o) => p * o).Sum() / odds.Sum();
        double Gradient(string name) => TensorMemory.ToFloats(network.named_parameters().Single(p => p.name == name).parameter.grad!).Single();
        Assert.Equal(expected - prices[item], Gradient("of_item.weight"), 1e-4);
        Assert.Equal(wish * (expected - prices[item]), Gradient("cross_0"), 1e-4);
    }, iter: 50, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Fact]
    public void ProbabilitiesOverAllItemsSumToOne() => Gen.Select(Gen.Float[-3, 3].Array[1, 6], Gen.Int[0, 2], Gen.Long).Sample((wishes, layers, seed) =>
    {
        using var network = Create(Linear with { HiddenLayers = [.. Enumerable.Repeat(7, layers)] }, Prices, seed);

        float[] probabilities = Rankings.Values(() => network.Score(network.EncodeRequests(Wishes(wishes)), network.EncodeItems(FeatureBatch.Of(Prices.Catalogue, Prices.Item))).softmax(1));

        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(p => (double)p), 1e-6));
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
    }, iter: 30, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Fact]
    public void PairsScoreAsAmongAll() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 9], Gen.Int[0, 2], Gen.Int[1, 4], Gen.Bool).Sample((requests, items, layers, width, crossed) =>
    {
        var inputs = TinyRanking.Inputs(items);
        FeatureCross[] crosses = crossed ? [new FeatureCross("City", "Brand"), new FeatureCross("City", "Price"), new FeatureCross("City", "Brand")] : [];
        using var network = Create(new JointScorer { HiddenLayers = [.. Enumerable.Repeat(width, layers)], Crosses = crosses, Activation = Activation.Gelu }, inputs);
        var rows = Encoded.Rows((Feature.Category("City", FeatureRole.Context), new IdColumn([.. Enumerable.Range(0, requests).Select(row => row % 6)], 6)));
        Tensor Requests() => network.EncodeRequests(FeatureBatch.Of(rows, inputs.Request));
        Tensor Items(int[] chosen) => network.EncodeItems(FeatureBatch.Of(inputs.Catalogue.Select(chosen), inputs.Item));

        float[] all = Rankings.Values(() => network.Score(Requests(), Items([.. Enumerable.Range(0, items)])));

        Assert.Equal(requests * items, all.Length);
        for (int shift = 0; shift < items; shift++)
        {
            int[] paired = [.. Enumerable.Range(0, requests).Select(row => (row + shift) % items)];
            Near.Equal([.. paired.Select((item, row) => all[row * items + item])], Rankings.Values(() => network.ScorePairs(Requests(), Items(paired))), 1e-5);
        }
    }, iter: 60, threads: 1); // on the test's own thread, whose scope holds the tensors

    [Fact]
    public void IdsAreLeftOutUnlessTheyAreAllThereIs()
    {
        using JointNetwork with = Create(new JointScorer(), TinyRanking.Inputs(4)), without = Create(new JointScorer { Ids = false }, TinyRanking.Inputs(4)), alone = Create(new JointScorer { Ids = false }, Rankings.Inputs(2, 3));

        Assert.Contains(with.named_parameters(), p => p.name.StartsWith("item.Item.", StringComparison.Ordinal));
        Assert.DoesNotContain(without.named_parameters(), p => p.name.StartsWith("item.Item.", StringComparison.Ordinal));
        Assert.Contains(alone.named_parameters(), p => p.name.StartsWith("item.Item.", StringComparison.Ordinal));
        Assert.Contains(alone.named_parameters(), p => p.name.StartsWith("request.User.", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsNoInputIsTold()
    {
        string Refused(JointScorer options) => Assert.ThrowsAny<ArgumentException>(() => Create(options, TinyRanking.Inputs(4))).Message;

        Assert.Equal("A cross names 'Town', which is no input there. Inputs: City.", Refused(new JointScorer { Crosses = [new FeatureCross("Town", "Brand")] }));
        Assert.Equal("A cross names 'City', which is no input there. Inputs: Item, Brand, Tags, Price.", Refused(new JointScorer { Crosses = [new FeatureCross("City", "City")] }));
        Assert.Equal("An encoder is given for 'Colour', which is no input. Inputs: City, Item, Brand, Tags, Price.", Refused(new JointScorer { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Colour"] = new OneHotEncoderOptions() } }));
    }

    private static FeatureBatch Wishes(params float[] wishes) => FeatureBatch.Of(Encoded.Rows((Feature.Number("Wish", FeatureRole.Context), new NumberColumn(wishes))), Prices.Request);

    private static JointNetwork Create(JointScorer options, RankingInputs inputs, long seed = 4)
    {
        TorchRuntime.EnsureLoaded();
        var network = new JointNetwork(options, inputs, seed);
        network.eval();
        return network;
    }
}
