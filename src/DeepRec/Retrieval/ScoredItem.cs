namespace DeepRec;

/// <summary>An item of the catalogue with its score.</summary>
/// <param name="Item">Its number.</param>
/// <param name="Score">What it was given.</param>
internal readonly record struct ScoredItem(int Item, float Score);
