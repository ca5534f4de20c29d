namespace DeepRec.Fuzz;

/// <summary>A row with a column of every kind and role.</summary>
internal sealed record FuzzRow(
    [User] string? UserId,
    [Numeric(About = FeatureRole.UserFeature)] float? Age,
    [Categorical(About = FeatureRole.UserFeature)] string? City,
    [Item] string? ItemId,
    [Categories(About = FeatureRole.ItemFeature)] string?[]? Tags,
    [Numeric(About = FeatureRole.ItemFeature)] float? Price,
    [DateTime(About = FeatureRole.ItemFeature)] DateTime? Released,
    [Categorical(About = FeatureRole.Context)] string? Device,
    [Label] float Rating);
