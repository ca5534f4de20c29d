using System.Globalization;

namespace DeepRec.Quality;

/// <summary>New ids for items and a new order of users, drawn by a seed, so that nothing can use the numbering of a file.</summary>
internal sealed class ShuffledIds
{
    private readonly Dictionary<string, int> _items;
    private readonly Dictionary<string, int> _users;
    private readonly string[] _itemNames;
    private readonly string[] _userNames;
    private readonly Dataset _catalogue;

    /// <param name="rows">All rows of all parts, and one for each item that has none.</param>
    /// <param name="seed">Decides the ids.</param>
    public ShuffledIds(IEnumerable<RankingRow> rows, int seed)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        var items = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            users.Add(row.User);
            items.Add(row.Item);
        }

        // Sorted first: the new order is a function of the ids and the seed, not of the file's order.
        _items = Shuffle(items, new Random(seed));
        _users = Shuffle(users, new Random(unchecked(seed + 1)));
        _itemNames = [.. Enumerable.Range(0, _items.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        _userNames = [.. _users.OrderBy(user => user.Value).Select(user => user.Key)];
        _catalogue = new Dataset(new FeatureSchema([Feature.Item("item")]), [new CategoryColumn([.. Enumerable.Range(0, _items.Count)], _itemNames)]);
    }

    /// <summary>The id that an item of the file has here.</summary>
    public string ItemOf(string item) => _itemNames[_items[item]];

    /// <summary>Rows in the users' new order, each user's as they were; sorted stably by time where that is asked for, those without a time first.</summary>
    public Dataset ToDataset(IReadOnlyList<RankingRow> rows, bool hasTime)
    {
        RankingRow[] ordered = [.. Order(rows, hasTime)];
        var user = new CategoryColumn(Array.ConvertAll(ordered, row => _users[row.User]), _userNames);
        var item = new CategoryColumn(Array.ConvertAll(ordered, row => _items[row.Item]), _itemNames);
        var data = hasTime
            ? new Dataset(new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Timestamp("at")]), [user, item, new DateTimeColumn(Array.ConvertAll(ordered, row => row.Ticks))])
            : new Dataset(new FeatureSchema([Feature.User("user"), Feature.Item("item")]), [user, item]);
        return Dataset.Join(data, items: _catalogue);
    }

    /// <summary>The rows as <see cref="ToDataset"/> orders them.</summary>
    public IEnumerable<RankingRow> Order(IEnumerable<RankingRow> rows, bool hasTime)
    {
        var byUser = rows.OrderBy(row => _users[row.User]);
        return hasTime ? byUser.ThenBy(row => row.Ticks) : byUser;
    }

    private static Dictionary<string, int> Shuffle(HashSet<string> ids, Random random)
    {
        string[] sorted = [.. ids.Order(StringComparer.Ordinal)];
        random.Shuffle(sorted);
        var numbers = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        for (int i = 0; i < sorted.Length; i++) numbers.Add(sorted[i], i);
        return numbers;
    }
}
