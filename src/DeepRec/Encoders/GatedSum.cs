using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="GatedSumFusion"/>; its formula stands there.</summary>
internal sealed class GatedSum : Fusion
{
    private readonly GatedSumFusion _options;
    private readonly int _parts;
    private readonly PartProjections _projections;
    private readonly Linear _gate;

    public GatedSum(GatedSumFusion options, IReadOnlyList<int> widths, ulong seed) : base(nameof(GatedSum))
    {
        (_options, _parts) = (options, widths.Count);
        try
        {
            var random = new SeededRandom(seed);
            register_module("projections", _projections = new PartProjections(widths, options.Dimension, bias: true, ref random));
            register_module("gate", _gate = StartValues.Glorot(widths.Sum(), _parts, bias: true, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public override int OutputWidth => _options.Dimension;

    public override long ExtraMultiplyAdds => (long)_parts * _options.Dimension;

    public override Tensor forward(Tensor[] parts)
    {
        var logits = _gate.call(ConcatenatedEncoder.Concatenate(parts)); // [B, n]
        var gates = _options.Gate == FusionGate.Softmax ? logits.softmax(1) : logits.sigmoid(); // [B, n]
        return (_projections.call(parts) * gates.unsqueeze(2)).sum(1); // [B, n, D] · [B, n, 1] → [B, D]
    }
}
