using DeepRec.Models;

namespace DeepRec.Tests.Baselines;

/// <summary>What holds of every ranking baseline.</summary>
public sealed class RankingBaselineContractTests
{
    private const int Items = 23;

    private static readonly int[][] Histories = TinyRanking.Histories(users: 40, Items, seed: 4);

    private static readonly Dictionary<string, RankingModelOptions> All = new()
    {
        ["popularity"] = new PopularityOptions(),
        ["recent popularity"] = new PopularityOptions { HalfLife = 2 },
        ["popularity by segment"] = new PopularityOptions { Segment = "City" },
        ["item k-NN"] = new ItemKnnOptions { Neighbors = 5, HistoryDecay = 0.7 },
        ["user k-NN"] = new UserKnnOptions { Neighbors = 5, HistoryDecay = 0.9 },
        ["EASE"] = new EaseOptions { Regularization = 3, HistoryDecay = 0.7 },
        ["GF-CF"] = new GfCfOptions { Dimension = 6 },
        ["GF-CF without low frequencies"] = new GfCfOptions { LowFrequencies = 0 },
        ["implicit ALS"] = new ImplicitAlsOptions { Dimension = 5, Iterations = 3 },
        ["content"] = new ContentSimilarityOptions { HistoryDecay = 0.5 },
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ARestoredModelScoresTheSameToTheBit(string name)
    {
        var data = Data();
        using var fitted = TinyRanking.Fit(All[name], data);
        using var restored = All[name].Restore(data.Inputs, fitted.Export());

        Assert.Equal(TinyRanking.Score(fitted, Histories), TinyRanking.Score(restored, Histories));
        Assert.Equal(fitted.Export().Select(array => array.Name), restored.Export().Select(array => array.Name));
        Assert.All(fitted.Export().Zip(restored.Export()), pair => Assert.Equal(pair.First.Data.ToArray(), pair.Second.Data.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSameSeedGivesTheSameBits(string name)
    {
        using ItemScorer one = TinyRanking.Fit(All[name], Data(), seed: 7), two = TinyRanking.Fit(All[name], Data(), seed: 7);

        Assert.Equal(TinyRanking.Score(one, Histories), TinyRanking.Score(two, Histories));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARequestScoresTheSameAloneAndInABatch(string name)
    {
        using var scorer = TinyRanking.Fit(All[name], Data());
        var requests = RankingRequests.Of(Data().Interactions, [.. Enumerable.Range(0, 9)]);
        float[] batch = TinyRanking.Score(scorer, requests);

        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(batch[(i * Items)..((i + 1) * Items)], TinyRanking.Score(scorer, requests.Slice(i, 1))));
        Assert.Equal(batch[(3 * Items)..(5 * Items)], TinyRanking.Score(scorer, requests.Slice(3, 2)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WithoutAHistoryOrWithUnknownItemsAloneItemsComeByPopularity(string name)
    {
        using var scorer = TinyRanking.Fit(All[name], Data());
        float[] popularity = TinyRanking.Score(TinyRanking.Fit(name.Contains("recent", StringComparison.Ordinal) ? All[name] : new PopularityOptions(), Data()), [[]]);

        Assert.Equal(popularity, TinyRanking.Score(scorer, [[]]));
        Assert.Equal(popularity, TinyRanking.Score(scorer, [[-1, Items, int.MaxValue]]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void UnknownItemsSayNothingAndAnItemMetAgainCountsOnceWhereItWasMetLast(string name)
    {
        using var scorer = TinyRanking.Fit(All[name], Data());

        // Ages: 4 is the newest, then 2, then 7.
        Assert.Equal(TinyRanking.Score(scorer, [[7, 2, 4]]), TinyRanking.Score(scorer, [[4, 2, 4, 7, 2, 4]]));
        if (scorer is not PopularityScorer) Assert.NotEqual(TinyRanking.Score(scorer, [[7, 2, 4]]), TinyRanking.Score(scorer, [[7, 2, 5]]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScoresAreFinite(string name)
    {
        using var scorer = TinyRanking.Fit(All[name], Data());
        Assert.All(TinyRanking.Score(scorer, Histories), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItFitsDataWithoutAnyInteraction(string name)
    {
        using var scorer = TinyRanking.Fit(All[name], TinyRanking.Data([[], []], itemCount: 4));
        Assert.All(TinyRanking.Score(scorer, [], [1, 2]), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ACancelledFitEnds(string name) =>
        Assert.ThrowsAny<OperationCanceledException>(() => All[name].Fit(Data(), new RankingFit(1, CancellationToken: new CancellationToken(canceled: true))));

    [Theory]
    [MemberData(nameof(Names))]
    public void ArraysOfAnotherCatalogueOrDamagedOnesAreRefused(string name)
    {
        var data = Data();
        using var fitted = TinyRanking.Fit(All[name], data);
        var arrays = fitted.Export();

        Assert.Throws<InvalidBundleException>(() => All[name].Restore(TinyRanking.Inputs(Items + 1), arrays));
        Assert.All(arrays, missing => Assert.Throws<InvalidBundleException>(() => All[name].Restore(data.Inputs, [.. arrays.Where(array => array != missing)])));
        Assert.All(arrays.Where(array => array.Type == ElementType.Float32 && array.ElementCount > 0), array =>
            Assert.Throws<InvalidBundleException>(() => All[name].Restore(data.Inputs, [.. arrays.Select(other => other == array ? Filled(array, float.NaN) : other)])));
        Assert.All(arrays.Where(array => array.Type == ElementType.Int32 && array.ElementCount > 0), array =>
            Assert.Throws<InvalidBundleException>(() => All[name].Restore(data.Inputs, [.. arrays.Select(other => other == array ? Filled(array, -5) : other)])));
    }

    [Fact]
    public void PlacesThatAreNotOneForEachItemAreRefused()
    {
        using var scorer = TinyRanking.Fit(new EaseOptions(), Data());
        Assert.Throws<ArgumentException>(() => scorer.Score(TinyRanking.Requests([1]), new float[Items + 1]));
    }

    private static RankingData Data() => TinyRanking.Data(Histories, Items, [.. Histories.Select((_, user) => 3 + user % 3)]);

    private static NamedArray Filled<T>(NamedArray array, T value) where T : unmanaged
    {
        var values = new T[array.ElementCount];
        Array.Fill(values, value);
        return NamedArray.From<T>(array.Name, values, [.. array.Shape]);
    }
}
