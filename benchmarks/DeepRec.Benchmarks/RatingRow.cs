namespace DeepRec.Benchmarks;

/// <summary>A rating with 7 inputs: two ids, three categories, two numbers.</summary>
public sealed record RatingRow(
    [User] string UserId,
    [Item] string ItemId,
    [Numeric(About = FeatureRole.UserFeature)] int Age,
    [Categorical(About = FeatureRole.UserFeature)] string Gender,
    [Categorical(About = FeatureRole.UserFeature)] string Occupation,
    [Categorical(About = FeatureRole.ItemFeature)] string Genre,
    [Numeric(About = FeatureRole.ItemFeature)] int Year,
    [Timestamp] DateTimeOffset At,
    [Label] float Value);
