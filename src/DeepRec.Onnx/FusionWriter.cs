using DeepRec.Encoders;

namespace DeepRec.Onnx;

/// <summary>How encoded parts become one vector.</summary>
internal static class FusionWriter
{
    /// <summary>n × [B, D_i] → [B, F].</summary>
    /// <exception cref="NotSupportedException">The fusion has no form in ONNX.</exception>
    public static string Fuse(this OnnxGraph graph, FusionOptions options, string[] parts, Weights weights) => options switch
    {
        ConcatenationFusion => graph.Concat(1, parts),
        CrossFusion cross => graph.CrossLayers(graph.Concat(1, parts), cross.Layers, cross.Rank is not null, weights.Within("layers")),
        FactorizationFusion factorization => graph.Factorize(Project(graph, parts, weights.Within("projections")), parts.Length, factorization.Dimension),
        GatedSumFusion gated => graph.GatedSum(gated, parts, weights),
        AttentionFusion attention => graph.Attend(attention, parts, weights),
        _ => throw new NotSupportedException($"{options.GetType().Name} has no ONNX form. Take ConcatenationFusion or another one, or serve the .deeprec file."),
    };

    /// <summary>x_{l+1} = x₀ ⊙ (W_l x_l + b_l) + x_l. [B, F] → [B, F].</summary>
    public static string CrossLayers(this OnnxGraph graph, string x, int layers, bool ranked, Weights weights)
    {
        string crossed = x;
        for (int layer = 0; layer < layers; layer++)
        {
            string below = ranked ? weights.Linear(graph, crossed, $"down_{layer}") : crossed;
            crossed = graph.Add(graph.Mul(x, weights.Linear(graph, below, $"{layer}")), crossed);
        }

        return crossed;
    }

    /// <summary>½ ((Σ v_i)² − Σ v_i²). [B, n, D] → [B, D].</summary>
    public static string SumOfProducts(this OnnxGraph graph, string vectors)
    {
        string sum = graph.Sum(vectors, 1);
        return graph.Times(graph.Sub(graph.Mul(sum, sum), graph.Sum(graph.Mul(vectors, vectors), 1)), 0.5);
    }

    /// <summary>n × [B, D] → [B, n, D].</summary>
    public static string Stack(this OnnxGraph graph, IEnumerable<string> parts) => graph.Concat(1, [.. parts.Select(part => graph.Unsqueeze(part, 1))]);

    private static string Factorize(this OnnxGraph graph, string vectors, int parts, int dimension) =>
        graph.Concat(1, graph.Reshape(vectors, 0, (long)parts * dimension), graph.SumOfProducts(vectors)); // [B, n · D], [B, D]

    private static string GatedSum(this OnnxGraph graph, GatedSumFusion options, string[] parts, Weights weights)
    {
        string logits = weights.Linear(graph, graph.Concat(1, parts), "gate"); // [B, n]
        string gates = options.Gate == FusionGate.Softmax ? graph.Softmax(logits) : graph.Op("Sigmoid", logits);
        return graph.Sum(graph.Mul(Project(graph, parts, weights.Within("projections")), graph.Unsqueeze(gates, 2)), 1); // [B, n, D] · [B, n, 1] → [B, D]
    }

    private static string Attend(this OnnxGraph graph, AttentionFusion options, string[] parts, Weights weights)
    {
        int width = options.Dimension / options.Heads;
        string tokens = Project(graph, parts, weights.Within("tokens")); // [B, n, D]
        string query = options.SelfAttention ? weights.Linear(graph, tokens, "query") : graph.Reshape(weights.In(graph, "query"), 1, 1, options.Dimension); // [B, n, D] or [1, 1, D]
        string asked = Heads(query), keys = Heads(weights.Linear(graph, tokens, "key")), values = Heads(weights.Linear(graph, tokens, "value")); // [B, H, n, D/H]
        string shares = graph.Softmax(graph.Times(graph.MatMul(asked, graph.Transpose(keys, 0, 1, 3, 2)), 1 / Math.Sqrt(width))); // [B, H, m, n]
        string found = graph.Reshape(graph.Transpose(graph.MatMul(shares, values), 0, 2, 1, 3), 0, 0, options.Dimension); // [B, m, D]
        string output = weights.Linear(graph, found, "output");
        return options.SelfAttention ? graph.Op("ReduceMean", [graph.Add(output, tokens)], ("axes", new long[] { 1 }), ("keepdims", 0)) : graph.Squeeze(output, 1); // [B, D]

        string Heads(string vectors) => graph.Transpose(graph.Reshape(vectors, 0, 0, options.Heads, width), 0, 2, 1, 3); // [B, m, D] → [B, H, m, D/H]
    }

    private static string Project(OnnxGraph graph, string[] parts, Weights weights) => graph.Stack(parts.Select((part, i) => weights.Linear(graph, part, $"{i}"))); // [B, n, D]
}
