namespace DeepRec.Quality;

/// <summary>A rating, and what others wrote about the item.</summary>
internal sealed record TextRow(
    [property: User(Name = "user")] string User, [property: Item(Name = "item")] string Item, [property: Label(Name = "rating")] float Rating,
    [property: Text(Name = "text", About = FeatureRole.ItemFeature)] string Text);
