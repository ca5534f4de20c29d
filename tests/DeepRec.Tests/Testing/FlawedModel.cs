using DeepRec.Encoders;
using DeepRec.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Testing;

/// <summary>r̂ = b + ⟨p_u, q_i⟩, but for its flaw.</summary>
internal sealed class FlawedModel : RatingPredictor
{
    private readonly ModelFlaw _flaw;
    private readonly double _shift;
    private readonly ModelInputs _inputs;
    private readonly Parameter _users; // [V, D]
    private readonly Parameter _items; // [V, D]
    private readonly Parameter _bias; // [1]
    private readonly Parameter? _unused;
    private readonly List<Tensor> _kept = [];
    private readonly SharedIds _shared = new();
    private int _steps;

    public FlawedModel(ModelFlaw flaw, double shift, ModelInputs inputs, ulong seed) : base(nameof(FlawedModel))
    {
        (_flaw, _shift, _inputs) = (flaw, shift, inputs);
        var random = new SeededRandom(seed);
        _users = Table(inputs.User!.Size, ref random);
        _bias = nn.Parameter(full(1, inputs.Label.Mean, ScalarType.Float32));
        if (flaw == ModelFlaw.HasAParameterWithoutUse) _unused = nn.Parameter(zeros(3));
        if (flaw == ModelFlaw.RegistersAParameterByItsProperty) Property = nn.Parameter(zeros(1));
        if (flaw == ModelFlaw.HidesAParameter) RegisterComponents();
        _items = Table(inputs.Item!.Size, ref random);
        if (flaw != ModelFlaw.HidesAParameter) RegisterComponents();
    }

    public Parameter? Property { get; }

    public override Tensor forward(FeatureBatch batch)
    {
        using var scope = NewDisposeScope();
        var users = batch.Ids(_inputs.User!.Name); // [B]
        if (_flaw == ModelFlaw.SharesAFieldBetweenThreads) users = tensor(_shared.Exchange(TensorMemory.Span<long>(users))); // [B]

        if (_flaw == ModelFlaw.RefusesNoRows && batch.Size == 0) throw new InvalidOperationException("no rows");
        Tensor p = _users.index_select(0, users), q = _items.index_select(0, batch.Ids(_inputs.Item!.Name)); // [B, D]
        var rating = (_flaw == ModelFlaw.AddsNoInteraction ? p.Plus(q) : p * q).sum(1).Plus(_bias).Plus(_shift); // [B, D] → [B]
        if (Property is not null) rating = rating.Plus(Property);
        if (_flaw == ModelFlaw.DrawsAtRandom) rating = rating.Plus(rand_like(rating).Times(1e-3));
        if (_flaw == ModelFlaw.KeepsScores) _kept.Add(rating.alias().DetachFromDisposeScope());
        if (training) return rating.MoveToOuterDisposeScope();
        if (_flaw == ModelFlaw.LooksAtTheBatch) rating = rating.Plus(rating.mean([0]).Times(0.1)); // [B] + []
        if (_flaw == ModelFlaw.GivesAColumn) rating = rating.unsqueeze(1); // [B] → [B, 1]
        if (_flaw == ModelFlaw.IsNotANumberForUnknownUsers) rating = rating.Plus(Where(users, id => id < 3, rating));
        if (_flaw == ModelFlaw.IsNotANumberUntilTenSteps && _steps < 10) rating = rating.Times(double.NaN);
        return rating.MoveToOuterDisposeScope();
    }

    public override Tensor Loss(FeatureBatch batch)
    {
        _steps++;
        var loss = base.Loss(batch);
        if (_flaw == ModelFlaw.KeepsLosses) _kept.Add(loss.alias().DetachFromDisposeScope());
        return loss;
    }

    private Parameter Table(int rows, ref SeededRandom random)
    {
        const int Dimension = 8;
        var values = new float[rows * Dimension];
        foreach (ref float value in values.AsSpan()) value = (float)(0.3 * random.NextGaussian());
        if (_flaw != ModelFlaw.StartsFromTheGlobalGenerator) return nn.Parameter(TensorMemory.FromFloats(values, rows, Dimension)); // [V, D]
        return nn.Parameter(randn(rows, Dimension).Times(0.3));
    }

    // NaN where it holds, else 0.
    private static Tensor Where(Tensor ids, Func<long, bool> holds, Tensor like)
    {
        var result = zeros_like(like); // [B]
        var values = TensorMemory.Span<float>(result);
        var found = TensorMemory.Span<long>(ids);
        for (int i = 0; i < values.Length; i++) values[i] = holds(found[i]) ? float.NaN : 0;
        return result;
    }
}
