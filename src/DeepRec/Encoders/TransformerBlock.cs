using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// One pre-norm block of a Transformer over sequences: h = x + drop(attention(norm₁ x)), y = h + drop(W₂ gelu(W₁ norm₂ h)); attention(z) = W_o [softmax(QKᵀ/√(D/H)) V]
/// for each of H heads, (Q, K, V) = W_in z. Causal: place t attends to places 0 … t alone.
/// </summary>
/// <remarks>
/// Vaswani et al., "Attention Is All You Need" (NeurIPS 2017); the norm before each part: Xiong et al., "On Layer Normalization in the Transformer
/// Architecture" (ICML 2020); gelu: Hendrycks and Gimpel (2016). Cost of a sequence of length L: L·D·(4·D + 2·F) + 2·L²·D multiply-adds.
/// </remarks>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly int _width;
    private readonly int _heads;
    private readonly bool _causal;
    private readonly LayerNorm _norm1;
    private readonly Linear _input;
    private readonly Linear _output;
    private readonly LayerNorm _norm2;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Dropout _dropout;

    /// <param name="width">D, a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">H.</param>
    /// <param name="hidden">F, the width of the inner layer.</param>
    /// <param name="dropout">The probability that a number of either part's result is left out in training.</param>
    /// <param name="causal">Whether a place sees those after it not.</param>
    /// <param name="random">The source of the start values: Glorot-uniform, biases zero.</param>
    public TransformerBlock(int width, int heads, int hidden, double dropout, bool causal, ref SeededRandom random) : base(nameof(TransformerBlock))
    {
        if (width % heads != 0) throw new ArgumentException($"A width of {width} is no multiple of {heads} heads.", nameof(heads));
        (_width, _heads, _causal) = (width, heads, causal);
        try
        {
            register_module("norm1", _norm1 = Norm(width));
            register_module("attention_in", _input = StartValues.Linear(width, 3 * width, WeightInitialization.GlorotUniform, ref random));
            register_module("attention_out", _output = StartValues.Linear(width, width, WeightInitialization.GlorotUniform, ref random));
            register_module("norm2", _norm2 = Norm(width));
            register_module("up", _up = StartValues.Linear(width, hidden, WeightInitialization.GlorotUniform, ref random));
            register_module("down", _down = StartValues.Linear(hidden, width, WeightInitialization.GlorotUniform, ref random));
            register_module("dropout", _dropout = new Dropout(dropout));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>A layer norm with gain 1 and bias 0.</summary>
    public static LayerNorm Norm(int width)
    {
        WeightBudget.Take("a normalisation", width, 2);
        return nn.LayerNorm(width, dtype: ScalarType.Float32);
    }

    /// <param name="x">[B, L, D].</param>
    /// <param name="keys">[B, L], bool: which places are there to be attended to; all, when null. A place that sees none gets zero from the attention.</param>
    /// <returns>[B, L, D].</returns>
    public override Tensor forward(Tensor x, Tensor? keys)
    {
        var attended = x.Plus(_dropout.call(Attention(_norm1.call(x), keys)));
        return attended.Plus(_dropout.call(_down.call(nn.functional.gelu(_up.call(_norm2.call(attended)))))); // [B, L, D]
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    private Tensor Attention(Tensor x, Tensor? keys)
    {
        long size = x.shape[0], length = x.shape[1];
        var projected = _input.call(x).view(size, length, 3, _heads, _width / _heads).permute(2, 0, 3, 1, 4).unbind(0); // [B, L, 3 D] → 3 × [B, H, L, D/H]
        Tensor query = projected[0], key = projected[1], value = projected[2];
        var heads = nn.functional.scaled_dot_product_attention(query, key, value, Seen(keys, length), 0, is_casual: _causal && keys is null); // [B, H, L, D/H]
        return _output.call(heads.transpose(1, 2).reshape(size, length, _width)); // [B, L, D]
    }

    // What each place sees, broadcast over heads (and, where all rows see alike, over rows).
    private Tensor? Seen(Tensor? keys, long length)
    {
        var there = keys?.unsqueeze(1).unsqueeze(1); // [B, 1, 1, L]
        if (there is null) return null; // libtorch makes the past itself
        return _causal ? there.logical_and(ones(length, length, ScalarType.Bool).tril()) : there.expand(-1, -1, length, -1); // [B, 1, L, L]
    }
}
