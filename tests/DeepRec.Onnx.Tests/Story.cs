namespace DeepRec.Onnx.Tests;

/// <summary>A row with what only steps of times, texts and regions read.</summary>
public sealed record Story(
    [User] string User,
    [Categorical(About = FeatureRole.UserFeature)] string? City,
    [Text(About = FeatureRole.UserFeature)] string? About,
    [Item] string Item,
    [Text(About = FeatureRole.Context)] string? Query,
    [Timestamp] DateTimeOffset At,
    [Label] float Stars);
