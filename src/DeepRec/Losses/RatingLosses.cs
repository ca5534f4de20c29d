using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>The formulas of <see cref="RatingLoss"/>, pure functions of tensors; each returns a scalar. With weights w [B] a mean of l is (1 / B) Σ w_b l_b.</summary>
internal static class RatingLosses
{
    /// <summary>mean (r̂ − r)². Both [B].</summary>
    public static Tensor SquaredError(Tensor prediction, Tensor label, Tensor? weights = null) => (prediction - label).Squared().Weighted(weights).mean();

    /// <summary>mean of e²/2 where |e| ≤ δ, else δ(|e| − δ/2). Both [B].</summary>
    public static Tensor Huber(Tensor prediction, Tensor label, double delta, Tensor? weights = null)
    {
        var error = (prediction - label).abs(); // [B]
        var inner = error.AtMost(delta); // [B]; e²/2 within, δ|e| − δ²/2 beyond
        return (inner * (error - inner.Times(0.5))).Weighted(weights).mean();
    }

    /// <summary>mean |r̂ − r|. Both [B].</summary>
    public static Tensor AbsoluteError(Tensor prediction, Tensor label, Tensor? weights = null) => (prediction - label).abs().Weighted(weights).mean();

    /// <summary>mean of −T ln σ(z) where T &gt; 0, else −ln(1 − σ(z)). Both [B].</summary>
    public static Tensor WatchTime(Tensor logit, Tensor watched, Tensor? weights = null)
    {
        var seen = watched.sign(); // [B]; 1 or 0
        return -(watched * nn.functional.logsigmoid(logit)).Plus(seen.Times(-1).Plus(1) * nn.functional.logsigmoid(-logit)).Weighted(weights).mean();
    }

    /// <summary>−mean of r ln σ(z) + (1 − r) ln(1 − σ(z)). Both [B].</summary>
    public static Tensor Log(Tensor logit, Tensor label, Tensor? weights = null) =>
        -(label * nn.functional.logsigmoid(logit)).Plus(label.Times(-1).Plus(1) * nn.functional.logsigmoid(-logit)).Weighted(weights).mean();

    /// <summary>mean of r (1 − σ(z)^q) / q + (1 − r) (1 − σ(−z)^q) / q. Both [B].</summary>
    public static Tensor GeneralizedCrossEntropy(Tensor logit, Tensor label, double power, Tensor? weights = null)
    {
        Tensor one = nn.functional.logsigmoid(logit).Times(power).expm1(), zero = nn.functional.logsigmoid(-logit).Times(power).expm1(); // σ^q − 1, [B]
        return (label * one).Plus(label.Times(-1).Plus(1) * zero).Weighted(weights).mean().Times(-1 / power);
    }

    /// <summary>−mean ln P(level) + w · mean (r̂ − r)². Logits [B, K], levels [K] ascending, label [B] holding levels.</summary>
    public static Tensor Ordinal(Tensor logits, Tensor levels, Tensor label, double squaredErrorWeight, Tensor? weights = null)
    {
        var logProbability = logits.log_softmax(1); // [B, K]
        var target = (label.unsqueeze(1) - levels.unsqueeze(0)).abs().argmin(1); // [B, K] → [B]
        var likelihood = logProbability.gather(1, target.unsqueeze(1)).Weighted(weights).mean(); // [B, 1] → scalar
        var expected = logProbability.exp().mv(levels); // [B]
        return SquaredError(expected, label, weights).Times(squaredErrorWeight) - likelihood;
    }
}
