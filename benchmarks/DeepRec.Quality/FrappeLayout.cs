namespace DeepRec.Quality;

/// <summary>The layout of frappe: uses of apps with daytime, weekday, place and weather (Baltrunas et al., 2015), tab-separated in <c>frappe.csv</c>.</summary>
/// <remarks>
/// The column <c>cost</c> is none of the contexts: it is the same in all rows of an app, so that a request with it would tell its answer. <c>unknown</c>, and the
/// city 0, which stands wherever the country is not known, are missing.
/// </remarks>
internal static class FrappeLayout
{
    private const string User = "user", Item = "item", Unknown = "unknown";
    private static readonly string[] Contexts = ["daytime", "weekday", "isweekend", "homework", "weather", "country", "city"];

    public static ContextSource Read(string folder, int seed)
    {
        string file = Path.Combine(folder, "frappe.csv");
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file '{file}'.");
        var schema = new FeatureSchema([Feature.User(User), Feature.Item(Item), .. Contexts.Select(name => Feature.Category(name, FeatureRole.Context))]);
        var rows = Dataset.FromCsv(file, schema, new CsvOptions { Separator = "\t", MissingValues = [Unknown] });
        rows = rows.With("city", WithoutZero(rows.Column<CategoryColumn>("city")));
        var merged = rows.Select(Merged(rows));
        var parts = Parts(merged, seed);
        return new ContextSource
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Protocol = FormattableString.Invariant($"{merged.Count} of {rows.Count} rows after merging those of one user, item and context; of each user a tenth to test on and one to validate on, drawn with seed {seed}; items met in the same context before are no candidates, items without a training row count as not found"),
            Contexts = Contexts,
            Train = merged.Select([.. parts[0]]),
            Validation = merged.Select([.. parts[1]]),
            Test = merged.Select([.. parts[2]]),
        };
    }

    // The first row of each user, item and context.
    private static int[] Merged(Dataset rows)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, rows.Count).Where(row => known.Add(KeyOf(rows, row)))];
    }

    // Of a user's n rows round(n / 10) are tested on and as many validated on, halves to the even number.
    private static List<int>[] Parts(Dataset rows, int seed)
    {
        List<int>[] parts = [[], [], []];
        var random = new Random(seed);
        // Sorted first: who is held out is a function of the rows and the seed, not of the file's order.
        foreach (var user in Enumerable.Range(0, rows.Count).GroupBy(row => rows[User].TextAt(row)!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] shuffled = [.. user.OrderBy(row => KeyOf(rows, row), StringComparer.Ordinal)];
            random.Shuffle(shuffled);
            int held = (int)Math.Round(shuffled.Length / 10.0);
            parts[2].AddRange(shuffled.AsSpan(0, held));
            parts[1].AddRange(shuffled.AsSpan(held, held));
            parts[0].AddRange(shuffled.AsSpan(2 * held));
        }

        return parts;
    }

    private static string KeyOf(Dataset rows, int row) => string.Join('\t', rows.Schema.Select(feature => rows[feature.Name].TextAt(row)));

    private static CategoryColumn WithoutZero(CategoryColumn column)
    {
        return new CategoryColumn([.. column.Codes.ToArray().Select(code => code >= 0 && column.Values[code] == "0" ? CategoryColumn.Missing : code)], column.Values);
    }
}
