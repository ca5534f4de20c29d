using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Onnx;

/// <summary>The deep interest network: every item of the catalogue looks at the history by itself.</summary>
internal sealed partial class RankingWriter
{
    private string Interest(DeepInterestNetworkOptions options, Weights weights)
    {
        HistoryWriter.Require("DeepInterestNetwork", new HistoryReading(options.Length) { Events = HistoryReading.Choose(inputs.Events, options.Events), TimeGaps = options.TimeGaps, Actions = options.Actions });
        string table = weights.Within("items").In(graph, "weight"), ids = _histories.Feed("history", options.Length); // [V, D], [B, L]
        var catalogue = new ColumnInputs(graph, inputs.Catalogue);
        string vectors = graph.Rows(table, catalogue.Ids(inputs.ItemId!)); // [I, D]
        var features = inputs.Item.Where(f => f.Role != FeatureRole.Item).ToArray();
        string known = features.Length == 0 ? vectors
            : graph.Concat(1, [vectors, .. new EncoderWriter(graph, catalogue).Parts(features, Chosen(features, options.Encoders, idDimension: null, oneHotLimit: 64), weights.Within("item_features"))]); // [I, D + F]
        string met = Attended(options, graph.Rows(table, ids), _histories.Present(ids), vectors, weights.Within("attention")); // [B, I, D]
        string first = graph.Add(weights.Linear(graph, met, "of_history"), weights.Linear(graph, known, "of_item")); // [B, I, H] + [I, H]

        var request = inputs.Request.Where(f => f.Role != FeatureRole.User).ToArray();
        string[] parts = _encoders.Parts(request, Chosen(request, options.Encoders, idDimension: null, oneHotLimit: 64), weights.Within("request_features")); // n × [B, D_i]
        if (options.UserId) parts = [graph.Rows(weights.Within("user").In(graph, "weight"), columns.Ids(inputs.UserId!)), .. parts];
        if (parts.Length > 0) first = graph.Add(first, graph.Unsqueeze(weights.Linear(graph, graph.Concat(1, parts), "of_request"), 1)); // [B, 1, H]
        if (options.HiddenLayers.Count == 0) return graph.Squeeze(first, 2); // [B, I]
        return graph.Squeeze(graph.Dense(graph.Apply(options.Activation, first), new DenseSettings([.. options.HiddenLayers.Skip(1)], options.Activation), weights.Within("rest")), 2);
    }

    // What a history says of each item: [B, L, D], [B, L] and [I, D] → [B, I, D].
    private string Attended(DeepInterestNetworkOptions options, string events, string seen, string items, Weights weights)
    {
        string products = graph.Mul(graph.Unsqueeze(events, 1), graph.Unsqueeze(items, 1)); // [B, 1, L, D] ∘ [I, 1, D] → [B, I, L, D]
        string first = graph.Add(graph.Add(weights.Linear(graph, products, "of_product"), graph.Unsqueeze(weights.Linear(graph, events, "of_event"), 1)), graph.Unsqueeze(weights.Linear(graph, items, "of_item"), 1)); // [B, I, L, A]
        string shares = graph.Squeeze(graph.Dense(graph.Apply(options.Activation, first), new DenseSettings([.. options.AttentionLayers.Skip(1)], options.Activation), weights.Within("rest")), 3); // [B, I, L]
        string there = graph.Unsqueeze(seen, 1); // [B, 1, L]
        if (options.Normalized) shares = graph.Softmax(graph.Add(shares, graph.Times(graph.Sub(there, graph.Scalar(1)), 1e9)));
        return graph.MatMul(graph.Mul(shares, there), events); // [B, I, L] · [B, L, D] → [B, I, D]
    }
}
