namespace DeepRec;

/// <summary>What some steps without a gradient do to a weight of Adam, as <see cref="AdamPauses"/> sums them up.</summary>
/// <param name="Since">The step before the first of them.</param>
/// <param name="Missed">How many there are.</param>
/// <param name="Kept1">What is left of the first moment.</param>
/// <param name="Kept2">What is left of the second.</param>
/// <param name="Smallest">q.</param>
/// <param name="Sum0">c₀.</param>
/// <param name="Sum1">c₁.</param>
/// <param name="Sum2">c₂.</param>
/// <param name="Limit">From which (√v + q)³ on the series has converged.</param>
internal readonly record struct AdamPause(long Since, int Missed, float Kept1, float Kept2, float Smallest, float Sum0, float Sum1, float Sum2, float Limit);
