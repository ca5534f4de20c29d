namespace DeepRec;

/// <summary>What a policy would have earned per row, by one estimator.</summary>
/// <param name="Value">The estimated mean reward.</param>
/// <param name="StandardError">The estimator's standard deviation, itself estimated from the rows.</param>
/// <param name="Lower">The lower end of the normal interval, value − z · standard error.</param>
/// <param name="Upper">Its upper end.</param>
public sealed record OffPolicyEstimate(double Value, double StandardError, double Lower, double Upper);
