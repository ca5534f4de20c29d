using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Every family of models that rank items.</summary>
internal static class RankingFamilies
{
    private static readonly FactoredScorer Factored = new() { Dimension = 8, UserId = true, ResidualWidth = 0, History = new PooledHistoryOptions { Length = 5 } };

    public static IReadOnlyDictionary<string, Family<RankingModelOptions>> All { get; } = new Dictionary<string, Family<RankingModelOptions>>
    {
        ["factored"] = new(new SoftmaxRankerOptions { Scorer = Factored }),
        ["factored of gaps"] = new(new SoftmaxRankerOptions { Scorer = Factored with { History = new PooledHistoryOptions { Length = 5, TimeGaps = true } } }, "PooledHistory reads the time between events"),
        ["two towers"] = new(SoftmaxRankerOptions.TwoTower),
        ["matrix factorisation"] = new(SoftmaxRankerOptions.MatrixFactorization, ReadsHistories: false),
        ["joint"] = new(new SoftmaxRankerOptions { Scorer = new JointScorer { HiddenLayers = [8] } }, ReadsHistories: false),
        ["SASRec"] = new(new SasRecOptions { Dimension = 8, Length = 6, HiddenWidth = 12 }),
        ["BERT4Rec"] = new(new Bert4RecOptions { Dimension = 8, Length = 6, HiddenWidth = 12 }),
        ["GRU4Rec"] = new(new Gru4RecOptions { Dimension = 8, Length = 6, HiddenWidth = 8 }),
        ["Caser"] = new(new CaserOptions { Dimension = 8, UserId = true }),
        ["deep interest network"] = new(new DeepInterestNetworkOptions { Dimension = 6, Length = 5 }),
        ["deep interest network of gaps"] = new(new DeepInterestNetworkOptions { Dimension = 6, Length = 5, TimeGaps = true }, "DeepInterestNetwork reads the time between events"),
        ["NeuMF"] = new(new NeuMfOptions { Factors = 4 }, ReadsHistories: false),
        ["autoencoder"] = new(new ItemAutoencoderOptions { Dimension = 8, ResidualWidth = 8 }),
        ["blend"] = new(new BlendOptions { Parts = [new BlendPart { Model = new PopularityOptions() }, new BlendPart { Model = new EaseOptions(), Weight = 2 }] }, "Blend is no deep ranker"),
        ["popularity"] = new(new PopularityOptions(), "Popularity is no deep ranker"),
        ["item neighbours"] = new(new ItemKnnOptions(), "ItemKnn is no deep ranker"),
        ["user neighbours"] = new(new UserKnnOptions(), "UserKnn is no deep ranker"),
        ["EASE"] = new(new EaseOptions(), "Ease is no deep ranker"),
        ["GF-CF"] = new(new GfCfOptions { Dimension = 8 }, "GfCf is no deep ranker"),
        ["implicit ALS"] = new(new ImplicitAlsOptions { Dimension = 8, Iterations = 2 }, "ImplicitAls is no deep ranker"),
        ["content"] = new(new ContentSimilarityOptions(), "ContentSimilarity is no deep ranker"),
    };
}
