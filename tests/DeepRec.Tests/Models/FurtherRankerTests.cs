using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Models;

/// <summary>What holds of each way to rank that is trained.</summary>
public sealed class FurtherRankerTests
{
    private static readonly Dictionary<string, RankingModelOptions> All = new()
    {
        ["GMF"] = new NeuMfOptions { Parts = NeuMfParts.Gmf, Factors = 8 },
        ["MLP"] = new NeuMfOptions { Parts = NeuMfParts.Mlp, Factors = 8 },
        ["NeuMF"] = new NeuMfOptions { Factors = 8, Pretraining = null },
        ["pre-trained NeuMF"] = new NeuMfOptions { Factors = 8, Pretraining = new NeuMfPretraining { Epochs = 30, LearningRate = 0.01 } },
        ["autoencoder"] = new ItemAutoencoderOptions { Dimension = 16, ResidualWidth = 32, Loss = new SampledSoftmaxLoss { Negatives = 100 } },
        ["autoencoder of all items"] = new ItemAutoencoderOptions { Dimension = 16, ResidualWidth = 32, Loss = new FullSoftmaxLoss() },
        ["YouTube's candidates"] = SoftmaxRankerOptions.YouTubeCandidates with { Loss = new SampledSoftmaxLoss { Negatives = 100 } },
        ["two towers"] = SoftmaxRankerOptions.TwoTower,
        ["factorisation"] = SoftmaxRankerOptions.MatrixFactorization with { Loss = new SampledSoftmaxLoss { Negatives = 100 } },
        ["SASRec"] = new SasRecOptions { Dimension = 16, HiddenWidth = 32 },
        ["BERT4Rec"] = new Bert4RecOptions { Dimension = 16, HiddenWidth = 32 },
        ["GRU4Rec"] = new Gru4RecOptions { Dimension = 16, HiddenWidth = 24 },
        ["Caser"] = new CaserOptions { Dimension = 16, Length = 16, HorizontalFilters = 8 },
        ["blend"] = new BlendOptions
        {
            Parts =
            [
                new BlendPart { Model = new NeuMfOptions { Parts = NeuMfParts.Gmf, Factors = 8 }, Weight = 0.5, Transform = BlendTransform.Standardize },
                new BlendPart { Model = new ItemKnnOptions(), Transform = BlendTransform.Logarithm },
            ],
        },
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ItLearnsTheCheckerboard(string name)
    {
        // Vectors that start from co-occurrence know the board; a model of sequences that goes on learns by heart who met what next.
        var model = All[name] is SequenceRankerOptions sequences ? sequences with { Loss = new FullSoftmaxLoss() } : All[name];
        var (epochs, learningRate) = model switch
        {
            Bert4RecOptions => (60, 0.005), // 40 sequences are one step
            SequenceRankerOptions => (8, 0.005),
            SoftmaxRankerOptions { Loss: InBatchSoftmaxLoss } => (25, 0.01), // longer, it learns by heart
            _ => (60, 0.01),
        };
        using var scorer = model.Fit(RankerBoard.Data, RankerBoard.Fit(epochs, learningRate, cancellationToken: TestContext.Current.CancellationToken));
        double auc = RankerBoard.Auc(scorer);

        Assert.True(auc > 0.95, $"{name} has an AUC of {auc:F3}.");
        Assert.All(RankerBoard.Score(scorer, RankerBoard.Requests), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARequestScoresTheSameAloneAndInABatch(string name)
    {
        using var scorer = Quick(name);
        float[] batch = RankerBoard.Score(scorer, RankerBoard.Requests);

        Assert.All(Enumerable.Range(0, 9), user => Near.Equal(
            Doubles(batch.AsSpan(user * RankerBoard.Items, RankerBoard.Items).ToArray()), Doubles(RankerBoard.Score(scorer, RankerBoard.Requests.Slice(user, 1))), 1e-5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSeedDecides(string name)
    {
        using ItemScorer one = Quick(name), same = Quick(name), other = Quick(name, seed: 7);

        Assert.Equal(RankerBoard.Score(one, RankerBoard.Requests), RankerBoard.Score(same, RankerBoard.Requests));
        Assert.NotEqual(RankerBoard.Score(one, RankerBoard.Requests), RankerBoard.Score(other, RankerBoard.Requests));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARestoredModelScoresTheSameToTheBit(string name)
    {
        using var fitted = Quick(name);
        var settings = RankingModelOptionsTypes.Types.Read(JsonNode.Parse(RankingModelOptionsTypes.Types.Write(All[name]).ToJsonString()));
        using var restored = settings.Restore(RankerBoard.Data.Inputs, fitted.Export());

        Assert.Equal(RankerBoard.Score(fitted, RankerBoard.Requests), RankerBoard.Score(restored, RankerBoard.Requests));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItSavesAndLoads(string name)
    {
        using var folder = new TemporaryFolder();
        var options = new RankingOptions { Model = All[name], Trainer = new TrainerOptions { Epochs = 1, BatchSize = 64 } };
        using var trained = Recommender.TrainRanking<string, string>(new TrainingSet(RankerBoard.Met), options, TestContext.Current.CancellationToken);
        trained.Save(folder.File("board.deeprec"));
        using var loaded = Recommender.LoadRanking<string, string>(folder.File("board.deeprec"));

        Assert.Equal(trained.Recommend("u3", 50), loaded.Recommend("u3", 50));
        Assert.Equal(trained.Recommend("nobody", 50), loaded.Recommend("nobody", 50));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ACancelledFitEnds(string name) => Assert.ThrowsAny<OperationCanceledException>(() => All[name].Fit(RankerBoard.Data, RankerBoard.Fit(cancellationToken: new CancellationToken(canceled: true))));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPairIsScoredAsSideBySide(string name)
    {
        if (All[name] is not ItemRankerOptions options) return;
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var ranker = options.Create(RankerBoard.Data.Inputs, seed: 3);
        ranker.eval();
        using var noGradient = TorchSharp.torch.no_grad();
        var items = ranker.EncodeItems(FeatureBatch.Of(RankerBoard.Data.Inputs.Catalogue.Select([0, 1, 2, 3]), RankerBoard.Data.Inputs.Item));
        var requests = ranker.EncodeRequests(new RequestSource(RankerBoard.Data.Inputs, ranker.Histories).Gather(RankerBoard.Requests.Slice(0, 4)));

        Near.Equal(Doubles(TensorMemory.ToFloats(ranker.Score(requests, items).diagonal().contiguous())), Doubles(TensorMemory.ToFloats(ranker.ScorePairs(requests, items))), 1e-5);
    }

    private static double[] Doubles(float[] scores) => Array.ConvertAll(scores, score => (double)score);

    private static ItemScorer Quick(string name, int seed = 42) => All[name].Fit(RankerBoard.Data, RankerBoard.Fit(epochs: 2, seed: seed, cancellationToken: TestContext.Current.CancellationToken));
}
