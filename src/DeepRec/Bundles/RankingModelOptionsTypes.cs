using DeepRec.Models;

namespace DeepRec;

/// <summary>The names that settings of ranking models have in a bundle. A name, once released, stays.</summary>
internal static class RankingModelOptionsTypes
{
    public static NamedTypes<RankingModelOptions> Types { get; } = new NamedTypes<RankingModelOptions>("ranking model", "RegisterRanker")
        .Register<SoftmaxRankerOptions>("softmax-ranker")
        .Register<SasRecOptions>("sasrec")
        .Register<Bert4RecOptions>("bert4rec")
        .Register<Gru4RecOptions>("gru4rec")
        .Register<CaserOptions>("caser")
        .Register<NeuMfOptions>("neumf")
        .Register<DeepInterestNetworkOptions>("deep-interest-network")
        .Register<ItemAutoencoderOptions>("item-autoencoder")
        .Register<BlendOptions>("blend")
        .Register<PopularityOptions>("popularity")
        .Register<ItemKnnOptions>("item-knn")
        .Register<UserKnnOptions>("user-knn")
        .Register<EaseOptions>("ease")
        .Register<GfCfOptions>("gf-cf")
        .Register<ImplicitAlsOptions>("implicit-als")
        .Register<ContentSimilarityOptions>("content-similarity");

    /// <summary>Reads common ones by hand, or <see langword="null"/>: the register then knows more.</summary>
    public static RankingModelOptions? FromJson(JsonTree tree) => NamedTypes<RankingModelOptions>.Read(tree, (name, json) => name != "softmax-ranker" ? null : new SoftmaxRankerOptions
    {
        Scorer = json.Object("scorer", RankingScorer.FromJson) ?? new FactoredScorer(),
        Loss = json.Object("loss", RankingLoss.FromJson) ?? new SampledSoftmaxLoss(),
    });
}
