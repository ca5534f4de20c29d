using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Testing;

/// <summary>f = ⟨p_u, q_i⟩, but for its flaw.</summary>
internal sealed class FlawedRanker : ItemRanker
{
    private readonly RankerFlaw _flaw;
    private readonly double _shift;
    private readonly RankingInputs _inputs;
    private readonly Parameter _users; // [V, D]
    private readonly Parameter _items; // [V, D]
    private readonly Parameter? _unused;
    private readonly List<Tensor> _kept = [];
    private readonly SharedIds _shared = new();

    public FlawedRanker(RankerFlaw flaw, double shift, RankingInputs inputs, ulong seed) : base(nameof(FlawedRanker))
    {
        (_flaw, _shift, _inputs) = (flaw, shift, inputs);
        var random = new SeededRandom(seed);
        _users = Table(inputs.UserId!.Size, ref random);
        if (flaw == RankerFlaw.HasAParameterWithoutUse) _unused = nn.Parameter(zeros(3));
        if (flaw == RankerFlaw.RegistersAParameterByItsProperty) Property = nn.Parameter(zeros(1));
        if (flaw == RankerFlaw.HidesAParameter) RegisterComponents();
        _items = Table(inputs.ItemId!.Size, ref random);
        if (flaw != RankerFlaw.HidesAParameter) RegisterComponents();
    }

    public Parameter? Property { get; }

    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        using var scope = NewDisposeScope();
        var ids = requests.Ids(_inputs.UserId!.Name); // [B]
        if (_flaw == RankerFlaw.SharesAFieldBetweenThreads) ids = tensor(_shared.Exchange(TensorMemory.Span<long>(ids))); // [B]

        if (_flaw == RankerFlaw.RefusesManyRequests && training && requests.Size != RankerScores.AllUsers.Length) throw new InvalidOperationException("too many requests");
        var users = _users.index_select(0, ids); // [B, D]
        if (_flaw == RankerFlaw.LooksAtTheBatch && !training) users = users.Plus(users.mean([0]).Times(0.1)); // [B, D] + [D]
        if (_flaw == RankerFlaw.IsNotANumberForUnknownUsers && !training) users = users.Plus(NotANumberBelow(ids, 3).unsqueeze(1)); // [B, D] + [B, 1]
        return users.MoveToOuterDisposeScope();
    }

    public override Tensor EncodeItems(FeatureBatch items)
    {
        using var scope = NewDisposeScope();
        return _items.index_select(0, items.Ids(_inputs.ItemId!.Name)).MoveToOuterDisposeScope(); // [K, D]
    }

    public override Tensor Score(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        var scores = _flaw == RankerFlaw.AddsNoInteraction ? requests.sum(1).unsqueeze(1).Plus(items.sum(1)) : requests.mm(items.t()); // [B, K]
        scores = scores.Plus(_shift);
        if (Property is not null) scores = scores.Plus(Property);
        if (_flaw == RankerFlaw.DrawsAtRandom) scores = scores.Plus(rand_like(scores).Times(1e-3));
        if (_flaw == RankerFlaw.KeepsScores) _kept.Add(scores.alias().DetachFromDisposeScope());
        if (_flaw == RankerFlaw.LooksAtOtherItems && !training) scores = scores.log_softmax(1);
        if (_flaw == RankerFlaw.GivesAColumn && !training) scores = scores.unsqueeze(2); // [B, K] → [B, K, 1]
        return scores.MoveToOuterDisposeScope();
    }

    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        var scores = _flaw == RankerFlaw.AddsNoInteraction ? requests.sum(1).Plus(items.sum(1)) : (requests * items).sum(1); // [B]
        scores = scores.Plus(_shift);
        if (Property is not null) scores = scores.Plus(Property);
        if (_flaw == RankerFlaw.DrawsAtRandom) scores = scores.Plus(rand_like(scores).Times(1e-3));
        if (_flaw == RankerFlaw.ScoresPairsOtherwise) scores = scores.Times(0.99);
        if (_flaw == RankerFlaw.KeepsPairs) _kept.Add(scores.alias().DetachFromDisposeScope());
        return scores.MoveToOuterDisposeScope();
    }

    // NaN where an id is lower, else 0.
    private static Tensor NotANumberBelow(Tensor ids, long bound)
    {
        var result = zeros(ids.shape[0], ScalarType.Float32); // [B]
        var values = TensorMemory.Span<float>(result);
        var found = TensorMemory.Span<long>(ids);
        for (int i = 0; i < values.Length; i++) values[i] = found[i] < bound ? float.NaN : 0;
        return result;
    }

    private Parameter Table(int rows, ref SeededRandom random)
    {
        const int Dimension = 8;
        var values = new float[rows * Dimension];
        foreach (ref float value in values.AsSpan()) value = (float)(0.3 * random.NextGaussian());
        var table = nn.Parameter(_flaw != RankerFlaw.StartsFromTheGlobalGenerator ? TensorMemory.FromFloats(values, rows, Dimension) : randn(rows, Dimension).Times(0.3)); // [V, D]
        table.DetachFromDisposeScope();
        return table;
    }
}
