namespace DeepRec.Testing;

/// <summary>An item of the generated shop.</summary>
/// <param name="ItemId">"i0", "i1", …</param>
/// <param name="Price">In money, log-normal with median 30; missing in a dirty shop.</param>
/// <param name="Category">One of ten, such as "books".</param>
/// <param name="Brand">One of thirty, "brand-01" to "brand-30"; missing in a dirty shop.</param>
public sealed record ShopItem(
    [Item] string ItemId,
    [Numeric(About = FeatureRole.ItemFeature)] float? Price,
    [Categorical(About = FeatureRole.ItemFeature)] string Category,
    [Categorical(About = FeatureRole.ItemFeature)] string? Brand);
