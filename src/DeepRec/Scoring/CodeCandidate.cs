namespace DeepRec;

/// <summary>An item whose score a search by codes knows to lie between two numbers.</summary>
/// <param name="Least">The score is not below.</param>
/// <param name="Most">The score is not above.</param>
/// <param name="Item">The item.</param>
internal readonly record struct CodeCandidate(float Least, float Most, int Item);
