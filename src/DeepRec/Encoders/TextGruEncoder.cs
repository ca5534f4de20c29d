using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TextGruEncoderOptions"/>.</summary>
internal sealed class TextGruEncoder : TokenEncoder
{
    private readonly GatedRecurrence _recurrence;
    private readonly Dropout _dropout;
    private readonly int _widest;

    public TextGruEncoder(FeatureInput input, TextGruEncoderOptions options, ref SeededRandom random)
        : base(input, options.TokenDimension, options.Hidden, options.Dimension, options.MaximumLength, options.FreezeVectors, ref random)
    {
        _widest = Math.Max(options.TokenDimension, 3 * options.Hidden);
        try
        {
            register_module("gru", _recurrence = new GatedRecurrence(options.TokenDimension, options.Hidden, ref random));
            register_module("dropout", _dropout = new Dropout(options.Dropout));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    protected override long Widest(long length) => _widest;

    protected override Tensor Read(Tensor vectors, TokenBlock block)
    {
        var states = _recurrence.call(vectors); // [S, L, P] → [L + 1, S, H]
        var last = empty(block.Count, ScalarType.Int64); // [S]
        var target = TensorMemory.Span<long>(last);
        for (int s = 0; s < block.Count; s++) target[s] = ((long)block.Lengths[s] * block.Count) + s; // the state behind the last token; that behind none is zero
        return _dropout.call(states.view(-1, states.shape[2]).index_select(0, last)); // [S, H]
    }
}
