namespace DeepRec.Quality;

/// <summary>MovieLens in any edition that <see cref="RatingSource"/> reads: every rating is an interaction, whatever its value.</summary>
internal static class MovieLensLayout
{
    private const double TestFraction = 0.1;

    public static RankingSource Read(string path, int seed, bool byTime)
    {
        var source = RatingSource.Open(path, new CsvMapping("rating", [], new CsvOptions()));
        RankingRow[] rows = [.. Rows(source.ReadAll())];
        var ids = new ShuffledIds(rows, seed);
        var data = ids.ToDataset(rows, hasTime: true);
        var (train, test) = byTime ? Split.ByTime(data, TestFraction) : Split.LeaveOneOut(data);
        var (smaller, validation) = byTime ? Split.ValidationByTime(train, TestFraction) : Split.ValidationLeaveOneOut(train);
        return new RankingSource
        {
            Name = source.Name,
            Layout = "movielens",
            Protocol = byTime
                ? "by time: the newest tenth of all rows tested on, the newest tenth of the others validated on, among all items"
                : "leave one out: each user's newest row tested on, the one before validated on, among all items",
            HasTime = true,
            Train = smaller.Rows,
            Validation = validation,
            Test = test,
        };
    }

    /// <summary>The rows as the file has them, with the columns <c>user</c>, <c>item</c> and <c>at</c> and no table of all items.</summary>
    public static Dataset ReadRows(string path)
    {
        RankingRow[] rows = [.. Rows(RatingSource.Open(path, new CsvMapping("rating", [], new CsvOptions())).ReadAll())];
        string[] users = [.. rows.Select(row => row.User).Distinct()], items = [.. rows.Select(row => row.Item).Distinct()];
        var (userOf, itemOf) = (users.Index().ToDictionary(user => user.Item, user => user.Index), items.Index().ToDictionary(item => item.Item, item => item.Index));
        return new Dataset(
            new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Timestamp("at")]),
            [new CategoryColumn(Array.ConvertAll(rows, row => userOf[row.User]), users), new CategoryColumn(Array.ConvertAll(rows, row => itemOf[row.Item]), items), new DateTimeColumn(Array.ConvertAll(rows, row => row.Ticks))]);
    }

    /// <summary>The same with the column <c>rating</c>, the label.</summary>
    public static Dataset ReadRatings(string path)
    {
        var all = RatingSource.Open(path, new CsvMapping("rating", [], new CsvOptions())).ReadAll();
        Feature[] features = [all.Schema.User!, all.Schema.Item!, all.Schema.Label!, all.Schema.Timestamp!];
        return new Dataset(new FeatureSchema(features), features.Select(feature => all[feature.Name]));
    }

    private static IEnumerable<RankingRow> Rows(Dataset data)
    {
        if (data.Schema is not { User: { } user, Item: { } item, Timestamp: { } time }) throw new InvalidDataException("A MovieLens file has a user, an item and a time.");
        var (users, items, times) = (data.Column<CategoryColumn>(user.Name), data.Column<CategoryColumn>(item.Name), data.Column<DateTimeColumn>(time.Name));
        for (int row = 0; row < data.Count; row++)
        {
            if (users.TextAt(row) is { } who && items.TextAt(row) is { } what) yield return new RankingRow(who, what, times.Ticks[row]);
        }
    }
}
