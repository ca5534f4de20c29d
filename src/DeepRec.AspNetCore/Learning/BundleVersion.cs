namespace DeepRec.AspNetCore;

/// <summary>A bundle that is kept, to be gone back to.</summary>
/// <param name="Number">From 1; a later one has a greater number.</param>
/// <param name="Sha256">The SHA-256 of the bundle, in lower-case hexadecimal digits.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="LearnedUntil">The position of the log of events up to which it has learned.</param>
/// <param name="NewestEvent">The time of the newest event that it has learned from; <see langword="null"/> where it has learned from none.</param>
public sealed record BundleVersion(int Number, string Sha256, DateTimeOffset MadeAt, long LearnedUntil, DateTimeOffset? NewestEvent);
