namespace DeepRec;

/// <summary>Interactions of one user that follow each other in time.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Start">The first, by its place among all interactions.</param>
/// <param name="Count">How many, at least one.</param>
internal readonly record struct Stretch(int User, int Start, int Count);
