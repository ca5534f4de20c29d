using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests.Models;

/// <summary>Each ranking model beside the softmax ranker, which has tests of its own, keeps the contract that users hold theirs to.</summary>
public sealed class EveryRankerContractTests
{
    // The autoencoder starts from singular vectors that know the board; 40 users are few, and long training unlearns it.
    // None of the checkerboard's items has features: content says nothing there, and has tests of its own.
    private static readonly Dictionary<string, Func<ItemRankerContract>> Contracts = new()
    {
        ["gmf"] = () => new(new NeuMfOptions { Factors = 8, Parts = NeuMfParts.Gmf, Pretraining = null }),
        ["mlp"] = () => new(new NeuMfOptions { Factors = 8, Parts = NeuMfParts.Mlp, Pretraining = null }),
        ["neumf"] = () => new(new NeuMfOptions { Factors = 8, Pretraining = new NeuMfPretraining { Epochs = 20, LearningRate = 0.01 } }),
        ["sasrec"] = () => Sequences(new SasRecOptions { Dimension = 16, HiddenWidth = 32, Dropout = 0 }),
        ["bert4rec"] = () => Sequences(new Bert4RecOptions { Dimension = 16, HiddenWidth = 32 }),
        ["gru4rec"] = () => Sequences(new Gru4RecOptions { Dimension = 16, HiddenWidth = 24, Dropout = 0 }),
        ["gru4rec of two LSTM layers"] = () => Sequences(new Gru4RecOptions { Dimension = 16, HiddenWidth = 16, Layers = 2, Cell = RecurrentCell.Lstm, Dropout = 0 }),
        ["caser"] = () => Sequences(new CaserOptions { Dimension = 16, Length = 16, Dropout = 0.3 }),
        ["dilated convolutions"] = () => Sequences(new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 16, ResidualWidth = 0, History = new DilatedConvolutionHistoryOptions { Dropout = 0.3 } } }, epochs: 16, learningRate: 0.01),
        ["deep interest network"] = () => new(new DeepInterestNetworkOptions { Dimension = 16, HiddenLayers = [32] }),
        ["autoencoder"] = () => new(new ItemAutoencoderOptions { Dimension = 16 }) { Trainer = new TrainerOptions { Epochs = 8, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 0.005 } } },
        ["blend"] = () => new(new BlendOptions { Parts = [new BlendPart { Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { UserId = true, History = null, ResidualWidth = 0 } } }, new BlendPart { Model = new EaseOptions(), Weight = 0.5 }] }),
        ["item-knn"] = () => new(new ItemKnnOptions()),
        ["user-knn"] = () => new(new UserKnnOptions()),
        ["ease"] = () => new(new EaseOptions()),
        ["gf-cf"] = () => new(new GfCfOptions { Dimension = 8 }),
        ["als"] = () => new(new ImplicitAlsOptions { Dimension = 8 }),
        ["popularity"] = () => new(new PopularityOptions()) { SeesInteractions = false },
    };

    // Item vectors that start from co-occurrence know the board; 640 pairs are few, and long training unlearns it: it learns by heart who met what next.
    // All that a user met is read, as the newest few items may be of one group of two.
    private static ItemRankerContract Sequences(ItemRankerOptions options, int epochs = 8, double learningRate = 0.005) =>
        new(options with { Loss = new FullSoftmaxLoss() }) { Trainer = new TrainerOptions { Epochs = epochs, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = learningRate } } };

    public static TheoryData<string> Names => [.. Contracts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ItKeepsTheContract(string name)
    {
        using var contract = Contracts[name]();
        contract.Verify();
    }
}
