using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>Rankers: from the columns of requests and the items that they met to the scores of the whole catalogue, [B, I]. The catalogue is part of the file.</summary>
internal sealed partial class RankingWriter(OnnxGraph graph, ColumnInputs columns, RankingInputs inputs, ItemScorer scorer)
{
    private readonly EncoderWriter _encoders = new(graph, columns);
    private readonly HistoryWriter _histories = new(graph, inputs.ItemId ?? inputs.Item[0], inputs.Events);

    /// <summary>The histories that are fed.</summary>
    public IReadOnlyList<(string Input, int Length)> Histories => _histories.Fed;

    /// <summary>The scores of a model.</summary>
    /// <exception cref="NotSupportedException">The model, or a part of it, has no form in ONNX.</exception>
    public string Write(RankingModelOptions options)
    {
        string name = options.GetType().Name.Replace("Options", "", StringComparison.Ordinal);
        if (options is not ItemRankerOptions) throw new NotSupportedException($"{name} is no deep ranker and has no ONNX form. Train a SoftmaxRanker or another ItemRanker, or serve the .deeprec file.");
        var weights = Weights.Of(scorer.Export());
        return options switch
        {
            SoftmaxRankerOptions { Scorer: FactoredScorer factored } => Factored(factored, weights.Within("network")),
            SoftmaxRankerOptions { Scorer: JointScorer joint } => Joint(joint, weights.Within("network")),
            SequenceRankerOptions sequence => Factored(sequence.Scorer(), weights.Within("network")),
            NeuMfOptions neural => NeuMf(neural, weights),
            DeepInterestNetworkOptions interest => Interest(interest, weights),
            ItemAutoencoderOptions autoencoder => Autoencoder(autoencoder, weights),
            _ => throw new NotSupportedException($"{name} has no ONNX form. Train a SoftmaxRanker or another of the library's own, or serve the .deeprec file."),
        };
    }

    private string Factored(FactoredScorer options, Weights weights)
    {
        int d = options.Dimension;
        var parts = new List<string>(); // [B, D] each
        if (options.History is not null || options.Histories.Count > 0)
        {
            string table = weights.Within(options.TiedEmbeddings ? "items" : "history_items").In(graph, "weight");
            if (options.History is { } history) parts.Add(_histories.Encode("", history, table, d, weights.Within("history")));
            foreach (var (name, further) in options.Histories) parts.Add(_histories.Encode(name, further, table, d, weights.Within($"history_{EncoderPlan.SafeName(name)}")));
        }

        if (options.UserId) parts.Add(graph.Rows(weights.Within("user").In(graph, "weight"), columns.Ids(inputs.UserId!)));
        FeatureInput[] request = [.. inputs.Request.Where(f => f.Role != FeatureRole.User)];
        string? features = request.Length == 0 ? null
            : graph.Fuse(options.Fusion, _encoders.Parts(request, Chosen(request, options.Encoders, idDimension: null, oneHotLimit: 64), weights.Within("request_features")), weights.Within("request_fusion"));
        string user = Tower(options, parts, features, weights.Within("request_tower"));
        if (options.ResidualWidth > 0) user = Residual(user, d, weights.Within("residual"));
        if (options.Similarity == ItemSimilarity.Cosine) user = graph.Normalize(user);
        return Products(graph.Times(user, 1 / options.Temperature), d, options.ItemBias);
    }

    private string Tower(FactoredScorer options, List<string> vectors, string? features, Weights weights)
    {
        if (options.UserLayers.Count > 0) return graph.Dense(graph.Concat(1, features is null ? [.. vectors] : [.. vectors, features]), new DenseSettings(options.UserLayers), weights.Within("layers"));
        string? sum = features is null ? null : weights.Linear(graph, features, "projection"); // [B, D]
        foreach (string vector in vectors) sum = sum is null ? vector : graph.Add(sum, vector);
        return sum!;
    }

    // x + W₂ gelu(W₁ norm(x)).
    private string Residual(string x, int width, Weights weights) =>
        graph.Add(x, weights.Linear(graph, graph.Gelu(weights.Linear(graph, graph.LayerNorm(x, width), "up")), "down"));

    // Inner products with the encoded catalogue: [B, D] → [B, I].
    private string Products(string user, int dimension, bool biased)
    {
        var panels = scorer.Panels!;
        float[] vectors = panels.Vectors(panels.Width), turned = new float[panels.Count * dimension]; // [I, E], [D, I]
        for (int item = 0; item < panels.Count; item++) for (int k = 0; k < dimension; k++) turned[(k * panels.Count) + item] = vectors[(item * panels.Width) + k];
        string scores = graph.MatMul(user, graph.Weight("catalogue vectors transposed", turned, dimension, panels.Count));
        return biased ? graph.Add(scores, graph.Weight("catalogue biases", [.. Enumerable.Range(0, panels.Count).Select(item => vectors[(item * panels.Width) + dimension])], panels.Count)) : scores;
    }

