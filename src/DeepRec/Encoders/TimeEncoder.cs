using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TimeEncoderOptions"/>.</summary>
internal sealed class TimeEncoder : FeatureEncoder
{
    private readonly FeatureInput _input;
    private readonly Linear _projection;

    public TimeEncoder(FeatureInput input, int dimension, long seed) : base(input.Name)
    {
        (_input, OutputWidth) = (input, dimension);
        var random = new SeededRandom((ulong)seed);
        _projection = StartValues.Linear(input.Size, dimension, WeightInitialization.GlorotUniform, ref random);
        register_module("projection", _projection);
    }

    public override int OutputWidth { get; }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch) => _projection.call(batch.Numbers(_input.Name)).tanh(); // [B, width] → [B, D]
}
