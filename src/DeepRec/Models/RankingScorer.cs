using System.Text.Json.Serialization;

namespace DeepRec.Models;

/// <summary>How a <see cref="SoftmaxRanker"/> scores an item for a request, f(x_ui; w).</summary>
[JsonDerivedType(typeof(FactoredScorer), "factored")]
[JsonDerivedType(typeof(JointScorer), "joint")]
public abstract record RankingScorer
{
    private protected RankingScorer()
    {
    }

    /// <summary>Builds the network with its start values.</summary>
    internal abstract RankingNetwork Create(RankingInputs inputs, long seed);
}
