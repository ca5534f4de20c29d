using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TextCnnEncoderOptions"/>.</summary>
internal sealed class TextCnnEncoder : TokenEncoder
{
    private readonly int[] _widths;
    private readonly int _widest;
    private readonly Conv1d[] _filters;
    private readonly Dropout _dropout;

    public TextCnnEncoder(FeatureInput input, TextCnnEncoderOptions options, ref SeededRandom random)
        : base(input, options.TokenDimension, options.Widths.Count * options.Filters, options.Dimension, options.MaximumLength, options.FreezeVectors, ref random)
    {
        _widths = [.. options.Widths];
        _widest = Math.Max(options.TokenDimension, options.Filters);
        _filters = new Conv1d[_widths.Length];
        try
        {
            for (int i = 0; i < _widths.Length; i++)
            {
                WeightBudget.Take("filters", options.Filters, options.TokenDimension, _widths[i]);
                _filters[i] = nn.Conv1d(options.TokenDimension, options.Filters, (long)_widths[i], dtype: ScalarType.Float32);
                StartValues.Glorot(_filters[i].weight!, options.TokenDimension * _widths[i], options.Filters, ref random);
                TensorMemory.Span<float>(_filters[i].bias!).Clear();
                register_module($"width_{_widths[i]}", _filters[i]);
            }

            register_module("dropout", _dropout = new Dropout(options.Dropout));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    // A text shorter than a filter is read by one window.
    protected override int LeastLength => _widths.Max();

    protected override long Widest(long length) => _widest;

    protected override Tensor Read(Tensor vectors, TokenBlock block)
    {
        var channels = vectors.transpose(1, 2).contiguous(); // [S, L, P] → [S, P, L]
        var strongest = new Tensor[_filters.Length];
        for (int i = 0; i < _filters.Length; i++)
        {
            int width = _widths[i], windows = (int)block.Length - width + 1;
            var within = block.Mask(vectors.dtype, windows, length => length == 0 ? 0 : Math.Max(length, width) - width + 1); // [S, T]
            var answers = _filters[i].call(channels).relu() * within.unsqueeze(1); // [S, F, T]; none is negative, so that what is left out never wins
            strongest[i] = answers.amax([2]); // [S, F]
        }

        return _dropout.call(cat(strongest, dim: 1)); // [S, widths · F]
    }
}
