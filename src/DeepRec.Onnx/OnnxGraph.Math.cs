namespace DeepRec.Onnx;

/// <summary>What models are made of, in operators.</summary>
internal sealed partial class OnnxGraph
{
    public string Add(string a, string b) => Op("Add", a, b);

    public string Sub(string a, string b) => Op("Sub", a, b);

    public string Mul(string a, string b) => Op("Mul", a, b);

    public string Div(string a, string b) => Op("Div", a, b);

    public string MatMul(string a, string b) => Op("MatMul", a, b);

    /// <summary>Times a number.</summary>
    public string Times(string a, double factor) => factor == 1 ? a : Mul(a, Scalar(factor));

    /// <summary>Side by side along an axis.</summary>
    public string Concat(int axis, params ReadOnlySpan<string> parts) => parts.Length == 1 ? parts[0] : Op("Concat", parts, ("axis", axis));

    /// <summary>The sum along an axis.</summary>
    public string Sum(string a, int axis, bool keep = false) => Op("ReduceSum", [a, Ints(axis)], ("keepdims", keep ? 1 : 0));

    /// <summary>An axis more, of length 1.</summary>
    public string Unsqueeze(string a, params ReadOnlySpan<long> axes) => Op("Unsqueeze", a, Ints(axes));

    /// <summary>An axis of length 1 less.</summary>
    public string Squeeze(string a, params ReadOnlySpan<long> axes) => Op("Squeeze", a, Ints(axes));

    /// <summary>Another shape of the same numbers; 0 keeps a length, −1 is what is left.</summary>
    public string Reshape(string a, params ReadOnlySpan<long> shape) => Op("Reshape", a, Ints(shape));

    /// <summary>Axes in another order.</summary>
    public string Transpose(string a, params long[] order) => Op("Transpose", [a], ("perm", order));

    /// <summary>The softmax along the last axis.</summary>
    public string Softmax(string a) => Op("Softmax", [a], ("axis", -1));

    /// <summary>Rows of a table [V, D]: ids of any shape → one axis more, D.</summary>
    public string Rows(string table, string ids) => Op("Gather", [table, ids], ("axis", 0));

    /// <summary>1 where it is true.</summary>
    public string Number(string truth) => Op("Cast", [truth], ("to", (int)OnnxType.Float));

    /// <summary>From a place to before another along an axis.</summary>
    public string Slice(string a, long start, long end, long axis) => Op("Slice", a, Ints(start), Ints(end), Ints(axis));

    /// <summary>The length of an axis, as an array of one number.</summary>
    public string Length(string a, int axis) => Op("Shape", [a], ("start", axis), ("end", axis + 1));

    /// <summary>0, 1, … below the length of an axis, int64.</summary>
    public string Places(string a, int axis) => Op("Range", Int(0), Squeeze(Length(a, axis), 0), Int(1));

    /// <summary>Each row of the last axis divided by its length; a row of zeros stays one.</summary>
    public string Normalize(string a) => Div(a, Op("Sqrt", Add(Sum(Mul(a, a), 1, keep: true), Scalar(1e-12))));

    /// <summary>At least, and at most.</summary>
    public string Clip(string a, double least, double most) => Op("Clip", a, Scalar(least), Scalar(most));

    /// <summary>Half of z (1 + erf(z / √2)).</summary>
    public string Gelu(string z) => Times(Mul(z, Add(Op("Erf", Times(z, 1 / Math.Sqrt(2))), Scalar(1))), 0.5);

    /// <summary>The standardisation of the last axis of a width, without gain and bias where none are given.</summary>
    public string LayerNorm(string x, int width, string? gain = null, string? bias = null, float epsilon = 1e-5f)
    {
        string scale = gain ?? Floats([.. Enumerable.Repeat(1f, width)], width);
        string[] inputs = bias is null ? [x, scale] : [x, scale, bias];
        return Op("LayerNormalization", inputs, ("axis", -1), ("epsilon", epsilon));
    }
}
