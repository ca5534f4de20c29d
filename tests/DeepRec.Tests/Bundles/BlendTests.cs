using System.Text.Json.Nodes;
using DeepRec.Models;
using DeepRec.Tests.Baselines;

namespace DeepRec.Tests.Bundles;

public sealed class BlendTests
{
    private const int Items = 23;

    private static readonly RankingModelOptions Knn = new ItemKnnOptions { Neighbors = 5 }, Ease = new EaseOptions { Regularization = 3 };

    private static readonly int[][] Histories = TinyRanking.Histories(users: 70, Items, seed: 4);

    private static readonly RankingData Data = TinyRanking.Data(Histories, Items);

    [Fact]
    public void ItIsTheWeightedSumOfItsParts()
    {
        using var blend = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = Knn, Weight = 2 }, new BlendPart { Model = Ease, Weight = -0.5 }] }, Data);
        float[] knn = ScoresOf(Knn), ease = ScoresOf(Ease);

        Assert.Equal(knn.Zip(ease, (k, e) => 2 * k + -0.5f * e), TinyRanking.Score(blend, Histories)); // 70 requests: more than one block
    }

    [Fact]
    public void ItLeansOnWhatAnyOfItsPartsLeansOn()
    {
        using var blend = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = new PopularityOptions() }, new BlendPart { Model = Knn }] }, Data);
        using var popular = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = new PopularityOptions() }] }, Data);

        Assert.Equal((RankingEvidence.History, RankingEvidence.None), (blend.Evidence, popular.Evidence));
    }

    [Fact]
    public void ALogarithmTakesWhatIsAboveZeroAndEpsilon()
    {
        using var blend = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = Ease, Transform = BlendTransform.Logarithm, Epsilon = 0.01 }] }, Data);

        Assert.Contains(ScoresOf(Ease), score => score < 0);
        TinyRanking.AssertNear(ScoresOf(Ease).Select(score => Math.Log(Math.Max(score, 0) + 0.01)), TinyRanking.Score(blend, Histories));
    }

    [Fact]
    public void StandardScoresHaveMeanZeroAndDeviationOneInEachRequest()
    {
        using var blend = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = Knn, Transform = BlendTransform.Standardize }] }, Data);

        foreach (float[] row in TinyRanking.Score(blend, Histories[1..]).Chunk(Items))
        {
            Assert.Equal(0, row.Average(), 1e-5);
            Assert.Equal(1, row.Average(score => score * score), 1e-5);
        }
    }

    [Fact]
    public void ScoresThatAreAllAlikeAreZeroWhenStandardized()
    {
        var empty = TinyRanking.Data([[], []], itemCount: 4);
        using var blend = TinyRanking.Fit(new BlendOptions { Parts = [new BlendPart { Model = Ease, Transform = BlendTransform.Standardize }] }, empty);

        Assert.Equal([0, 0, 0, 0], TinyRanking.Score(blend, [[]]));
    }

    [Fact]
    public void SettingsAreReadBackModelsWithinModelsToo()
    {
        var options = new BlendOptions
        {
            Parts =
            [
                new BlendPart { Model = Knn, Weight = 2, Transform = BlendTransform.Logarithm, Epsilon = 0.5 },
                new BlendPart { Model = new BlendOptions { Parts = [new BlendPart { Model = new SoftmaxRankerOptions { Scorer = new JointScorer { HiddenLayers = [3] } } }] } },
            ],
        };
        string json = RankingModelOptionsTypes.Types.Write(options).ToJsonString();
        var read = Assert.IsType<BlendOptions>(RankingModelOptionsTypes.Types.Read(JsonNode.Parse(json)));

        Assert.Equal(options.Parts[0], read.Parts[0]);
        Assert.Equal(json, RankingModelOptionsTypes.Types.Write(read).ToJsonString());
        Assert.IsType<SoftmaxRankerOptions>(Assert.IsType<BlendOptions>(read.Parts[1].Model).Parts[0].Model);
    }

    [Fact]
    public void EachPartsArraysHaveNamesOfTheirOwnAndStrayOnesAreRefused()
    {
        var options = new BlendOptions { Parts = [new BlendPart { Model = Knn }, new BlendPart { Model = Knn }] };
        using var blend = TinyRanking.Fit(options, Data);
        var arrays = blend.Export();

        Assert.Equal(arrays.Count, arrays.DistinctBy(array => array.Name).Count());
        Assert.All(arrays, missing => Assert.Throws<InvalidBundleException>(() => options.Restore(Data.Inputs, [.. arrays.Where(array => array != missing)])));
        Assert.Contains("'2.popularity'", Assert.Throws<InvalidBundleException>(() => options.Restore(Data.Inputs, [.. arrays, NamedArray.From<float>("2.popularity", [1])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoTrainedPartsHaveStagesOfTheirOwn()
    {
        var stages = new List<string?>();
        var options = new BlendOptions { Parts = [new BlendPart { Model = new NeuMfOptions { Factors = 2 } }, new BlendPart { Model = new NeuMfOptions { Factors = 2, Parts = NeuMfParts.Gmf } }] };

        options.Fit(Models.RankerBoard.Data, new RankingFit(Train: task => stages.Add(task.Stage?.Name))).Dispose();

        Assert.Equal(["0.gmf", "0.mlp", "0", "1"], stages);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new BlendOptions { Parts = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlendPart { Model = Knn, Weight = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlendPart { Model = Knn, Epsilon = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlendPart { Model = Knn, Transform = (BlendTransform)9 });
    }

    private static float[] ScoresOf(RankingModelOptions model)
    {
        using var scorer = TinyRanking.Fit(model, Data);
        return TinyRanking.Score(scorer, Histories);
    }
}
