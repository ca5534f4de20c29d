using MathNet.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// The formulas of <see cref="Models.RankingLoss"/>, pure functions of tensors, float32 or float64; each returns a scalar. B rows, I items, n negatives
/// a row or K shared ones. With weights w [B] a mean over rows of l is (1 / B) Σ w_b l_b. Whatever is masked takes no part: where nothing but the positive is left a softmax loss is 0.
/// </summary>
internal static class RankingLosses
{
    /// <summary>mean over rows of ln Σ_j exp(s_j) − (1 − ε) s_target − ε · mean_j s_j.</summary>
    /// <remarks>ε: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (CVPR 2016), section 7.</remarks>
    /// <param name="scores">[B, I].</param>
    /// <param name="targets">[B], int64: the item of each row.</param>
    /// <param name="labelSmoothing">ε, from 0 to below 1.</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor FullSoftmax(Tensor scores, Tensor targets, double labelSmoothing = 0, Tensor? weights = null)
    {
        var logProbability = scores.log_softmax(1); // [B, I]
        var likelihood = logProbability.gather(1, targets.unsqueeze(1)).Weighted(weights).mean(); // [B, 1] → scalar
        return labelSmoothing == 0 ? -likelihood : -likelihood.Times(1 - labelSmoothing).Plus(logProbability.Weighted(weights).mean().Times(labelSmoothing));
    }

    /// <summary>mean over rows of ln(exp(s₊ − c₊) + Σ_j exp(s_j − c_j)) − (s₊ − c₊), c_j = ln(n q_j), the sum over the negatives that are no hits.</summary>
    /// <remarks>
    /// c₊ = 0, negatives only: the sum estimates that over all other items without bias, and the gradient's bias falls as 1/n; Bengio and Senécal, "Quick Training of
    /// Probabilistic Neural Nets by Importance Sampling" (AISTATS 2003). c₊ = ln(n q₊): Jean et al., "On Using Very Large Target Vocabulary for
    /// Neural Machine Translation" (ACL 2015), and <c>sampled_softmax_loss</c> of TensorFlow.
    /// </remarks>
    /// <param name="positive">[B]: the scores of the rows' items.</param>
    /// <param name="negatives">[B, K].</param>
    /// <param name="logExpectedNegatives">ln(n q_j): [K], or [B, K]; none without a correction.</param>
    /// <param name="logExpectedPositives">ln(n q_j) of the rows' items: [B]; none where only negatives are corrected.</param>
    /// <param name="hits">[B, K], bool: true where a negative is the row's own item.</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor SampledSoftmax(Tensor positive, Tensor negatives, Tensor? logExpectedNegatives, Tensor? logExpectedPositives = null, Tensor? hits = null, Tensor? weights = null)
    {
        var first = logExpectedPositives is null ? positive : positive - logExpectedPositives; // [B]
        var others = logExpectedNegatives is null ? negatives : negatives - logExpectedNegatives; // [B, K]
        if (hits is not null) others = Without(others, hits);
        return -cat([first.unsqueeze(1), others], 1).log_softmax(1).select(1, 0).Weighted(weights).mean(); // [B, 1 + K] → [B] → scalar
    }

    /// <summary>mean over rows b of ln Σ_j exp(s_bj − ln q_j) − (s_bb − ln q_b), j over the rows whose item is another one, and b itself.</summary>
    /// <remarks>Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations" (RecSys 2019).</remarks>
    /// <param name="scores">[B, B]: row b's user with row j's item.</param>
    /// <param name="logExpected">[B]: ln q_j of the rows' items, up to a term that all share.</param>
    /// <param name="items">[B], int64: the rows' items.</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor InBatchSoftmax(Tensor scores, Tensor logExpected, Tensor items, Tensor? weights = null)
    {
        var itself = eye(items.shape[0], dtype: ScalarType.Bool).logical_not(); // [B, B]
        var same = items.unsqueeze(1).eq(items.unsqueeze(0)).logical_and(itself); // [B, B]
        var corrected = Without(scores - logExpected, same); // [B, B]
        return -corrected.log_softmax(1).diagonal().Weighted(weights).mean(); // [B, B] → [B] → scalar
    }

