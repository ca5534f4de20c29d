namespace DeepRec;

public sealed partial class Dataset
{
    /// <summary>
    /// Joins rows of behaviour with a table of all users, a table of all items, or both. The result has the columns of the interactions, then
    /// those of the tables with the roles <see cref="FeatureRole.UserFeature"/> and <see cref="FeatureRole.ItemFeature"/>, and knows the
    /// tables as <see cref="Users"/> and <see cref="Items"/>.
    /// </summary>
    /// <remarks>
    /// A row whose user or item has no entry, or that names none, gets missing values; <see cref="DataQualityReport"/> counts such rows. A
    /// table's row without an id is left out. The key's column may have another name in a table than in the interactions.
    /// </remarks>
    /// <param name="interactions">The rows of behaviour; with a user column where users are given, with an item column where items are.</param>
    /// <param name="users">One row a user, keyed by its column of the role <see cref="FeatureRole.User"/>.</param>
    /// <param name="items">One row an item, keyed by its column of the role <see cref="FeatureRole.Item"/>.</param>
    /// <exception cref="ArgumentException">A table has no key column, or a column's name occurs twice.</exception>
    /// <exception cref="DatasetException">A key occurs twice in a table; the message names the key and both rows.</exception>
    public static Dataset Join(Dataset interactions, Dataset? users = null, Dataset? items = null)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        var joined = interactions;
        if (users is not null) joined = SideTable.Join(joined, ref users, FeatureRole.User, FeatureRole.UserFeature);
        if (items is not null) joined = SideTable.Join(joined, ref items, FeatureRole.Item, FeatureRole.ItemFeature);
        return joined.WithTables(users ?? interactions.Users, items ?? interactions.Items);
    }
}
