namespace DeepRec;

/// <summary>One recommended item.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Score">The predicted rating, in units of the label; finite.</param>
/// <param name="Rung">What the score could lean on.</param>
public sealed record Recommendation<TItem>(TItem Item, float Score, ColdStartRung Rung)
{
    /// <summary>Lets <c>foreach (var (item, score) in …)</c> be written.</summary>
    public void Deconstruct(out TItem item, out float score) => (item, score) = (Item, Score);
}
