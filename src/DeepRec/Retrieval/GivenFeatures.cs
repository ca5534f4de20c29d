namespace DeepRec;

/// <summary>The features of user and moment that a request has a value for.</summary>
internal static class GivenFeatures
{
    public static IEnumerable<(string Name, string Text)> Of(LadderRequest request) =>
        from feature in request.Raw.Schema
        where feature.Role is FeatureRole.UserFeature or FeatureRole.Context or FeatureRole.Timestamp
        let text = request.Raw[feature.Name].TextAt(request.Row)
        where text is not null
        select (feature.Name, text);
}
