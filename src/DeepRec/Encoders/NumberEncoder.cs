using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="NumberEncoderOptions"/>.</summary>
internal sealed class NumberEncoder(FeatureInput input) : FeatureEncoder(input.Name)
{
    public override int OutputWidth => input.Size;

    internal override FusedInput Fuse(Dataset training) => new FusedNumbers(input, training.Column<NumberColumn>(input.Name));

    public override Tensor forward(FeatureBatch batch) => batch.Numbers(input.Name).alias(); // [B, width]
}
