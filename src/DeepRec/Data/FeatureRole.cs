namespace DeepRec;

/// <summary>What a feature is about; decides where its value comes from when a recommendation is asked for.</summary>
public enum FeatureRole
{
    /// <summary>
    /// Not stated. Resolved from the data before training: a column that never differs between the rows of one item becomes
    /// <see cref="ItemFeature"/>, else one that never differs between the rows of one user becomes <see cref="UserFeature"/>,
    /// else <see cref="Context"/>.
    /// </summary>
    Unassigned,

    /// <summary>The id of the user. One in a schema.</summary>
    User,

    /// <summary>The id of the item. One in a schema.</summary>
    Item,

    /// <summary>A property of the user: age, region. Remembered for known users.</summary>
    UserFeature,

    /// <summary>A property of the item: price, brand. Remembered for known items.</summary>
    ItemFeature,

    /// <summary>A property of the moment: device, hour. Given with the request, else missing.</summary>
    Context,

    /// <summary>The value to be predicted. One in a schema, a <see cref="FeatureKind.Number"/>.</summary>
    Label,

    /// <summary>When the row happened. One in a schema, a <see cref="FeatureKind.DateTime"/>. Orders rows; feeds no model unless a step makes features of it.</summary>
    Timestamp,

    /// <summary>
    /// What happened at the row and is known only after it: the stars given, the action, the seconds watched. Read where the row is past, as an event of a
    /// history; never part of a request, nor of an item, nor of what a rating is predicted from.
    /// </summary>
    Event,
}
