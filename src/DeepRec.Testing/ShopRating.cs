namespace DeepRec.Testing;

/// <summary>A rating in the generated shop, to be joined with its user and item.</summary>
/// <param name="UserId">The user, as in <see cref="ShopUser"/>.</param>
/// <param name="ItemId">The item, as in <see cref="ShopItem"/>.</param>
/// <param name="Device">"phone", "tablet" or "desktop".</param>
/// <param name="At">When, to the second, in 90 days of 2026.</param>
/// <param name="Value">The rating, in [0, 1].</param>
public sealed record ShopRating(
    [User] string UserId,
    [Item] string ItemId,
    [Categorical(About = FeatureRole.Context)] string Device,
    [Timestamp] DateTimeOffset At,
    [Label] float Value);
