namespace DeepRec.Models;

/// <summary>Two inputs whose encoded columns are multiplied out, x_a ⊗ x_b.</summary>
/// <param name="Request">The name of an input of user or context.</param>
/// <param name="Item">The name of an input of the item.</param>
public sealed record FeatureCross(string Request, string Item);
