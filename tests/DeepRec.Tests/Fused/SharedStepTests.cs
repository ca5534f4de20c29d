using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>Steps over catalogues that several threads share, or that hold an id more than once.</summary>
public sealed class SharedStepTests
{
    private static readonly FactoredScorer Tables = new() { Dimension = 16, History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Similarity = ItemSimilarity.Dot, Temperature = 1, Start = ItemStart.Random };

    [Theory]
    [InlineData(ItemSimilarity.Dot, false)]
    [InlineData(ItemSimilarity.Cosine, true)]
    public void SeveralThreadsLearnWhatOneDoesToTheBit(ItemSimilarity similarity, bool itemBias)
    {
        const int Items = 30_000, Batch = 256; // 123 million multiply-adds of scores: three threads
        var data = Data([.. Enumerable.Range(Vocabulary.FirstFreeId, Items)], rows: 2 * Batch);
        var scorer = Tables with { Similarity = similarity, ItemBias = itemBias };
        var (one, two, three) = (Train(1), Train(2), Train(3));

        Assert.Equal(one.Losses, two.Losses);
        Assert.Equal(one.Losses, three.Losses);
        Assert.Equal(one.Weights, two.Weights);
        Assert.Equal(one.Weights, three.Weights);

        (double[] Losses, float[] Weights) Train(int threads)
        {
            using var model = Create(scorer, data);
            var options = new TrainerOptions { Epochs = 2, BatchSize = Batch, Seed = 5, Threads = threads };
            var report = new Trainer(options).Train(new RankerTask(model, new FullSoftmaxLoss(), data, new RankingFit(5, Batch)), progress: null, TestContext.Current.CancellationToken);
            Assert.True(report.Fused);
            using var scope = NewDisposeScope();
            return ([.. report.History.Select(epoch => epoch.Loss)], [.. model.parameters().SelectMany(parameter => TensorMemory.ToFloats(parameter))]);
        }
    }

    [Fact]
    public void ItemsOfTheSameIdShareAGradient()
    {
        int[] ids = [.. Enumerable.Range(0, 40).Select(item => Vocabulary.FirstFreeId + (item % 30))];
        var data = Data(ids, rows: 12);
        using var model = Create(Tables, data);
        RankerTask oracle = new(model, new FullSoftmaxLoss(), data, new RankingFit(1, 12)), task = new(model, new FullSoftmaxLoss(), data, new RankingFit(1, 12));
        oracle.BeginEpoch(0);
        task.BeginEpoch(0);
        using var fused = task.Fuse(isLazy: false, threads: 2)!;
        using var scope = NewDisposeScope();
        var expected = oracle.Loss(0, 0).Value;
        expected.backward();
        for (int time = 0; time < 2; time++)
        {
            Assert.Equal(TensorMath.Number(expected), fused.Run(task.RowsOf(0), 0), 1e-5);
            foreach (var gradient in fused.Gradients.Where(gradient => gradient.All is not null)) Near.Equal(TensorMemory.ToFloats(gradient.Parameter.grad!), gradient.All!, 1e-6);
        }
    }

    private static ItemRanker Create(FactoredScorer scorer, RankingData data)
    {
        TorchRuntime.EnsureLoaded();
        return new SoftmaxRankerOptions { Scorer = scorer, Loss = new FullSoftmaxLoss() }.CreateDetached(data.Inputs, seed: 4);
    }

    private static RankingData Data(int[] ids, int rows)
    {
        const int Users = 50, First = Vocabulary.FirstFreeId;
        var random = new Random(3);
        int[] users = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Users))], items = [.. users.Select(_ => random.Next(ids.Length))];
        FeatureInput user = new("user", FeatureInputKind.Id, FeatureRole.User, Users + First, []), item = new("item", FeatureInputKind.Id, FeatureRole.Item, ids.Max() + 1, []);
        var catalogue = new Dataset(new FeatureSchema([Feature.Item("item")]), [new IdColumn([.. ids], ids.Max() + 1)]);
        var requests = new Dataset(new FeatureSchema([Feature.User("user")]), [new IdColumn([.. users.Select(met => met + First)], Users + First)]);
        return new RankingData(new RankingInputs([user], [item], catalogue), Interactions.Of(users, items, [], Users, ids.Length), requests);
    }
}
