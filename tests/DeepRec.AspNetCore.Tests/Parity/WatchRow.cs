namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>A rating of MovieLens with what is known of the user and the film.</summary>
public sealed record WatchRow(
    [User] string User,
    [Numeric(About = FeatureRole.UserFeature)] float Age,
    [Categorical(About = FeatureRole.UserFeature)] string Gender,
    [Categorical(About = FeatureRole.UserFeature)] string Occupation,
    [Item] string Film,
    [Categories(About = FeatureRole.ItemFeature)] string Genres,
    [Timestamp] DateTimeOffset At,
    [Label] float Stars);
