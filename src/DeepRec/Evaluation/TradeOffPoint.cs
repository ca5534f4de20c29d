namespace DeepRec;

/// <summary>What a part of a bonus brings and costs on the validation rows.</summary>
/// <param name="Strength">The part of the full amounts, from 0 to 1.</param>
/// <param name="Shortfall">The most that a group lacks of its least share of exposure; 0 where none does.</param>
/// <param name="ExposureGap">The largest |share − deserved| of a group.</param>
/// <param name="Ndcg">NDCG at the cut-off.</param>
public sealed record TradeOffPoint(double Strength, double Shortfall, double ExposureGap, double Ndcg);
