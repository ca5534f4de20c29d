using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Models;

/// <summary>The rankers that the contract and the memory tests run over.</summary>
internal static class RankerSettings
{
    private static readonly FactoredScorer Histories = new() { Dimension = 16, History = new PooledHistoryOptions { Dropout = 0 }, ResidualWidth = 0, Dropout = 0 };

    private static readonly FactoredScorer Ids = new() { Dimension = 16, History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Start = ItemStart.Random, Similarity = ItemSimilarity.Dot, Temperature = 1 };

    private static readonly JointScorer Joint = new() { HiddenLayers = [32], EmbeddingDimension = 16 };

    public static readonly SoftmaxRankerOptions Linear = new() { Scorer = new JointScorer { HiddenLayers = [] }, Loss = new FullSoftmaxLoss() };

    public static IReadOnlyDictionary<string, SoftmaxRankerOptions> All { get; } = new Dictionary<string, SoftmaxRankerOptions>
    {
        ["default"] = new(),
        ["history, cosine, full softmax"] = new() { Scorer = Histories, Loss = new FullSoftmaxLoss() },
        ["history, inner product, tables untied, item bias"] = new() { Scorer = Histories with { Similarity = ItemSimilarity.Dot, Temperature = 1, TiedEmbeddings = false, ItemBias = true }, Loss = new FullSoftmaxLoss() },
        ["history and id, towers, mean"] = new() { Scorer = Histories with { History = new PooledHistoryOptions { Pooling = HistoryPooling.Mean, Dropout = 0.1 }, Start = ItemStart.Random, UserId = true, UserLayers = [32], ItemLayers = [32], Dropout = 0.1, ResidualWidth = 32 }, Loss = new FullSoftmaxLoss() },
        ["history, some items known by features alone"] = new() { Scorer = Histories with { ItemIdDropout = 0.1, ItemBias = true, Start = ItemStart.Random }, Loss = new FullSoftmaxLoss() },
        ["ids, full softmax smoothed"] = new() { Scorer = Ids, Loss = new FullSoftmaxLoss { LabelSmoothing = 0.1 } },
        ["ids, sampled softmax, negatives corrected"] = new() { Scorer = Ids, Loss = new SampledSoftmaxLoss { Negatives = 20 } },
        ["ids, sampled softmax, both corrected"] = new() { Scorer = Ids, Loss = new SampledSoftmaxLoss { Negatives = 20, Correction = LogQCorrection.Both } },
        ["ids, sampled softmax, uncorrected"] = new() { Scorer = Ids, Loss = new SampledSoftmaxLoss { Negatives = 20, Correction = LogQCorrection.None, Sampling = new UniformSampling() } },
        ["ids, in-batch softmax"] = new() { Scorer = Ids, Loss = new InBatchSoftmaxLoss() },
        ["ids, BPR"] = new() { Scorer = Ids, Loss = new BprLoss { Negatives = 3 } },
        ["ids, hinge"] = new() { Scorer = Ids, Loss = new HingeLoss { Negatives = 3 } },
        ["ids, WARP"] = new() { Scorer = Ids, Loss = new WarpLoss() },
        ["ids, binary cross-entropy"] = new() { Scorer = Ids, Loss = new BinaryCrossEntropyLoss() },
        ["joint, full softmax"] = new() { Scorer = Joint, Loss = new FullSoftmaxLoss() },
        ["joint, binary cross-entropy"] = new() { Scorer = Joint, Loss = new BinaryCrossEntropyLoss() },
        ["joint, deep, dropout"] = new() { Scorer = Joint with { HiddenLayers = [32, 16], Activation = Activation.Gelu, Dropout = 0.1 }, Loss = new SampledSoftmaxLoss { Negatives = 30 } },
        ["joint, fused and crossed"] = new() { Scorer = Joint with { Fusion = new GatedSumFusion { Dimension = 16 }, EmbeddingDimension = 12, Crosses = [new FeatureCross("UserId", "ItemId")] }, Loss = new FullSoftmaxLoss() },
        ["joint, ids crossed, linear"] = new() { Scorer = new JointScorer { HiddenLayers = [], EmbeddingDimension = 12, Crosses = [new FeatureCross("UserId", "ItemId")] }, Loss = new FullSoftmaxLoss() },
    };

    /// <summary>Where co-occurrence has given the item vectors, the checkerboard is known before the first step, and 40 epochs on its 640 pairs unlearn it.</summary>
    public static int EpochsOf(string name) => All[name].Scorer is FactoredScorer { History: not null, Start: ItemStart.Cooccurrence } ? 5 : 40;

    public static TheoryData<string> Names { get; } = [.. All.Keys];
}
