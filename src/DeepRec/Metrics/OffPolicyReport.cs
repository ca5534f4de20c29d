using MathNet.Numerics.Distributions;

namespace DeepRec;

/// <summary>
/// What a policy would have earned, from the log of another that drew its actions at random with known chances. n rows of context x, action a, reward r; the logging
/// policy showed a with the propensity p, the target policy would have with π(a|x); w = π(a|x) / p. Immutable, so safe from many threads.
/// </summary>
/// <remarks>
/// The estimates hold where the logging policy could show all that the target policy would (p &gt; 0 wherever π &gt; 0), the propensities are those that it really drew by, and rows are
/// independent. No figure of the log can prove the first two; <see cref="MeanWeight"/> far from 1 refutes them.
/// </remarks>
public sealed record OffPolicyReport
{
    // By custom of importance sampling: where fewer rows than this carry the estimate, its normal interval is not to be trusted.
    private const double FewEffectiveRows = 100;

    private OffPolicyReport()
    {
    }

    /// <summary>n.</summary>
    public int Rows { get; private init; }

    /// <summary>How often an interval should hold the truth.</summary>
    public double Confidence { get; private init; }

    /// <summary>Inverse propensity scoring: Σ w r / n. Unbiased (Horvitz and Thompson 1952).</summary>
    public OffPolicyEstimate Ips { get; private init; } = null!;

    /// <summary>
    /// Self-normalised inverse propensity scoring: Σ w r / Σ w. Consistent, biased by O(1/n), and within the range of the rewards (Swaminathan and Joachims 2015);
    /// its variance by the delta method, Σ w² (r − value)² / (Σ w)².
    /// </summary>
    public OffPolicyEstimate SelfNormalized { get; private init; } = null!;

    /// <summary>
    /// Doubly robust: Σ (q(x, π) + w (r − q(x, a))) / n with a model q of the rewards. Unbiased whatever the model, and the better it is the less it varies (Dudík, Langford and Li 2011).
    /// </summary>
    /// <value><see langword="null"/> where no predictions were given.</value>
    public OffPolicyEstimate? DoublyRobust { get; private init; }

    /// <summary>(Σ w)² / Σ w²: how many rows of weight 1 would say as much (Kish 1965).</summary>
    /// <value>From 1 to <see cref="Rows"/>; 0 where no weight is above 0.</value>
    public double EffectiveRows { get; private init; }

    /// <summary>Σ w / n, near 1 where the propensities are right and no weight was cut.</summary>
    public double MeanWeight { get; private init; }

    /// <summary>The largest weight, before any is cut.</summary>
    public double LargestWeight { get; private init; }

    /// <summary>How many weights were cut.</summary>
    public int CutRows { get; private init; }

    /// <summary>What a reader should know before believing the figures.</summary>
    public IReadOnlyList<string> Warnings => OffPolicyText.Warnings(this, FewEffectiveRows);

    /// <summary>Estimates without a model of the rewards.</summary>
    /// <param name="propensities">p: the chance with which each row's action was shown. Above 0, at most 1. Shape [n].</param>
    /// <param name="targetProbabilities">π(a|x): the chance with which the target policy would show the same action. From 0 to 1. Shape [n].</param>
    /// <param name="rewards">r, such as 1 for a click. Shape [n].</param>
    /// <param name="options">Cut weights and the level of the intervals; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, lengths differ, or a number is outside its range; the message names the row.</exception>
    public static OffPolicyReport Of(ReadOnlySpan<double> propensities, ReadOnlySpan<double> targetProbabilities, ReadOnlySpan<double> rewards, OffPolicyOptions? options = null) =>
        Estimate(propensities, targetProbabilities, rewards, [], [], options ?? OffPolicyOptions.Default);

