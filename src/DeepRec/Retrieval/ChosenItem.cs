namespace DeepRec;

/// <summary>An item of a list in the making.</summary>
/// <param name="Item">Its number.</param>
/// <param name="Score">What the layer gave it.</param>
/// <param name="Layer">What it was chosen by.</param>
internal readonly record struct ChosenItem(int Item, float Score, RankingLayer Layer);
