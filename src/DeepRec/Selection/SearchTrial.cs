namespace DeepRec;

/// <summary>One point that was tried.</summary>
/// <param name="Number">Its place in the search, from 0.</param>
/// <param name="Point">The settings.</param>
/// <param name="Objective">What came of it, finite; <see langword="null"/> where it failed.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> where it did not.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record SearchTrial(int Number, SearchPoint Point, double? Objective, string? Failure, double Seconds);