    /// <summary>Estimates with a model of the rewards, which must not have been fitted to the same rows.</summary>
    /// <param name="propensities">p: the chance with which each row's action was shown. Above 0, at most 1. Shape [n].</param>
    /// <param name="targetProbabilities">π(a|x): the chance with which the target policy would show the same action. From 0 to 1. Shape [n].</param>
    /// <param name="rewards">r, such as 1 for a click. Shape [n].</param>
    /// <param name="predictedRewards">q(x, a): the model's reward of the action that was shown. Shape [n].</param>
    /// <param name="predictedValues">q(x, π) = Σ_b π(b|x) q(x, b): the model's reward of the target policy in the row's context. Shape [n].</param>
    /// <param name="options">Cut weights and the level of the intervals; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, lengths differ, or a number is outside its range; the message names the row.</exception>
    public static OffPolicyReport OfWithModel(
        ReadOnlySpan<double> propensities, ReadOnlySpan<double> targetProbabilities, ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> predictedRewards, ReadOnlySpan<double> predictedValues, OffPolicyOptions? options = null)
    {
        OffPolicyRows.CheckFinite(predictedRewards, propensities.Length, "predicted reward", nameof(predictedRewards));
        OffPolicyRows.CheckFinite(predictedValues, propensities.Length, "predicted value", nameof(predictedValues));
        return Estimate(propensities, targetProbabilities, rewards, predictedRewards, predictedValues, options ?? OffPolicyOptions.Default);
    }

    /// <summary>A readable table.</summary>
    public override string ToString() => OffPolicyText.Write(this);

    private static OffPolicyReport Estimate(
        ReadOnlySpan<double> propensities, ReadOnlySpan<double> targets, ReadOnlySpan<double> rewards, ReadOnlySpan<double> predicted, ReadOnlySpan<double> values, OffPolicyOptions options)
    {
        OffPolicyRows.Check(propensities, targets, rewards);
        int rows = rewards.Length, cut = 0;
        double most = options.MaximumWeight ?? double.PositiveInfinity, largest = 0, z = Normal.InvCDF(0, 1, (1 + options.Confidence) / 2);
        CompensatedSum sum = new(), squares = new(), earned = new();
        var weights = new double[rows];
        var terms = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double weight = targets[i] / propensities[i];
            largest = Math.Max(largest, weight);
            if (weight > most) cut++;
            weights[i] = Math.Min(weight, most);
            terms[i] = weights[i] * rewards[i];
            sum.Add(weights[i]);
            squares.Add(weights[i] * weights[i]);
            earned.Add(terms[i]);
        }

        var ips = Mean(terms, z);
        double ratio = sum.Value > 0 ? earned.Value / sum.Value : 0;
        CompensatedSum spread = new();
        for (int i = 0; i < rows; i++) spread.Add(weights[i] * weights[i] * (rewards[i] - ratio) * (rewards[i] - ratio));
        for (int i = 0; i < values.Length; i++) terms[i] = values[i] + (weights[i] * (rewards[i] - predicted[i]));
        return new OffPolicyReport
        {
            Rows = rows,
            Confidence = options.Confidence,
            Ips = ips,
            SelfNormalized = With(ratio, sum.Value > 0 ? Math.Sqrt(spread.Value) / sum.Value : 0, z),
            DoublyRobust = values.IsEmpty ? null : Mean(terms, z),
            EffectiveRows = squares.Value > 0 ? sum.Value * sum.Value / squares.Value : 0,
            MeanWeight = sum.Value / rows,
            LargestWeight = largest,
            CutRows = cut,
        };
    }

    private static OffPolicyEstimate Mean(double[] terms, double z)
    {
        CompensatedSum sum = new(), squares = new();
        foreach (double term in terms) sum.Add(term);
        double mean = sum.Value / terms.Length;
        foreach (double term in terms) squares.Add((term - mean) * (term - mean));
        return With(mean, Math.Sqrt(squares.Value / (terms.Length - 1.0) / terms.Length), z);
    }

    private static OffPolicyEstimate With(double value, double error, double z) => new(value, error, value - (z * error), value + (z * error));
}