    // One vector of the different items met, standardised.
    private string Autoencoder(ItemAutoencoderOptions options, Weights weights)
    {
        int d = options.Dimension;
        string ids = _histories.Feed("history", options.HistoryLength), there = _histories.Present(ids); // [B, L]
        string alike = graph.Number(graph.Op("Equal", graph.Unsqueeze(ids, 2), graph.Unsqueeze(ids, 1))); // [B, L, L]
        string share = graph.Div(graph.Mul(there, graph.Rows(weights.In(graph, "weights"), ids)), graph.Sum(alike, 2)); // [B, L], each different item once
        string sum = graph.Squeeze(graph.MatMul(graph.Unsqueeze(share, 1), graph.Rows(weights.Within("items").In(graph, "weight"), ids)), 1); // [B, D]
        string user = graph.Normalize(Residual(graph.LayerNorm(sum, d, epsilon: 1e-12f), d, weights.Within("residual")));
        string some = graph.Op("Min", graph.Sum(there, 1, keep: true), graph.Scalar(1)); // [B, 1]
        return Products(graph.Mul(graph.Times(user, 1 / options.Temperature), some), d, biased: true);
    }

    private string NeuMf(NeuMfOptions options, Weights weights)
    {
        string users = columns.Ids(inputs.UserId!), items = new ColumnInputs(graph, inputs.Catalogue).Ids(inputs.ItemId!); // [B], [I]
        string? scores = null;
        if (options.Parts != NeuMfParts.Mlp)
        {
            var gmf = weights.Within("gmf");
            string weighed = graph.Mul(graph.Rows(gmf.Within("users").In(graph, "weight"), users), gmf.Within("output").In(graph, "weight")); // [B, F] ∘ [1, F]
            string others = graph.Transpose(graph.Rows(gmf.Within("items").In(graph, "weight"), items), 1, 0); // [F, I]
            scores = graph.Add(graph.MatMul(weighed, others), gmf.Within("output").In(graph, "bias")); // [B, I]
        }

        if (options.Parts == NeuMfParts.Gmf) return scores!;
        var mlp = weights.Within("mlp");
        string user = mlp.Linear(graph, graph.Rows(mlp.Within("users").In(graph, "weight"), users), "of_user"), item = mlp.Linear(graph, graph.Rows(mlp.Within("items").In(graph, "weight"), items), "of_item"); // [B, H], [I, H]
        string first = graph.Op("Relu", graph.Add(graph.Unsqueeze(user, 1), graph.Unsqueeze(item, 0))); // [B, 1, H] + [1, I, H] → [B, I, H]
        string deep = graph.Squeeze(graph.Dense(first, new DenseSettings([.. options.Widths.Skip(1)]), mlp.Within("rest")), 2); // [B, I]
        return scores is null ? deep : graph.Add(scores, deep);
    }

    private string Joint(JointScorer options, Weights weights)
    {
        var request = JointNetwork.Chosen(options, inputs.Request, FeatureRole.User);
        var item = JointNetwork.Chosen(options, inputs.Item, FeatureRole.Item);
        string[] asked = _encoders.Parts(request, Chosen(request, options.Encoders, options.EmbeddingDimension, options.OneHotLimit), weights.Within("request")); // n × [B, D_i]
        string[] offered = new EncoderWriter(graph, new ColumnInputs(graph, inputs.Catalogue)).Parts(item, Chosen(item, options.Encoders, options.EmbeddingDimension, options.OneHotLimit), weights.Within("item")); // m × [I, D_i]
        string ofRequest = weights.Linear(graph, graph.Fuse(options.Fusion, asked, weights.Within("request_fusion")), "of_request"), ofItem = weights.Linear(graph, graph.Fuse(options.Fusion, offered, weights.Within("item_fusion")), "of_item"); // [B, H], [I, H]
        string first = graph.Add(graph.Unsqueeze(ofRequest, 1), graph.Unsqueeze(ofItem, 0)); // [B, 1, H] + [1, I, H] → [B, I, H]
        for (int i = 0; i < options.Crosses.Count; i++)
        {
            var shape = weights.Shape($"cross_{i}"); // [H, P, Q]
            string turned = graph.Reshape(graph.Transpose(weights.In(graph, $"cross_{i}"), 1, 0, 2), shape[1], shape[0] * shape[2]); // [P, H · Q]
            string half = graph.Reshape(graph.MatMul(asked[Array.FindIndex(request, f => f.Name == options.Crosses[i].Request)], turned), 0, shape[0], shape[2]); // [B, H · Q] → [B, H, Q]
            string product = graph.MatMul(half, graph.Transpose(offered[Array.FindIndex(item, f => f.Name == options.Crosses[i].Item)], 1, 0)); // [B, H, Q] · [Q, I] → [B, H, I]
            first = graph.Add(first, graph.Transpose(product, 0, 2, 1));
        }

        if (options.HiddenLayers.Count == 0) return graph.Squeeze(first, 2); // [B, I]
        string hidden = graph.Apply(options.Activation, first);
        return graph.Squeeze(graph.Dense(hidden, new DenseSettings([.. options.HiddenLayers.Skip(1)], options.Activation), weights.Within("rest")), 2);
    }

    private static IReadOnlyList<FeatureEncoderOptions> Chosen(FeatureInput[] own, IReadOnlyDictionary<string, FeatureEncoderOptions> encoders, int? idDimension, int oneHotLimit) =>
        FeatureEncoderOptions.ChosenFor(own, encoders.Where(e => own.Any(input => input.Name == e.Key)).ToDictionary(), idDimension, oneHotLimit);
}
