using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>
/// Encoders of histories: the ids of the items met, [batch, L], oldest first and short rows filled up by 0, become one vector [B, D]. A row holds the newest
/// items, as many as the encoder reads at most.
/// </summary>
internal sealed class HistoryWriter(OnnxGraph graph, FeatureInput item, IReadOnlyList<FeatureInput> events)
{
    private const double Never = 1e9;
    private readonly List<(string Input, int Length)> _fed = [];

    /// <summary>What is fed, and how many items each takes at most.</summary>
    public IReadOnlyList<(string Input, int Length)> Fed => _fed;

    /// <summary>An input of ids.</summary>
    public string Feed(string name, int length)
    {
        string input = graph.Input(name, OnnxType.Int64, "batch", $"items of {name}");
        _fed.Add((input, length));
        return input;
    }

    /// <summary>What is there, 1, and what is padding, 0. [B, L].</summary>
    public string Present(string ids) => graph.Number(graph.Op("Not", graph.Op("Equal", ids, graph.Int(Vocabulary.Padding))));

    /// <summary>Checks that of events only the items are read.</summary>
    /// <exception cref="NotSupportedException">More is.</exception>
    public static void Require(string kind, HistoryReading reading)
    {
        if (reading.Events.Count > 0) throw new NotSupportedException($"{kind} reads {string.Join(", ", reading.Events.Select(input => input.Name))} of its events, which has no ONNX form: a file knows items alone. Set Events = [], or serve the .deeprec file.");
        if (reading.TimeGaps) throw new NotSupportedException($"{kind} reads the time between events, which has no ONNX form: a file knows items alone. Set TimeGaps = false, or serve the .deeprec file.");
        if (reading.Actions.Count > 0) throw new NotSupportedException($"{kind} reads the actions {string.Join(", ", reading.Actions)} alone, which has no ONNX form: a file knows items alone. Leave Actions empty, or serve the .deeprec file.");
    }

    /// <summary>A history of its own input.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="table">The items' vectors, [V, D].</param>
    /// <param name="dimension">D.</param>
    /// <param name="weights">What the encoder learned.</param>
    /// <exception cref="NotSupportedException">It reads more of events than their items.</exception>
    public string Encode(string name, HistoryOptions options, string table, int dimension, Weights weights)
    {
        var reading = options.Reading(events, fromStart: false, name);
        string kind = options.GetType().Name.Replace("Options", "", StringComparison.Ordinal);
        Require(kind, reading);
        string ids = Feed(name.Length == 0 ? "history" : $"history {name}", options.Length), vectors = graph.Rows(table, ids); // [B, L], [B, L, D]
        return options switch
        {
            PooledHistoryOptions pooled => Pool(pooled, ids, vectors, weights),
            RecurrentHistoryOptions recurrent => Recurrent(recurrent, ids, vectors, weights),
            TransformerHistoryOptions transformer => Newest(ids, Transformer(transformer, ids, vectors, dimension, weights)),
            MaskedTransformerHistoryOptions masked => MaskedTransformer(masked, ids, table, dimension, weights),
            ConvolutionHistoryOptions convolution => Convolution(convolution, ids, vectors, dimension, weights),
            DilatedConvolutionHistoryOptions dilated => Newest(ids, Dilated(dilated, vectors, weights)),
            _ => throw new NotSupportedException($"{kind}, the history of '{item.Name}', has no ONNX form. Take another one, such as PooledHistory, or serve the .deeprec file."),
        };
    }

    // How many items stand after each place. [B, L].
    private string After(string present) => graph.Op("CumSum", [present, graph.Int(1)], ("exclusive", 1), ("reverse", 1));

    // 1 in the place of the newest item. [B, L].
    private string Last(string ids)
    {
        string present = Present(ids);
        return graph.Mul(present, graph.Number(graph.Op("Equal", After(present), graph.Scalar(0))));
    }

    // The state of the newest item; zero where there is none. [B, L, D] → [B, D].
    private string Newest(string ids, string states) => Weighed(Last(ids), states);

    // [B, L] and [B, L, D] → [B, D].
    private string Weighed(string shares, string vectors) => graph.Squeeze(graph.MatMul(graph.Unsqueeze(shares, 1), vectors), 1);

    // 1 where there is any item. [B, 1].
    private string Some(string ids) => graph.Sum(Last(ids), 1, keep: true);

