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

    /// <summary>Reads one of two towers; of others <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static RankingScorer? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        if (fields.Text("$type") != "factored") return null;
        var scorer = FactoredScorer.FromJson(fields);
        return fields.AreWhole ? scorer : null;
    }

    /// <summary>Builds the network with its start values.</summary>
    internal abstract RankingNetwork Create(RankingInputs inputs, long seed);
}
