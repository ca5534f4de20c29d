using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// From K logits to ordered levels: logit_k + c_k + s_k · z, z the collaborative part [B]; s starts at equal steps from −2 to 2, c at 0.
/// </summary>
internal sealed class OrdinalHead : nn.Module
{
    private readonly Parameter _cut;
    private readonly Parameter _slope;

    public OrdinalHead(LabelStatistics label) : base(nameof(OrdinalHead))
    {
        OrdinalLoss.Require(label.Levels.Count);
        WeightBudget.Take("levels", label.Levels.Count, 3);
        Values = TensorMemory.FromFloats([.. label.Levels], label.Levels.Count); // [K]
        Values.DetachFromDisposeScope();
        _cut = nn.Parameter(zeros(Levels, ScalarType.Float32)); // [K]
        _slope = nn.Parameter(linspace(-2, 2, Levels, ScalarType.Float32)); // [K]
        _cut.DetachFromDisposeScope();
        _slope.DetachFromDisposeScope();
        register_parameter("cut", _cut);
        register_parameter("slope", _slope);
    }

    /// <summary>The levels' values, shape [K].</summary>
    public Tensor Values { get; }

    /// <summary>c, shape [K].</summary>
    public Tensor Cut => _cut;

    /// <summary>s, shape [K].</summary>
    public Tensor Slope => _slope;

    /// <summary>K.</summary>
    public int Levels => (int)Values.shape[0];

    /// <summary>[B, K], and [B] or nothing → [B, K].</summary>
    public Tensor Shift(Tensor logits, Tensor? collaborative) =>
        collaborative is null ? logits.Plus(_cut) : logits.Plus(_cut).Plus(collaborative.unsqueeze(1) * _slope); // [B, 1] · [K]

    /// <summary>Σ level · P(level): [B, K] → [B].</summary>
    public Tensor Expected(Tensor logits) => logits.softmax(1).mv(Values);

    // A search of the fields would make the values a buffer and save them.
    protected override void RegisterComponents()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Values.Dispose();
        base.Dispose(disposing);
    }
}