    private string Pool(PooledHistoryOptions options, string ids, string vectors, Weights weights)
    {
        string present = Present(ids);
        if (options.Pooling == HistoryPooling.Sum) return Weighed(present, vectors);
        if (options.Pooling == HistoryPooling.Mean) return Weighed(graph.Div(present, graph.Op("Max", graph.Sum(present, 1, keep: true), graph.Scalar(1))), vectors);
        string ages = graph.Op("Min", graph.Op("Cast", [After(present)], ("to", (int)OnnxType.Int64)), graph.Int(options.Length - 1)); // [B, L]
        string logits = graph.Add(graph.Rows(weights.In(graph, "recency"), ages), graph.Times(graph.Sub(present, graph.Scalar(1)), Never));
        return Weighed(graph.Mul(graph.Softmax(logits), present), vectors);
    }

    private string Recurrent(RecurrentHistoryOptions options, string ids, string vectors, Weights weights)
    {
        string states = graph.Transpose(vectors, 1, 0, 2); // [B, L, D] → [L, B, D]
        for (int layer = 0; layer < options.Layers; layer++)
        {
            var own = weights.Within($"layer{layer}");
            int[] order = options.Cell == RecurrentCell.Gru ? [1, 0, 2] : [0, 3, 1, 2]; // the format's z, r, h and i, o, f, c
            string[] inputs = [states, Gates("input.weight"), Gates("recurrent.weight"), graph.Concat(1, Gates("input.bias"), Gates("recurrent.bias"))];
            (string Name, object Value)[] attributes = options.Cell == RecurrentCell.Gru ? [("hidden_size", options.HiddenWidth), ("linear_before_reset", 1)] : [("hidden_size", options.HiddenWidth)];
            states = graph.Squeeze(graph.Op(options.Cell == RecurrentCell.Gru ? "GRU" : "LSTM", inputs, attributes), 1); // [L, 1, B, H] → [L, B, H]

            // [G · H, …] → [1, G · H, …], gates in the format's order.
            string Gates(string name)
            {
                float[] values = own.Values(name), ordered = new float[values.Length];
                int size = values.Length / order.Length;
                for (int gate = 0; gate < order.Length; gate++) values.AsSpan(order[gate] * size, size).CopyTo(ordered.AsSpan(gate * size));
                return graph.Weight($"{own.Prefix}{name} in the format's order", ordered, [1, .. own.Shape(name)]);
            }
        }

        string newest = Newest(ids, graph.Transpose(states, 1, 0, 2)); // [B, H]
        return graph.Mul(weights.Linear(graph, newest, "output"), Some(ids)); // [B, D]
    }

    private string Transformer(TransformerHistoryOptions options, string ids, string vectors, int dimension, Weights weights)
    {
        string length = graph.Length(ids, 1);
        string x = graph.Add(graph.Times(vectors, Math.Sqrt(dimension)), graph.Op("Slice", weights.In(graph, "positions"), graph.Ints(0), length, graph.Ints(0))); // [B, L, D] + [L, D]
        float[] future = [.. Enumerable.Range(0, options.Length * options.Length).Select(i => i % options.Length > i / options.Length ? (float)-Never : 0)];
        string unseen = graph.Op("Slice", graph.Weight($"future of {options.Length}", future, options.Length, options.Length), graph.Ints(0, 0), graph.Concat(0, length, length), graph.Ints(0, 1)); // [L, L]
        for (int block = 0; block < options.Blocks; block++) x = Block(x, unseen, options.Heads, dimension, weights.Within($"block{block}"));
        return weights.Norm(graph, x, "norm");
    }

    // Places are counted from the mask, which stands behind the newest item.
    private string MaskedTransformer(MaskedTransformerHistoryOptions options, string ids, string table, int dimension, Weights weights)
    {
        string padded = graph.Op("Pad", ids, graph.Ints(0, 0, 0, 1)); // [B, P], P = L + 1
        string count = graph.Op("Cast", [graph.Sum(Present(ids), 1, keep: true)], ("to", (int)OnnxType.Int64)); // [B, 1]
        string ages = graph.Sub(count, graph.Places(padded, 1)); // [B, P]
        string hidden = graph.Unsqueeze(graph.Number(graph.Op("Equal", ages, graph.Int(0))), 2); // [B, P, 1]
        string shown = graph.Add(graph.Mul(graph.Rows(table, padded), graph.Sub(graph.Scalar(1), hidden)), graph.Mul(hidden, weights.In(graph, "mask"))); // [B, P, D]
        string x = graph.Add(graph.Times(shown, Math.Sqrt(dimension)), graph.Rows(weights.In(graph, "positions"), graph.Op("Max", ages, graph.Int(0))));
        string unseen = graph.Times(graph.Number(graph.Op("Less", ages, graph.Int(0))), -Never); // [B, P]
        for (int block = 0; block < options.Blocks; block++) x = Block(x, graph.Unsqueeze(unseen, 1, 2), options.Heads, dimension, weights.Within($"block{block}"));
        string state = Weighed(graph.Squeeze(hidden, 2), weights.Norm(graph, x, "norm")); // [B, D]
        return graph.Mul(state, graph.Number(graph.Op("Greater", count, graph.Int(0))));
    }

