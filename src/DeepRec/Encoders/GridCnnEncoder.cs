using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="GridCnnEncoderOptions"/>.</summary>
internal sealed class GridCnnEncoder : DistinctEncoder
{
    private readonly long[] _grid; // [−1, C, H, W]
    private readonly Conv2d[] _layers;
    private readonly Linear _projection;
    private readonly bool _keepsRows;

    public GridCnnEncoder(FeatureInput input, GridCnnEncoderOptions options, long seed) : base(input, options.Dimension, options.Dropout, options.ModalityDropout)
    {
        var random = new SeededRandom((ulong)seed);
        _grid = [-1, options.Channels, options.Height, options.Width];
        _layers = new Conv2d[options.Filters.Count];
        (int channels, int height, int width) = (options.Channels, options.Height, options.Width);
        Widest = Math.Max(input.Size, options.Dimension);
        try
        {
            for (int i = 0; i < _layers.Length; i++)
            {
                WeightBudget.TakeLayer(options.Filters[i], (long)height * width);
                Widest = Math.Max(Widest, (long)options.Filters[i] * height * width);
                _layers[i] = StartValues.Convolution(channels, options.Filters[i], ref random);
                register_module($"layer{i + 1}", _layers[i]);
                channels = options.Filters[i];
                if (i + 1 < _layers.Length && height > 1 && width > 1) (height, width) = (height / 2, width / 2);
            }

            _keepsRows = options.Pooling == GridPooling.MeanOfRows;
            _projection = StartValues.Linear(_keepsRows ? channels * height : channels, options.Dimension, WeightInitialization.GlorotUniform, ref random);
            register_module("projection", _projection);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    protected override long Widest { get; }

    protected override Tensor Encode(Tensor vectors)
    {
        var x = vectors.view(_grid); // [U, C · H · W] → [U, C, H, W]
        for (int i = 0; i < _layers.Length; i++)
        {
            x = _layers[i].call(x).relu(); // [U, C, H, W] → [U, F, H, W]
            if (i + 1 < _layers.Length && x.shape[2] > 1 && x.shape[3] > 1) x = nn.functional.max_pool2d(x, 2); // → [U, F, H / 2, W / 2]
        }

        var summary = _keepsRows ? x.mean([3]).flatten(1) : x.mean([2, 3]); // [U, F, H, W] → [U, F · H] or [U, F]
        return _projection.call(summary); // → [U, D]
    }
}
