namespace DeepRec.Quality;

/// <summary><c>train.txt</c> and <c>test.txt</c>, lines 'user item item …' without an order. A user without items in one of them has no rows there.</summary>
internal static class LightGcnLayout
{
    public static RankingSource Read(string path, int seed)
    {
        RankingRow[] train = [.. RankingFiles.Lists(Path.Combine(path, "train.txt"))];
        RankingRow[] test = [.. RankingFiles.Lists(Path.Combine(path, "test.txt"))];
        if (train.Length == 0 || test.Length == 0) throw new InvalidDataException($"A file of '{path}' has no line 'user item'.");
        var ids = new ShuffledIds(train.Concat(test), seed);
        return new RankingSource
        {
            Name = new DirectoryInfo(path).Name,
            Layout = "lightgcn",
            Protocol = "published split, among all items, no validation rows",
            HasTime = false,
            Train = ids.ToDataset(train, hasTime: false),
            Test = ids.ToDataset(test, hasTime: false),
        };
    }
}
