using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="ConcatenationFusion"/>.</summary>
internal sealed class Concatenation(IReadOnlyList<int> widths) : Fusion(nameof(Concatenation))
{
    public override int OutputWidth { get; } = widths.Sum();

    public override Tensor forward(Tensor[] parts) => ConcatenatedEncoder.Concatenate(parts); // [B, F]
}
