namespace DeepRec;

/// <summary>A metric's mean over users with its bootstrap interval.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Mean">The mean over users.</param>
/// <param name="Lower">The interval's lower end.</param>
/// <param name="Upper">The interval's upper end.</param>
public sealed record ComparedValue(string Metric, double Mean, double Lower, double Upper);
