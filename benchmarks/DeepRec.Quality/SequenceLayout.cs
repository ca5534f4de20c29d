namespace DeepRec.Quality;

/// <summary>
/// One file in time order: a line 'user item item …' for each user, or a line 'user item' for each row. A row's time is its place in the user's sequence in
/// seconds, good for the order within a user and for nothing else. Each user's last item is tested on, the one before validated on; who has fewer than three
/// is learned from whole.
/// </summary>
internal static class SequenceLayout
{
    public static RankingSource Read(string path, int seed)
    {
        string file = FileOf(path);
        var sequences = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var row in RankingFiles.Lists(file))
        {
            if (!sequences.TryGetValue(row.User, out var items)) sequences.Add(row.User, items = []);
            items.Add(row.Item);
        }

        if (sequences.Count == 0) throw new InvalidDataException($"The file '{file}' has no line 'user item'.");
        List<RankingRow> train = [], validation = [], test = [];
        foreach (var (user, items) in sequences)
        {
            for (int i = 0; i < items.Count; i++)
            {
                var part = items.Count < 3 || i < items.Count - 2 ? train : i == items.Count - 2 ? validation : test;
                part.Add(new RankingRow(user, items[i], DateTime.UnixEpoch.AddSeconds(i).Ticks));
            }
        }

        if (test.Count == 0) throw new InvalidDataException($"No user of '{file}' has three items, so none can be left out.");
        var ids = new ShuffledIds([.. train, .. validation, .. test], seed);
        return new RankingSource
        {
            Name = NameOf(file),
            Layout = "sequence",
            Protocol = "leave one out: the last item tested on, the one before validated on, among all items",
            HasTime = true,
            Train = ids.ToDataset(train, hasTime: true),
            Validation = ids.ToDataset(validation, hasTime: true),
            Test = ids.ToDataset(test, hasTime: true),
        };
    }

    /// <summary>The folder's name, which says more than <c>Beauty.txt</c>.</summary>
    private static string NameOf(string file) => new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).Name;

    private static string FileOf(string path)
    {
        if (!Directory.Exists(path)) return path;
        string[] files = Directory.GetFiles(path, "*.txt");
        return files.Length == 1 ? files[0] : throw new FileNotFoundException($"The folder '{path}' holds {files.Length} files *.txt. Name the file itself.");
    }
}
