namespace DeepRec;

/// <summary>Some of the rows that were evaluated.</summary>
/// <param name="Name">Which rows.</param>
/// <param name="Metrics">How well they were predicted.</param>
public sealed record RatingSegment(string Name, RatingMetrics Metrics);
