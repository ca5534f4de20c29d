namespace DeepRec;

/// <summary>How a column of a later dataset differs from that of an earlier one.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MissingBefore">The share of missing values in the earlier rows, from 0 to 1.</param>
/// <param name="MissingAfter">That in the later rows.</param>
/// <param name="StabilityIndex">
/// The population stability index over ten parts of the earlier values: Σ (q − p) ln(q / p). By custom below 0.1 is no change, above 0.25 a large one (Siddiqi, "Credit Risk Scorecards", 2006).
/// </param>
/// <param name="NewShare">The share of later values that the earlier rows do not hold; 0 for numbers.</param>
/// <param name="Distance">Kolmogorov and Smirnov's distance of two distributions of numbers, from 0 to 1; <see langword="null"/> for categories.</param>
/// <param name="PValue">The chance of such a distance without a change; <see langword="null"/> for categories. With many rows a distance that matters to nobody is significant.</param>
public sealed record DriftedColumn(
    string Name, FeatureKind Kind, double MissingBefore, double MissingAfter, double StabilityIndex, double NewShare, double? Distance, double? PValue);
