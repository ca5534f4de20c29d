namespace DeepRec.Testing;

/// <summary>A rating in the generated shop with all that is known of its user and item: the three tables joined.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Age">The user's age in whole years, 18 to 75; missing in a dirty shop.</param>
/// <param name="Gender">The user's gender.</param>
/// <param name="Region">The user's region.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Price">The item's price; missing in a dirty shop.</param>
/// <param name="Category">The item's category.</param>
/// <param name="Brand">The item's brand; missing in a dirty shop.</param>
/// <param name="Device">"phone", "tablet" or "desktop".</param>
/// <param name="At">When, to the second, in 90 days of 2026.</param>
/// <param name="Value">The rating, in [0, 1].</param>
public sealed record ShopRow(
    [User] string UserId,
    [Numeric(About = FeatureRole.UserFeature)] int? Age,
    [Categorical(About = FeatureRole.UserFeature)] string Gender,
    [Categorical(About = FeatureRole.UserFeature)] string Region,
    [Item] string ItemId,
    [Numeric(About = FeatureRole.ItemFeature)] float? Price,
    [Categorical(About = FeatureRole.ItemFeature)] string Category,
    [Categorical(About = FeatureRole.ItemFeature)] string? Brand,
    [Categorical(About = FeatureRole.Context)] string Device,
    [Timestamp] DateTimeOffset At,
    [Label] float Value);
