using System.Globalization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Several rating models as one: the weighted mean of their predictions, r̂ = Σ w_m r̂_m / Σ w_m. It is trained, saved and asked like any model.
/// </summary>
/// <remarks>
/// Members are trained one after the other on the same rows, each by its own trainer's settings, with the seeds s, s + 1, …; their errors partly cancel, the more the less
/// alike they are. Choose weights on validation rows, never on those that are reported. One epoch after the other stands in the report, member by member.
/// </remarks>
public sealed record RatingEnsembleOptions : RatingPredictorOptions
{
    /// <summary>The models, at least one of a weight above 0.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public required IReadOnlyList<RatingEnsembleMember> Members
    {
        get;
        init => field = value is { Count: > 0 } && value.Any(member => member.Weight > 0) ? [.. value] : throw new ArgumentException("An ensemble has one member or more, and one of a weight above 0.", nameof(value));
    }

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new RatingEnsemble(this, inputs, seed);
    }

    /// <summary>What the prediction of each member counts; their sum is 1.</summary>
    internal double[] Shares()
    {
        double sum = Members.Sum(member => member.Weight);
        return [.. Members.Select(member => member.Weight / sum)];
    }

    /// <summary>What a member is called among the weights.</summary>
    internal static string NameOf(int member) => member.ToString(CultureInfo.InvariantCulture);

    internal override RatingPlan? Plan(ModelInputs inputs) => EnsemblePlan.Of(this, inputs);
}
