namespace DeepRec;

/// <summary>One way in which what is tested on was given away.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Column">The column it concerns; <see langword="null"/> where it is no one's.</param>
/// <param name="Rows">How many rows, or for a vocabulary values, are concerned.</param>
/// <param name="Figure">What was measured: a share, a correlation, a statistic. The message says which.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record LeakageFinding(LeakageKind Kind, string? Column, int Rows, double Figure, string Message);
