namespace DeepRec.Onnx;

/// <summary>What a model, or a module within it, has learned, by the names that it saves them under.</summary>
/// <param name="Arrays">All of the model's.</param>
/// <param name="Prefix">Where the module stands in it; empty for the whole.</param>
internal sealed record Weights(IReadOnlyDictionary<string, NamedArray> Arrays, string Prefix = "")
{
    /// <summary>Of the whole of a model.</summary>
    public static Weights Of(IReadOnlyList<NamedArray> arrays) => new(arrays.ToDictionary(array => array.Name, StringComparer.Ordinal));

    /// <summary>Of a module in this one.</summary>
    public Weights Within(string module) => this with { Prefix = $"{Prefix}{module}." };

    /// <summary>Whether there is one of this name.</summary>
    public bool Has(string name) => Arrays.ContainsKey(Prefix + name);

    /// <summary>A tensor in numbers.</summary>
    public float[] Values(string name) => Find(name).ToArray<float>();

    /// <summary>The lengths of its axes.</summary>
    public IReadOnlyList<long> Shape(string name) => Find(name).Shape;

    /// <summary>A tensor as a part of the file.</summary>
    public string In(OnnxGraph graph, string name) => graph.Weight(Prefix + name, Values(name), [.. Shape(name)]);

    /// <summary>The same of a matrix, rows and columns exchanged, which is what a product from the left takes.</summary>
    public string Transposed(OnnxGraph graph, string name)
    {
        float[] values = Values(name), turned = new float[values.Length];
        int rows = (int)Shape(name)[0], columns = values.Length / rows;
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) turned[(j * rows) + i] = values[(i * columns) + j];
        return graph.Weight($"{Prefix}{name} transposed", turned, columns, rows);
    }

    /// <summary>x Wᵀ + b of a linear layer of this name, along the last axis; without b where it has none.</summary>
    public string Linear(OnnxGraph graph, string x, string layer)
    {
        var own = layer.Length == 0 ? this : Within(layer);
        string product = graph.MatMul(x, own.Transposed(graph, "weight"));
        return own.Has("bias") ? graph.Add(product, own.In(graph, "bias")) : product;
    }

    /// <summary>A learned layer normalisation of this name.</summary>
    public string Norm(OnnxGraph graph, string x, string layer)
    {
        var own = Within(layer);
        return graph.LayerNorm(x, (int)own.Shape("weight")[0], own.In(graph, "weight"), own.In(graph, "bias"));
    }

    private NamedArray Find(string name) =>
        Arrays.TryGetValue(Prefix + name, out var array) ? array : throw new InvalidOperationException($"The model has no '{Prefix}{name}'. It holds: {string.Join(", ", Arrays.Keys)}.");
}