    /// <summary>mean ln(1 + exp(s₋ − s₊)).</summary>
    /// <remarks>Rendle et al., "BPR: Bayesian Personalized Ranking from Implicit Feedback" (UAI 2009).</remarks>
    /// <param name="positive">[B].</param>
    /// <param name="negatives">[B] or [B, n].</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor Bpr(Tensor positive, Tensor negatives, Tensor? weights = null) => -nn.functional.logsigmoid(Beside(positive, negatives) - negatives).Weighted(weights).mean();

    /// <summary>mean max(0, m − s₊ + s₋).</summary>
    /// <remarks>Herbrich, Graepel and Obermayer, "Large Margin Rank Boundaries for Ordinal Regression" (2000).</remarks>
    /// <param name="positive">[B].</param>
    /// <param name="negatives">[B] or [B, n].</param>
    /// <param name="margin">m.</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor Hinge(Tensor positive, Tensor negatives, double margin, Tensor? weights = null) => (negatives - Beside(positive, negatives)).Plus(margin).relu().Weighted(weights).mean();

    /// <summary>
    /// mean over rows of L(max(1, ⌊(I − 1) / N⌋)) · (m − s₊ + s₋), s₋ the first of the negatives with m − s₊ + s₋ &gt; 0, N its place from 1, L(k) = Σ_{i ≤ k} 1/i;
    /// 0 for a row without one.
    /// </summary>
    /// <remarks>Weston, Bengio and Usunier, "WSABIE: Scaling Up To Large Vocabulary Image Annotation" (IJCAI 2011).</remarks>
    /// <param name="positive">[B].</param>
    /// <param name="negatives">[B, n], in the order of the trials.</param>
    /// <param name="margin">m.</param>
    /// <param name="itemCount">I.</param>
    /// <param name="weights">w, [B]; or none.</param>
    public static Tensor Warp(Tensor positive, Tensor negatives, double margin, int itemCount, Tensor? weights = null)
    {
        var violation = (negatives - positive.unsqueeze(1)).Plus(margin).relu(); // [B, n]
        var first = violation.detach().sign().argmax(1); // [B]; 0 where nothing violates
        var weight = RankWeights((int)negatives.shape[1], itemCount).to_type(negatives.dtype).index_select(0, first); // [n] → [B]
        return (violation.gather(1, first.unsqueeze(1)).squeeze(1) * weight).Weighted(weights).mean(); // [B, 1] → [B] → scalar
    }

    /// <summary>−mean of ln σ(s₊) and ln σ(−s₋), over all positives and negatives alike.</summary>
    /// <remarks>He et al., "Neural Collaborative Filtering" (WWW 2017), equation 7.</remarks>
    /// <param name="positive">[B].</param>
    /// <param name="negatives">[B] or [B, n].</param>
    /// <param name="weights">w, [B]: of a row's positive and its negatives; or none.</param>
    public static Tensor BinaryCrossEntropy(Tensor positive, Tensor negatives, Tensor? weights = null)
    {
        if (weights is not null) weights = cat([weights, weights.unsqueeze(1).expand(weights.shape[0], negatives.numel() / weights.shape[0]).reshape(-1)], 0); // [B] → [B, n] → [B + B n]
        return -nn.functional.logsigmoid(cat([positive, -negatives.reshape(-1)], 0)).Weighted(weights).mean(); // [B + B n] → scalar
    }

    private static Tensor Beside(Tensor positive, Tensor negatives) => negatives.dim() == 1 ? positive : positive.unsqueeze(1); // [B] or [B, 1]

    /// <summary>The scores with −∞ where the mask is true: no probability and no gradient there.</summary>
    private static Tensor Without(Tensor scores, Tensor mask)
    {
        using var nothing = double.NegativeInfinity.ToScalar();
        return scores.masked_fill(mask, nothing);
    }

    private static Tensor RankWeights(int trials, int itemCount)
    {
        var weights = empty(trials, ScalarType.Float64); // [n]
        var values = TensorMemory.Span<double>(weights);
        for (int i = 0; i < trials; i++) values[i] = SpecialFunctions.Harmonic(Math.Max(1, (itemCount - 1) / (i + 1)));
        return weights;
    }
}
