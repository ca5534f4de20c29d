namespace DeepRec.Models;

/// <summary>How a user's vector meets an item's.</summary>
public enum ItemSimilarity
{
    /// <summary>Their inner product ⟨u, v⟩.</summary>
    Dot,

    /// <summary>The cosine of the angle between them, ⟨u, v⟩ / (|u| |v|): no item is ahead for the length of its vector.</summary>
    Cosine,
}
