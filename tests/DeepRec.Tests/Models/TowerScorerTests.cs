using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Models;

/// <summary>Rankers of two towers in plain memory beside their modules, the oracle.</summary>
public sealed class TowerScorerTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string, int> NamesAndWidths
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string name in TowerCases.All.Keys) foreach (int bits in new[] { 32, 128, 256, 512 }) all.Add(name, bits);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void EncodingsAndScoresAreThoseOfTheModule(string name, int bits)
    {
        using var ranker = TowerCases.Ranker(TowerCases.All[name]);
        using var oracle = new TorchItemScorer(ranker, TowerCases.Inputs, ownsRanker: false);
        using var scorer = Forced(ranker, bits);

        AssertClose(oracle.ItemVectors(), scorer.ItemVectors());
        foreach (int count in new[] { 1, 2, 64, 150 })
        {
            var requests = TowerCases.Requests(count, seed: count);
            AssertClose(oracle.Encode(requests), scorer.Encode(requests));
            AssertClose(oracle.RequestVectors(requests), scorer.RequestVectors(requests));
            AssertClose(Score(oracle, requests), Score(scorer, requests));
        }

        Assert.Equal((oracle.ItemCount, oracle.Evidence, oracle.VectorLength, oracle.Widest), (scorer.ItemCount, scorer.Evidence, scorer.VectorLength, scorer.Widest));
    }

    [Theory]
    [MemberData(nameof(TowerCases.Names), MemberType = typeof(TowerCases))]
    public void ARequestIsEncodedTheSameInEveryCompany(string name)
    {
        using var ranker = TowerCases.Ranker(TowerCases.All[name]);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        var requests = TowerCases.Requests(150);
        float[] together = scorer.Encode(requests);
        int width = together.Length / requests.Count;

        for (int first = 0, count = 1; first < requests.Count; first += count, count = 1 + (first % 7))
        {
            count = Math.Min(count, requests.Count - first);
            Assert.Equal(together[(first * width)..((first + count) * width)], scorer.Encode(requests.Slice(first, count)));
        }
    }

    [Theory]
    [MemberData(nameof(TowerCases.Names), MemberType = typeof(TowerCases))]
    public void APlanSaysWhatTheModuleSaves(string name)
    {
        var options = new SoftmaxRankerOptions { Scorer = TowerCases.All[name] };
        using var ranker = TowerCases.Ranker(TowerCases.All[name]);
        var plan = options.Plan(TowerCases.Inputs)!;
        var saved = ModelWeights.Capture(ranker);

        WeightShape.Check(plan.Weights, saved);
        Assert.Equal(ranker.Histories.Select(Describe), plan.Histories.Select(Describe));
        Assert.Equal((ranker.ReadsUserId, ranker.BearsEmptyHistory, ranker.VectorLength, ParameterWidth.Of(ranker)), (plan.ReadsUserId, plan.BearsEmptyHistory, plan.VectorLength, plan.Widest));

        using var restored = options.Restore(TowerCases.Inputs, saved);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        Assert.IsType<TowerScorer>(restored);
        Assert.Same(saved, restored.Export());
        var requests = TowerCases.Requests(20);
        Assert.Equal(Score(scorer, requests), Score(restored, requests));
    }

    public static TheoryData<string> OtherStructures => [.. Others.Keys];

    private static Dictionary<string, ItemRankerOptions> Others { get; } = new()
    {
        ["joint"] = new SoftmaxRankerOptions { Scorer = new JointScorer() },
        ["fused otherwise"] = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Fusion = new GatedSumFusion { Dimension = 4 } } },
        ["recurrent"] = new SoftmaxRankerOptions { Scorer = new FactoredScorer { History = new RecurrentHistoryOptions() } },
        ["one history of two is recurrent"] = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Histories = new Dictionary<string, HistoryOptions> { ["more"] = new RecurrentHistoryOptions() } } },
        ["SASRec"] = new SasRecOptions { Dimension = 8, HiddenWidth = 8 },
        ["an encoder of a text"] = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Interests"] = new TextGruEncoderOptions() } } },
    };

    [Theory]
    [MemberData(nameof(OtherStructures))]
    public void OtherStructuresAreLeftToTheModule(string name)
    {
        var options = Others[name];
        using var ranker = options.CreateDetached(TowerCases.Inputs, seed: 1);
        Assert.Null(options.Plan(TowerCases.Inputs));
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        Assert.IsType<TorchItemScorer>(scorer);
        using var restored = options.Restore(TowerCases.Inputs, scorer.Export());
        Assert.IsType<TorchItemScorer>(restored);
    }

    [Theory]
    [MemberData(nameof(TowerCases.Names), MemberType = typeof(TowerCases))]
    public void AWiderCatalogueIsScoredByTheSameModel(string name)
    {
        using var ranker = TowerCases.Ranker(TowerCases.All[name]);
        using var oracle = new TorchItemScorer(ranker, TowerCases.Inputs, ownsRanker: false);
        var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        var wider = TowerCases.MakeInputs(TowerCases.Items + 21);
        var requests = TowerCases.Requests(20);

        using var expected = oracle.WithCatalogue(wider);
        using var found = scorer.WithCatalogue(wider);
        scorer.Dispose();

        Assert.Equal(TowerCases.Items + 21, found.ItemCount);
        AssertClose(Score(expected, requests), Score(found, requests));
        Assert.Throws<ObjectDisposedException>(() => scorer.Encode(requests));
        Assert.Throws<ObjectDisposedException>(() => Score(scorer, requests));
        Assert.Throws<ObjectDisposedException>(() => scorer.WithCatalogue(wider));
    }

    [Theory]
    [MemberData(nameof(TowerCases.Names), MemberType = typeof(TowerCases))]
    public void AnEncodingAllocatesNothing(string name)
    {
        using var ranker = TowerCases.Ranker(TowerCases.All[name]);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        RankingRequests[] single = [.. Enumerable.Range(0, 20).Select(request => TowerCases.Requests(20).Slice(request, 1))];
        var many = TowerCases.Requests(150);
        var encodings = new float[many.Count * scorer.Panels!.Width];
        long Calls()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in single) scorer.Encode(request, encodings.AsSpan(0, scorer.Panels.Width));
            scorer.Encode(many, encodings);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Calls()));
    }

    [Fact]
    public void ManyThreadsEncodeAlike()
    {
        using var ranker = TowerCases.Ranker(TowerCases.All["what was bought, beside all"]);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        var requests = TowerCases.Requests(40);
        float[] expected = scorer.Encode(requests);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.Equal(expected, scorer.Encode(requests)));
    }

    [Fact]
    public void TheTablesOutliveTheRankerUntilTheLastScorerGoes()
    {
        var ranker = TowerCases.Ranker(TowerCases.All["default"]);
        var scorer = RankerScorer.Of(ranker, TowerCases.Inputs);
        var requests = TowerCases.Requests(3);
        float[] expected = Score(scorer, requests);
        using var other = scorer.WithCatalogue(TowerCases.Inputs);
        var saved = scorer.Export();

        scorer.Dispose();
        scorer.Dispose();
        Assert.Equal(expected, Score(other, requests));
        Assert.Equal(4, ranker.parameters().First(parameter => parameter.Dimensions == 2).ElementSize); // not freed yet
        other.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Score(other, requests));
        using var again = new SoftmaxRankerOptions { Scorer = TowerCases.All["default"] }.Restore(TowerCases.Inputs, saved);
        Assert.Equal(expected, Score(again, requests));
    }

    [Fact]
    public void RequestsWithoutTheirColumnsAreRefused()
    {
        using var ranker = TowerCases.Ranker(TowerCases.All["events"]);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        var whole = TowerCases.Requests(6);
        int[] offsets = [.. Enumerable.Range(0, 6).Select(b => whole.PlacesOf(b).Start.Value), whole.Items.Length];

        Assert.Equal("The model reads columns of the request, and there are none. (Parameter 'requests')", Refused(new RankingRequests(whole.Users, offsets, whole.Items, features: null, whole.Events)));
        Assert.Equal("A history reads Stars, Shelf, Words of its events, and nothing is known of them. (Parameter 'events')", Refused(new RankingRequests(whole.Users, offsets, whole.Items, whole.Features)));
        Assert.StartsWith("There is no column 'City'.", Refused(new RankingRequests(whole.Users, offsets, whole.Items, whole.Features!.Without("City"), whole.Events)), StringComparison.Ordinal);

        string Refused(RankingRequests requests) => Assert.Throws<ArgumentException>(() => scorer.Encode(requests)).Message;
    }

    [Fact]
    public void WhatEventsWereMustBeKnownWhereItMatters()
    {
        using var ranker = TowerCases.Ranker(TowerCases.All["what was bought, beside all"]);
        using var scorer = RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false);
        var whole = TowerCases.Requests(1);
        var requests = new RankingRequests([-1], [0, whole.Items.Length], whole.Items, whole.Features, whole.Events! with { Actions = null });

        Assert.StartsWith("Which events are buy?", Assert.Throws<InvalidOperationException>(() => scorer.Encode(requests)).Message, StringComparison.Ordinal);
    }

    private static string Describe(HistoryReading reading) => $"'{reading.Name}' {reading.Length} {reading.FromStart} {reading.TimeGaps} [{string.Join(", ", reading.Events.Select(input => input.Name))}] [{string.Join(", ", reading.Actions)}]";

    private static TowerScorer Forced(ItemRanker ranker, int bits)
    {
        MatrixKernels.Force(bits);
        try
        {
            return Assert.IsType<TowerScorer>(RankerScorer.Of(ranker, TowerCases.Inputs, ownsRanker: false));
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    private static float[] Score(ItemScorer scorer, RankingRequests requests)
    {
        var scores = new float[requests.Count * scorer.ItemCount];
        scorer.Score(requests, scores);
        return scores;
    }

    // Beside the size of the numbers.
    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double size = Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], Tolerance * size);
    }
}
