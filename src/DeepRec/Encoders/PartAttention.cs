using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="AttentionFusion"/>; its formula stands there.</summary>
internal sealed class PartAttention : Fusion
{
    private readonly AttentionFusion _options;
    private readonly int _parts; // n
    private readonly PartProjections _tokens;
    private readonly Linear? _asked; // of each token
    private readonly Parameter? _query; // [D], learned
    private readonly Linear _key;
    private readonly Linear _value;
    private readonly Linear _output;

    public PartAttention(AttentionFusion options, IReadOnlyList<int> widths, ulong seed) : base(nameof(PartAttention))
    {
        (_options, _parts) = (options, widths.Count);
        try
        {
            var random = new SeededRandom(seed);
            int d = options.Dimension;
            register_module("tokens", _tokens = new PartProjections(widths, d, bias: true, ref random));
            if (options.SelfAttention)
            {
                register_module("query", _asked = StartValues.Glorot(d, d, bias: true, ref random));
            }
            else
            {
                WeightBudget.Take("a query", d);
                var query = empty(d, ScalarType.Float32); // [D]
                foreach (ref float value in TensorMemory.Span<float>(query)) value = (float)random.NextGaussian();
                _query = nn.Parameter(query);
                _query.DetachFromDisposeScope();
                register_parameter("query", _query);
            }

            register_module("key", _key = StartValues.Glorot(d, d, bias: true, ref random));
            register_module("value", _value = StartValues.Glorot(d, d, bias: true, ref random));
            register_module("output", _output = StartValues.Glorot(d, d, bias: true, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public override int OutputWidth => _options.Dimension;

    // Dense layers run once for each token; their weights are counted once.
    public override long ExtraMultiplyAdds
    {
        get
        {
            long n = _parts, d = _options.Dimension, queries = _options.SelfAttention ? n : 1;
            return 2 * (n - 1) * d * d + (_options.SelfAttention ? 2 * (n - 1) * d * d : 0) + 2 * queries * n * d;
        }
    }

    public override Tensor forward(Tensor[] parts)
    {
        var tokens = _tokens.call(parts); // [B, n, D]
        long rows = tokens.shape[0];
        var query = _asked?.call(tokens) ?? _query!.view(1, 1, OutputWidth).expand(rows, 1, OutputWidth); // [B, m, D], m = n or 1
        Tensor asked = Heads(query), key = Heads(_key.call(tokens)), value = Heads(_value.call(tokens)); // [B · H, m, D/H], [B · H, n, D/H] twice
        var weights = asked.bmm(key.transpose(1, 2)).Times(1 / Math.Sqrt(key.shape[2])).softmax(2); // [B · H, m, n]
        long m = weights.shape[1], width = value.shape[2];
        var found = weights.bmm(value).view(rows, _options.Heads, m, width).transpose(1, 2).reshape(rows, m, OutputWidth); // [B · H, m, D/H] → [B, H, m, D/H] → [B, m, D]
        var output = _output.call(found); // [B, m, D]
        return _asked is null ? output.squeeze(1) : output.Plus(tokens).mean([1]); // [B, D]
    }

    // [B, m, D] → [B, m, H, D/H] → [B, H, m, D/H] → [B · H, m, D/H]
    private Tensor Heads(Tensor vectors)
    {
        long rows = vectors.shape[0], m = vectors.shape[1], width = OutputWidth / _options.Heads;
        return vectors.reshape(rows, m, _options.Heads, width).transpose(1, 2).reshape(rows * _options.Heads, m, width);
    }
}
