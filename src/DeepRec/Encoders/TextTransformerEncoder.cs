using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TextTransformerEncoderOptions"/>.</summary>
internal sealed class TextTransformerEncoder : TokenEncoder
{
    private const double PositionDeviation = 0.02; // BERT's
    private readonly EmbeddingTable _positions;
    private readonly Dropout _dropout;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly int _widest;
    private readonly int _heads;

    public TextTransformerEncoder(FeatureInput input, TextTransformerEncoderOptions options, ref SeededRandom random)
        : base(input, options.TokenDimension, options.TokenDimension, options.Dimension, options.MaximumLength, options.FreezeVectors, ref random)
    {
        int width = options.TokenDimension, hidden = 4 * width;
        (_widest, _heads) = (hidden, options.Heads);
        _blocks = new TransformerBlock[options.Blocks];
        try
        {
            register_module("positions", _positions = new EmbeddingTable(options.MaximumLength, width, PositionDeviation, ref random));
            register_module("dropout", _dropout = new Dropout(options.Dropout));
            for (int i = 0; i < _blocks.Length; i++) register_module($"block_{i}", _blocks[i] = new TransformerBlock(width, options.Heads, hidden, options.Dropout, causal: false, ref random));
            register_module("norm", _norm = TransformerBlock.Norm(width));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    // Every token looks at every other, in each head.
    protected override long Widest(long length) => Math.Max(_widest, length * _heads);

    protected override Tensor Read(Tensor vectors, TokenBlock block)
    {
        var present = block.Present(vectors.dtype); // [S, L]
        var keys = present.to_type(ScalarType.Bool);
        var numbers = empty(block.Length, ScalarType.Int64); // [L]
        var target = TensorMemory.Span<long>(numbers);
        for (int t = 0; t < target.Length; t++) target[t] = t;
        var places = _positions.call(numbers).unsqueeze(0); // [1, L, P]
        var x = _dropout.call(vectors.Plus(places)); // [S, L, P]
        foreach (var layer in _blocks) x = layer.call(x, keys);
        var sums = (_norm.call(x) * present.unsqueeze(2)).sum(1); // [S, P]
        return sums / present.sum(1).AtLeast(1).unsqueeze(1); // the mean over tokens; an empty text is zero
    }
}
