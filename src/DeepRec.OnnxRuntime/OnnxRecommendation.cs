namespace DeepRec;

/// <summary>An item and how well it suits.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">Which item.</param>
/// <param name="Score">The predicted rating, in units of the label; of a file that ranks, the model's score, of which only the order within a request means something.</param>
public readonly record struct OnnxRecommendation<TItem>(TItem Item, float Score);
