namespace DeepRec.OnnxServing;

/// <summary>Scores users and items by a file: puts encoded columns together, and runs the graph.</summary>
internal sealed class Scorer(ModelFile file)
{
    private const string Unmet = "\uFFFF no category that data would hold";
    private readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, Cell>>> _sayNothing = new(() => SayNothing(file));

    /// <summary>A user, known or not, with what a request says.</summary>
    public Subject User(string? id, IReadOnlyDictionary<string, object?> context)
    {
        var given = new Dictionary<string, Cell>(StringComparer.Ordinal);
        int row = file.Users.RowOf(id);
        if (row < 0 && id is not null && file.Pipeline.User is { } column) file.Pipeline.Encode(column, id, given);
        foreach (var (name, value) in context) file.Pipeline.Encode(file.Pipeline.Givable(name), value, given);
        return new Subject(row, given);
    }

    /// <summary>An item, known or not.</summary>
    public Subject Item(string? id)
    {
        var given = new Dictionary<string, Cell>(StringComparer.Ordinal);
        int row = file.Items.RowOf(id);
        if (row < 0 && id is not null && file.Pipeline.Item is { } column) file.Pipeline.Encode(column, id, given);
        return new Subject(row, given);
    }

    /// <summary>Ratings of users and items side by side; finite.</summary>
    public float[] Rate(IReadOnlyList<Subject> users, IReadOnlyList<Subject> items)
    {
        using var batch = new InputBatch(users.Count);
        foreach (var (name, column) in file.Inputs) batch.Add(name, column, row => CellOf(column, column.IsOfItem ? items[row] : users[row]));
        float[] ratings = file.Run(batch);
        foreach (ref float rating in ratings.AsSpan()) if (!float.IsFinite(rating)) rating = file.LabelMean;
        return ratings;
    }

    /// <summary>A ranker's scores of the whole catalogue for some users; finite. Shape [users × items].</summary>
    /// <param name="users">Known or not.</param>
    /// <param name="histories">The items that each met, oldest first.</param>
    public float[] Rank(IReadOnlyList<Subject> users, IReadOnlyList<int[]> histories)
    {
        using var batch = new InputBatch(users.Count);
        foreach (var (name, column) in file.Inputs) batch.Add(name, column, row => CellOf(column, users[row]));
        foreach (var (name, length) in file.Histories)
        {
            var column = file.Encoded.Values.Single(input => input.Role == "Item");
            batch.AddLists(name, row => histories[row].TakeLast(length).Select(item => file.Items.CellOf(column.Name, item).Ids.Span[0]).ToArray());
        }

        float[] scores = file.Run(batch);
        foreach (ref float score in scores.AsSpan()) score = float.IsNaN(score) ? float.MinValue : Math.Clamp(score, float.MinValue, float.MaxValue);
        return scores;
    }

    /// <summary>Whether a ranker has something to go by; where not, what anybody meets must do.</summary>
    public bool CanRank(Subject user, IReadOnlyList<int> recent)
    {
        var evidence = file.Evidence;
        if (evidence.Count == 0) return true;
        if (file.Met.Of(user.Row).Length > 0 && (evidence.Contains("User") || evidence.Contains("History"))) return true;
        if (evidence.Contains("History") && recent.Any(item => file.Met.Counts[item] > 0)) return true;
        return evidence.Contains("Features") && file.Encoded.Values.Any(column => !column.IsOfItem && column.Role is not ("User" or "Event") && _sayNothing.Value.All(said => !said[column.Name].Is(CellOf(column, user))));
    }

    private Cell CellOf(EncodedInput column, Subject subject) =>
        subject.Given.TryGetValue(column.Name, out var given) ? given
        : subject.Row >= 0 && (column.IsOfItem ? file.Items : column.IsOfUser ? file.Users : null) is { } known ? known.CellOf(column.Name, subject.Row)
        : file.Nothing[column.Name];

    // All that a request may say is missing, or a category that training never met.
    private static IReadOnlyDictionary<string, Cell>[] SayNothing(ModelFile file)
    {
        var unmet = new Dictionary<string, Cell>(file.Nothing, StringComparer.Ordinal);
        foreach (var column in file.Pipeline.Columns.Where(column => column is { Kind: "Category", Role: "UserFeature" or "Context" }))
        {
            try
            {
                file.Pipeline.Encode(column, Unmet, unmet);
            }
            catch (NotSupportedException)
            {
                // No value of it can be given here.
            }
        }

        return [file.Nothing, unmet];
    }
}
