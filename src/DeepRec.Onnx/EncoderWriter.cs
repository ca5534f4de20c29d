using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>Encoders of columns: what each makes of its input, [B, D].</summary>
internal sealed class EncoderWriter(OnnxGraph graph, ColumnInputs columns)
{
    /// <summary>Of several inputs, one after the other, by the names that a model saves their encoders under.</summary>
    public string[] Parts(IReadOnlyList<FeatureInput> inputs, IReadOnlyList<FeatureEncoderOptions> options, Weights weights) =>
        [.. inputs.Zip(options, (input, one) => Encode(input, one, weights.Within(EncoderPlan.SafeName(input.Name))))];

    /// <summary>Of one input.</summary>
    /// <exception cref="NotSupportedException">The encoder has no form in ONNX.</exception>
    public string Encode(FeatureInput input, FeatureEncoderOptions options, Weights weights) => options switch
    {
        CategoryEncoderOptions => graph.Rows(weights.In(graph, "table.weight"), columns.Ids(input)), // [B] → [B, D]
        CategoriesEncoderOptions several => Pool(graph.Rows(weights.In(graph, "table.weight"), columns.Bag(input)), columns.Bag(input), several.Pooling), // [B, L, D] → [B, D]
        OneHotEncoderOptions => OneHot(input),
        NumberEncoderOptions => columns.Numbers(input), // [B, width]
        TimeEncoderOptions => graph.Op("Tanh", weights.Linear(graph, columns.Numbers(input), "projection")), // [B, width] → [B, D]
        TextBagEncoderOptions bag => TextBag(input, bag, weights),
        VectorEncoderOptions vector => Vector(input, vector, weights),
        _ => throw NoForm(input, options),
    };

    private static NotSupportedException NoForm(FeatureInput input, FeatureEncoderOptions options)
    {
        string name = options.GetType().Name.Replace("Options", "", StringComparison.Ordinal);
        return new NotSupportedException($"{name}, the encoder of '{input.Name}', has no ONNX form. Give '{input.Name}' another one (such as CategoryEncoder, CategoriesEncoder, NumberEncoder, TextBagEncoder or VectorEncoder), or serve the .deeprec file.");
    }

    // 1 in the place of each known id, divided by √n: [B, D].
    private string OneHot(FeatureInput input)
    {
        int width = Math.Max(1, input.Size - Vocabulary.FirstFreeId);
        string places = graph.Ints([.. Enumerable.Range(0, width).Select(place => (long)place + Vocabulary.FirstFreeId)]);
        if (input.Kind == FeatureInputKind.Id) return graph.Number(graph.Op("Equal", graph.Unsqueeze(columns.Ids(input), 1), places)); // [B, 1] = [D] → [B, D]
        string ids = columns.Bag(input);
        return Pool(graph.Number(graph.Op("Equal", graph.Unsqueeze(ids, 2), places)), ids, BagPooling.SquareRoot); // [B, L, 1] = [D] → [B, L, D] → [B, D]
    }

    // [B, L, D] → [B, D], places of padding left out.
    private string Pool(string vectors, string ids, BagPooling pooling)
    {
        string there = Present(ids); // [B, L]
        string sum = graph.Sum(graph.Mul(vectors, graph.Unsqueeze(there, 2)), 1); // [B, D]
        if (pooling == BagPooling.Sum) return sum;
        string count = graph.Op("Max", graph.Sum(there, 1, keep: true), graph.Scalar(1)); // [B, 1]
        return graph.Div(sum, pooling == BagPooling.Mean ? count : graph.Op("Sqrt", count));
    }

    private string Present(string ids) => graph.Number(graph.Op("Not", graph.Op("Equal", ids, graph.Int(Vocabulary.Padding))));

    // Each different id counts by its frequency and weight; the whole has length 1.
    private string TextBag(FeatureInput input, TextBagEncoderOptions options, Weights weights)
    {
        string ids = columns.Bag(input), there = Present(ids); // [B, L]
        string alike = graph.Number(graph.Op("Equal", graph.Unsqueeze(ids, 2), graph.Unsqueeze(ids, 1))); // [B, L, L]
        string count = graph.Sum(alike, 2); // [B, L], how often each place's id is there
        string weight = options.SublinearFrequency ? graph.Add(graph.Op("Log", count), graph.Scalar(1)) : count;
        if (input.Weights.Count > 0) weight = graph.Mul(weight, graph.Rows(graph.Weight($"weights of {input.Name}", [.. input.Weights], input.Size), ids));
        weight = graph.Mul(weight, there);
        string squares = graph.Sum(graph.Div(graph.Mul(weight, weight), count), 1, keep: true); // [B, 1], each different id once
        string norm = graph.Op("Sqrt", squares), none = graph.Op("Equal", squares, graph.Scalar(0));
        string share = graph.Div(graph.Div(weight, count), graph.Op("Where", none, graph.Scalar(1), norm)); // [B, L]
        string vectors = graph.Rows(weights.In(graph, "tokens.weight"), ids); // [B, L, D]
        return graph.Sum(graph.Mul(vectors, graph.Unsqueeze(share, 2)), 1); // [B, D]
    }

    private string Vector(FeatureInput input, VectorEncoderOptions options, Weights weights)
    {
        const double largest = 1e15, smallest = 1e-12;
        string raw = columns.Vectors(input); // [B, W]
        string missing = graph.Op("IsNaN", graph.Slice(raw, 0, 1, 1)); // [B, 1]
        string x = graph.Clip(graph.Op("Where", missing, graph.Scalar(0), raw), -largest, largest);
        x = options.NormalizationOf(input) switch
        {
            VectorNormalization.Length => graph.Div(x, graph.Op("Max", graph.Op("Sqrt", graph.Sum(graph.Mul(x, x), 1, keep: true)), graph.Scalar(smallest))),
            VectorNormalization.Layer => graph.LayerNorm(x, input.Size),
            _ => x,
        };
        if (options.Dimension is not null) x = weights.Linear(graph, x, "projection"); // [B, W] → [B, D]
        return graph.Op("Where", missing, weights.In(graph, "missing.vector"), x); // [B, 1], [1, D], [B, D]
    }
}
