using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="CrossFusion"/>; its formula stands there.</summary>
internal sealed class Cross : Fusion
{
    private readonly int _count; // L
    private readonly CrossLayers _layers;

    public Cross(CrossFusion options, IReadOnlyList<int> widths, ulong seed) : base(nameof(Cross))
    {
        (_count, OutputWidth) = (options.Layers, widths.Sum());
        var random = new SeededRandom(seed);
        register_module("layers", _layers = new CrossLayers(OutputWidth, options.Layers, options.Rank, ref random));
    }

    public override int OutputWidth { get; }

    public override long ExtraMultiplyAdds => (long)_count * OutputWidth;

    public override Tensor forward(Tensor[] parts) => _layers.call(ConcatenatedEncoder.Concatenate(parts)); // n × [B, D_i] → [B, F]
}
