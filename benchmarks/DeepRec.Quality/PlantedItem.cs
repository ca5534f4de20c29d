namespace DeepRec.Quality;

/// <summary>A new item that users of one taste meet on the newest day, and the lists that it reaches, beside those that it reaches after a training from the beginning.</summary>
internal sealed class PlantedItem
{
    private const string Name = "planted";
    private const int Meetings = 30;
    private static readonly int[] Counts = [10, 50];
    private readonly Dataset _all;
    private readonly Dataset _met;
    private readonly string _like;
    private readonly string[] _asked, _others;
    private readonly HashSet<string> _peers; // items met about as often
    private readonly Dictionary<string, HashSet<string>> _itemsOf;
    private readonly Dictionary<string, List<double[]>> _shares = [];

    /// <param name="all">All rows.</param>
    public PlantedItem(Dataset all)
    {
        _all = all;
        var (users, items) = (all.Column<CategoryColumn>("user"), all.Column<CategoryColumn>("item"));
        var rows = Enumerable.Range(0, all.Count).Select(row => (User: users.TextAt(row)!, Item: items.TextAt(row)!)).ToArray();
        var usersOf = rows.GroupBy(row => row.Item, row => row.User).ToDictionary(group => group.Key, group => group.Distinct().Order(StringComparer.Ordinal).ToArray());
        _itemsOf = rows.GroupBy(row => row.User, row => row.Item).ToDictionary(group => group.Key, group => group.ToHashSet());
        _like = usersOf.Where(item => item.Value.Length >= 4 * Meetings).OrderBy(item => item.Value.Length).ThenBy(item => item.Key, StringComparer.Ordinal).First().Key;
        string[] fans = usersOf[_like];
        (_asked, _others) = (fans[Meetings..], [.. _itemsOf.Keys.Except(fans).Order(StringComparer.Ordinal)]);
        _peers = [.. usersOf.Where(item => item.Value.Length is >= Meetings - 5 and <= Meetings + 5).Select(item => item.Key)];
        var last = new DateTimeOffset(all.Column<DateTimeColumn>("at").Ticks.ToArray().Max(), TimeSpan.Zero);
        _met = Dataset.From(fans.Take(Meetings).Select((user, i) => new Meeting(user, Name, last.AddMinutes(i + 1))));
    }

    /// <summary>Asks an updated recommender, and one that was trained from the beginning.</summary>
    public void Ask(RankingRecommender<string, string> current, UpdateOptions update, RankingOptions options, CancellationToken cancellationToken)
    {
        foreach (double factor in new[] { update.LearningRateFactor, 1 }.Distinct())
        {
            using var updated = current.Update(_met, update with { LearningRateFactor = factor }, cancellationToken);
            Add(FormattableString.Invariant($"after one update at {factor} of the learning rate"), updated);
        }

        using var trained = Recommender.TrainRanking<string, string>(new TrainingSet(_all.Concat(_met)), options, cancellationToken);
        Add("after a training from the beginning", trained);
    }

    /// <summary>Prints the means over what was asked.</summary>
    public void Print()
    {
        Console.WriteLine($"a planted item, met by {Meetings} of the {Meetings + _asked.Length} who met item {_like}; before in no list; shares of lists:");
        foreach (var (what, shares) in _shares)
        {
            double[] mean = [.. Enumerable.Range(0, shares[0].Length).Select(i => shares.Average(one => one[i]))];
            Console.WriteLine(FormattableString.Invariant($"  {what}: of the other {_asked.Length} {mean[0]:P1} of the first {Counts[0]}, {mean[1]:P1} of the first {Counts[1]}; of {_others.Length} who did not meet it {mean[2]:P1}, {mean[3]:P1}; one of the {_peers.Count} items met about as often, of all who did not meet it, {mean[4]:P1}, {mean[5]:P1}"));
        }
    }

    private void Add(string what, RankingRecommender<string, string> recommender)
    {
        var lists = _asked.Concat(_others).Zip(recommender.RecommendBatch([.. _asked, .. _others], Counts[^1])).ToArray();
        double[] shares =
        [
            .. Counts.Select(count => Share(lists[.._asked.Length], count)),
            .. Counts.Select(count => Share(lists[_asked.Length..], count)),
            .. Counts.Select(count => lists.Sum(list => list.Second.Take(count).Count(found => _peers.Contains(found.Item))) / (double)lists.Sum(list => _peers.Count(peer => !_itemsOf[list.First].Contains(peer)))),
        ];
        if (!_shares.TryGetValue(what, out var all)) _shares.Add(what, all = []);
        all.Add(shares);
    }

    private static double Share((string User, IReadOnlyList<RankedRecommendation<string>> List)[] lists, int count) =>
        lists.Average(list => list.List.Take(count).Any(found => found.Item == Name) ? 1.0 : 0);

    private sealed record Meeting([property: User] string user, [property: Item] string item, [property: Timestamp] DateTimeOffset at);
}
