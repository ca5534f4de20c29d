namespace DeepRec.Testing;

/// <summary>A user of the generated shop.</summary>
/// <param name="UserId">"u0", "u1", …</param>
/// <param name="Age">Whole years, 18 to 75; missing in a dirty shop.</param>
/// <param name="Gender">"female", "male" or "other".</param>
/// <param name="Region">One of eight points of the compass, such as "northeast".</param>
public sealed record ShopUser(
    [User] string UserId,
    [Numeric(About = FeatureRole.UserFeature)] int? Age,
    [Categorical(About = FeatureRole.UserFeature)] string Gender,
    [Categorical(About = FeatureRole.UserFeature)] string Region);
