namespace DeepRec;

/// <summary>What one feature of a request does to the score of an item.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Value">Its value, as text.</param>
/// <param name="Change">The score less what it would be if the feature were missing.</param>
public sealed record FeatureContribution(string Feature, string Value, float Change);
