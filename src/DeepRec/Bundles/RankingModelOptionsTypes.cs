using DeepRec.Models;

namespace DeepRec;

/// <summary>The names that settings of ranking models have in a bundle. A name, once released, stays.</summary>
internal static class RankingModelOptionsTypes
{
    public static NamedTypes<RankingModelOptions> Types { get; } = new NamedTypes<RankingModelOptions>("ranking model", "RegisterRanker")
        .Register<SoftmaxRankerOptions>("softmax-ranker");
}
