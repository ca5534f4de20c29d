using DeepRec.Models;
using DeepRec.Tests.Baselines;

namespace DeepRec.Tests.Models;

public sealed class ItemAutoencoderTests
{
    private const int Clusters = 4, Size = 12, Items = Clusters * Size;

    private static readonly ItemAutoencoderOptions Small = new() { Dimension = 16, ResidualWidth = 32, Loss = new SampledSoftmaxLoss { Negatives = 50 } };

    // Each user met 8 items of one cluster: item i is of cluster i mod 4.
    private static readonly RankingData Data = Of(
        [.. Enumerable.Range(0, 80).Select(user => Permutation.Of(Size, (uint)user).Take(8).Select(place => place * Clusters + user % Clusters).ToArray())], Items);

    [Fact]
    public void ItRecoversPlantedClustersForUsersNeverSeen()
    {
        using var scorer = Small.Fit(Data, RankerBoard.Fit(epochs: 60, learningRate: 4e-3, batchSize: 16, cancellationToken: TestContext.Current.CancellationToken));

        for (int cluster = 0; cluster < Clusters; cluster++)
        {
            float[] scores = TinyRanking.Score(scorer, [[cluster, cluster + Clusters]]);
            Assert.All(Enumerable.Range(0, Items).OrderByDescending(item => scores[item]).Take(Size), item => Assert.Equal(cluster, item % Clusters));
        }
    }

    [Fact]
    public void TheOrderOfAHistoryAndRepeatsDoNotCount()
    {
        using var scorer = Quick();

        TinyRanking.AssertNear(TinyRanking.Score(scorer, [[3, 8, 5]]).Select(score => (double)score), TinyRanking.Score(scorer, [[5, 5, 3, 8, 3]]));
    }

    [Fact]
    public void WithoutAHistoryItemsAreOrderedByTheirBias()
    {
        using var scorer = Quick();
        float[] bias = scorer.Export().Single(array => array.Name == "bias.weight").ToArray<float>();

        Assert.Equal(bias[3..], TinyRanking.Score(scorer, [[]]));
        Assert.Equal([.. bias[3..], .. bias[3..]], TinyRanking.Score(scorer, [[], []]));
    }

    [Fact]
    public void ALongHistoryIsReadFromItsEnd()
    {
        using var scorer = Quick(Small with { HistoryLength = 2 });

        Assert.Equal(TinyRanking.Score(scorer, [[8, 5]]), TinyRanking.Score(scorer, [[1, 2, 8, 5]]));
        Assert.NotEqual(TinyRanking.Score(scorer, [[8, 5]]), TinyRanking.Score(scorer, [[8, 4]]));
    }

    [Fact]
    public void ItStartsAtSingularVectorsOfLengthOneAndWeighsByTheRootOfHowManyMetAnItem()
    {
        using var ranker = (ItemAutoencoder)Small.CreateDetached(Data.Inputs, 1);
        ranker.Start(Data, 1, TestContext.Current.CancellationToken);
        float[] vectors = Encoded.Get(ranker, "items.weight"), weights = ModelWeights.Capture(ranker).Single(array => array.Name == "weights").ToArray<float>();

        Assert.All(vectors.Chunk(16).Skip(3), vector => Assert.Equal(1, vector.Sum(x => x * x), 1e-5));
        Assert.All(Enumerable.Range(0, Items), item => Assert.Equal(1 / Math.Sqrt(Data.Interactions.ItemCounts[item]), weights[item + 3], 1e-6));
        Assert.Equal([0, 0, 0], weights[..3]);
    }

    [Fact]
    public void UsersWithOneItemTeachNothing()
    {
        var single = Of([[0], [1, 1], []], 3);
        Assert.Contains("no user met two items", Assert.Throws<ArgumentException>(() => Small.Fit(single, RankerBoard.Fit(cancellationToken: TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLossIsTheLogarithmOfTheProbabilityOfTheOtherHalf()
    {
        // One user of two items: one of them is known, the other is to be told among three. All vectors are alike, the biases 0, ln 2 and ln 3.
        var data = Of([[0, 1]], 3);
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var ranker = (ItemAutoencoder)Small.CreateDetached(data.Inputs, 1);
        Encoded.Set(ranker, "items.weight", [.. Enumerable.Repeat(new float[16], 3).SelectMany(row => row), .. Enumerable.Repeat(Enumerable.Range(0, 16).Select(i => (float)i), 3).SelectMany(row => row)]);
        Encoded.Set(ranker, "bias.weight", 0, 0, 0, 0, MathF.Log(2), MathF.Log(3));
        var task = new AutoencoderTask(ranker, new FullSoftmaxLoss(), data, new RankingFit());
        double[] losses = [.. Enumerable.Range(0, 20).Select(epoch =>
        {
            task.BeginEpoch(epoch);
            return Math.Round(TensorMath.Number(task.Loss(0, epoch).Value), 4);
        })];

        Assert.Equal((1, 1), (task.Rows, task.StepsAnEpoch));
        Assert.Equal([1.0986, 1.7918], losses.Distinct().Order()); // ln 3 and ln 6: the half is drawn anew
    }

    [Fact]
    public void TheSampledLossIsCloseToTheFullOne()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var ranker = (ItemAutoencoder)Small.CreateDetached(Data.Inputs, 1);

        Assert.Equal(LossUnder(new FullSoftmaxLoss()), LossUnder(new SampledSoftmaxLoss { Negatives = 20_000 }), 0.05);

        double LossUnder(RankingLoss loss)
        {
            var task = new AutoencoderTask(ranker, loss, Data, new RankingFit(BatchSize: 80));
            task.BeginEpoch(0);
            return TensorMath.Number(task.Loss(0, 0).Value);
        }
    }

    [Fact]
    public void OtherLossesAndSettingsOutOfRangeAreRefused()
    {
        foreach (RankingLoss loss in new RankingLoss[] { new BprLoss(), new FullSoftmaxLoss { LabelSmoothing = 0.1 }, new SampledSoftmaxLoss { Correction = LogQCorrection.Both } })
        {
            Assert.Contains("SampledSoftmaxLoss", Assert.Throws<ArgumentException>(() => (Small with { Loss = loss }).Create(Data.Inputs, 1)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("item's id", Assert.Throws<ArgumentException>(() => Small.Create(Data.Inputs with { Item = [] }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoencoderOptions { Dimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoencoderOptions { ResidualWidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoencoderOptions { Dropout = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoencoderOptions { Temperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoencoderOptions { HistoryLength = 0 });
    }

    private static RankingData Of(int[][] histories, int items)
    {
        var data = TinyRanking.Data(histories, items);
        return data with { Inputs = data.Inputs with { Request = [] } };
    }

    private static ItemScorer Quick(ItemAutoencoderOptions? options = null) => (options ?? Small).Fit(Data, RankerBoard.Fit(epochs: 3, cancellationToken: TestContext.Current.CancellationToken));
}