    // One pre-norm block. [B, L, D] → [B, L, D].
    private string Block(string x, string unseen, int heads, int dimension, Weights weights)
    {
        int width = dimension / heads;
        string projected = graph.Reshape(weights.Linear(graph, weights.Norm(graph, x, "norm1"), "attention_in"), 0, 0, 3, heads, width); // [B, L, 3 D] → [B, L, 3, H, D/H]
        string split = graph.Transpose(projected, 2, 0, 3, 1, 4); // [3, B, H, L, D/H]
        string query = Part(0), key = Part(1), value = Part(2); // [B, H, L, D/H]
        string logits = graph.Add(graph.Times(graph.MatMul(query, graph.Transpose(key, 0, 1, 3, 2)), 1 / Math.Sqrt(width)), unseen); // [B, H, L, L]
        string found = graph.Reshape(graph.Transpose(graph.MatMul(graph.Softmax(logits), value), 0, 2, 1, 3), 0, 0, dimension); // [B, L, D]
        string attended = graph.Add(x, weights.Linear(graph, found, "attention_out"));
        return graph.Add(attended, weights.Linear(graph, graph.Gelu(weights.Linear(graph, weights.Norm(graph, attended, "norm2"), "up")), "down"));

        string Part(int part) => graph.Op("Gather", [split, graph.Int(part)], ("axis", 0));
    }

    private string Convolution(ConvolutionHistoryOptions options, string ids, string vectors, int dimension, Weights weights)
    {
        int length = options.Length;
        string count = graph.Op("Cast", [graph.Sum(Present(ids), 1, keep: true)], ("to", (int)OnnxType.Int64)); // [B, 1]
        string places = graph.Add(count, graph.Ints([.. Enumerable.Range(0, length).Select(place => (long)place - length)])); // [B, N]: which item stands there, below 0 for none
        string choice = graph.Number(graph.Op("Equal", graph.Unsqueeze(places, 2), graph.Places(ids, 1))); // [B, N, L]
        string picture = graph.MatMul(choice, vectors); // [B, N, L] · [B, L, D] → [B, N, D]
        var parts = new List<string>();
        foreach (int height in options.Heights.Where(height => height <= length).Distinct().Order())
        {
            string windows = graph.Concat(2, [.. Enumerable.Range(0, height).Select(k => graph.Slice(picture, k, k + length - height + 1, 1))]); // [B, N − height + 1, height · D]
            string passed = graph.Op("Relu", weights.Linear(graph, windows, $"horizontal{height}")); // [B, N − height + 1, M]
            parts.Add(graph.Op("ReduceMax", [passed], ("axes", new long[] { 1 }), ("keepdims", 0))); // [B, M]
        }

        string vertical = weights.Linear(graph, graph.Transpose(picture, 0, 2, 1), "vertical"); // [B, D, N] → [B, D, V]
        parts.Add(graph.Reshape(vertical, 0, (long)dimension * options.VerticalFilters));
        return graph.Mul(weights.Linear(graph, graph.Concat(1, [.. parts]), "output"), Some(ids)); // [B, D]
    }

    private string Dilated(DilatedConvolutionHistoryOptions options, string x, Weights weights)
    {
        for (int block = 0; block < options.Dilations.Count; block++)
        {
            var own = weights.Within($"block{block}");
            string hidden = graph.Op("Relu", own.Norm(graph, own.Linear(graph, Past(x, options.Dilations[block], options.KernelSize), "conv1"), "norm1"));
            x = graph.Add(x, graph.Op("Relu", own.Norm(graph, own.Linear(graph, Past(hidden, 2 * options.Dilations[block], options.KernelSize), "conv2"), "norm2")));
        }

        return x;
    }

    // What stands k · dilation places before each place, side by side: zeros before the first. [B, L, D] → [B, L, K · D].
    private string Past(string x, int dilation, int kernel) => graph.Concat(2, [.. Enumerable.Range(0, kernel).Select(k => k == 0 ? x
        : graph.Slice(graph.Op("Pad", x, graph.Ints(0, (long)k * dilation, 0, 0, 0, 0)), 0, -(long)k * dilation, 1))]);
}
