namespace DeepRec.Quality;

/// <summary>
/// The files of the NCF paper: <c>NAME.train.rating</c> and <c>NAME.test.rating</c>, 'user item rating time' between tabs, and <c>NAME.test.negative</c>,
/// '(user,item) item item …' in the order of the test rows. A time that is not there is missing. Each user's newest training row is validated on; the file is
/// not in time order within a user, and rows of one time keep its order.
/// </summary>
internal static class NcfLayout
{
    public static RankingSource Read(string path, int seed)
    {
        string name = NameOf(path);
        var (train, validation) = RankingFiles.LeaveOneOut([.. Ratings(Path.Combine(path, $"{name}.train.rating"))]);
        RankingRow[] test = [.. Ratings(Path.Combine(path, $"{name}.test.rating"))];
        string file = Path.Combine(path, $"{name}.test.negative");
        var given = Negatives(file, test).ToArray();
        // Negatives without a row are items too.
        var ids = new ShuffledIds([.. train, .. validation, .. test, .. test.Zip(given).SelectMany(pair => pair.Second.Select(item => new RankingRow(pair.First.User, item)))], seed);
        var kept = test.Zip(given).ToDictionary(pair => pair.First, pair => pair.Second.Distinct(StringComparer.Ordinal).Where(item => item != pair.First.Item).Select(ids.ItemOf).ToArray());
        return new RankingSource
        {
            Name = new DirectoryInfo(path).Name,
            Layout = "ncf",
            Protocol = "leave one out: the published test row among its 99 given negatives, equal ids dropped; each user's newest training row validated on",
            HasTime = true,
            Train = ids.ToDataset(train, hasTime: true),
            Validation = validation.Count == 0 ? null : ids.ToDataset(validation, hasTime: true),
            Test = ids.ToDataset(test, hasTime: true),
            Negatives = [.. ids.Order(test, hasTime: true).Select(row => kept[row])],
            DroppedNegatives = given.Sum(items => items.Length) - kept.Values.Sum(items => items.Length),
        };
    }

    private static IEnumerable<RankingRow> Ratings(string file)
    {
        foreach (var (line, fields) in RankingFiles.Lines(file))
        {
            if (fields.Length is < 3 or > 4) throw new InvalidDataException($"Line {line} of '{file}' has {fields.Length} fields, not user, item, rating and time.");
            yield return new RankingRow(fields[0], fields[1], RankingFiles.Ticks(fields.Length == 4 ? fields[3] : "", file, line));
        }
    }

    private static IEnumerable<string[]> Negatives(string file, RankingRow[] test)
    {
        int row = 0;
        foreach (var (line, fields) in RankingFiles.Lines(file))
        {
            if (row >= test.Length || fields[0] != $"({test[row].User},{test[row].Item})") throw new InvalidDataException($"Line {line} of '{file}' begins with '{fields[0]}', which is not test row {row}.");
            row++;
            yield return fields[1..];
        }

        if (row < test.Length) throw new InvalidDataException($"'{file}' has {row} lines for {test.Length} test rows.");
    }

    private static string NameOf(string path)
    {
        const string Ending = ".train.rating";
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*" + Ending) : [];
        return files.Length == 1 ? Path.GetFileName(files[0])[..^Ending.Length] : throw new FileNotFoundException($"The folder '{path}' holds {files.Length} files *{Ending}; one is needed.");
    }
}
