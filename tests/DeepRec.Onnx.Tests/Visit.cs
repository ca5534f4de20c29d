namespace DeepRec.Onnx.Tests;

/// <summary>A row with a column of every kind that an exported model reads.</summary>
public sealed record Visit(
    [User] int UserId,
    [Numeric(About = FeatureRole.UserFeature)] float? Age,
    [Categorical(About = FeatureRole.UserFeature)] string? Region,
    [Item] string ItemId,
    [Numeric(About = FeatureRole.ItemFeature)] float? Price,
    [Categories(About = FeatureRole.ItemFeature)] string Tags,
    [Text(About = FeatureRole.ItemFeature)] string? Title,
    [Vector(About = FeatureRole.ItemFeature)] float[]? Picture,
    [Categorical(About = FeatureRole.Context)] string? Device,
    [Numeric(About = FeatureRole.Context)] float? Hour,
    [Categories(About = FeatureRole.Context)] string Words,
    [Timestamp] DateTimeOffset At,
    [Label] float Stars);
