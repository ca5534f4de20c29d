using DeepRec.Models;

namespace DeepRec;

/// <summary>The plan of <see cref="RatingEnsemble"/>.</summary>
internal sealed class EnsemblePlan : RatingPlan
{
    private readonly RatingPlan[] _members;
    private readonly double[] _shares;

    private EnsemblePlan(RatingPlan[] members, double[] shares)
    {
        (_members, _shares) = (members, shares);
        Weights = [.. members.SelectMany((member, m) => member.Weights.Select(weight => weight.Within(RatingEnsembleOptions.NameOf(m))))];
    }

    public override string ModelName => nameof(RatingEnsemble);

    public override IReadOnlyList<WeightShape> Weights { get; }

    /// <summary><see langword="null"/> where a member has none.</summary>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    public static EnsemblePlan? Of(RatingEnsembleOptions options, ModelInputs inputs)
    {
        RatingPlan[] members = [.. options.Members.Select(member => member.Model.Plan(inputs)).OfType<RatingPlan>()];
        return members.Length == options.Members.Count ? new EnsemblePlan(members, options.Shares()) : null;
    }

    public override RowScorer Pack(Func<string, NamedArray> weights) => new EnsembleScorer(
    [
        .. _members.Index().Where(member => _shares[member.Index] > 0)
            .Select(member => (member.Item.Pack(name => weights($"{RatingEnsembleOptions.NameOf(member.Index)}.{name}")), (float)_shares[member.Index])),
    ]);
}
