using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="VectorEncoderOptions"/>.</summary>
internal sealed class VectorEncoder : DistinctEncoder
{
    private const double SmallestLength = 1e-12;

    private readonly VectorNormalization _normalization;
    private readonly Linear? _projection;

    public VectorEncoder(FeatureInput input, VectorNormalization normalization, VectorEncoderOptions options, long seed)
        : base(input, options.Dimension ?? input.Size, options.Dropout, options.ModalityDropout)
    {
        (_normalization, Widest) = (normalization, Math.Max(input.Size, OutputWidth));
        if (options.Dimension is not { } dimension) return;
        try
        {
            var random = new SeededRandom((ulong)seed);
            _projection = StartValues.Linear(input.Size, dimension, WeightInitialization.GlorotUniform, ref random);
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
        var normalized = Normalize(vectors); // [U, W]
        return _projection is null ? normalized : _projection.call(normalized); // [U, W] → [U, D]
    }

    private Tensor Normalize(Tensor vectors) => _normalization switch
    {
        VectorNormalization.Length => vectors / vectors.Squared().sum(1, keepdim: true).sqrt().AtLeast(SmallestLength), // [U, W] / [U, 1]
        VectorNormalization.Layer => nn.functional.layer_norm(vectors, [vectors.shape[1]]), // [U, W]
        _ => vectors,
    };
}
