namespace DeepRec;

/// <summary>Guesses which columns are the user, the item and the time of a row: by name, else by content.</summary>
internal sealed class RoleGuess(InferredColumn[] columns, ColumnSample[] samples)
{
    private const int FewestIds = 10;

    public IReadOnlyList<string> Apply()
    {
        var notes = new List<string>();
        GiveId(FeatureRole.User, NameHints.IsUser);
        GiveId(FeatureRole.Item, NameHints.IsItem);
        GuessIdsByContent();
        GuessTime();
        if (!Has(FeatureRole.User)) notes.Add("No column of users was found: state one with Feature.User(name).");
        if (!Has(FeatureRole.Item)) notes.Add("No column of items was found: state one with Feature.Item(name).");
        if (!Has(FeatureRole.Timestamp)) notes.Add("No time of the rows was found, so that rows cannot be split by time: state one with Feature.Timestamp(name).");
        return notes;
    }

    private bool Has(FeatureRole role) => columns.Any(c => c.Feature.Role == role);

    private bool IsOpen(int i) => columns[i].Certainty != GuessCertainty.Stated && columns[i].Feature.Role == FeatureRole.Unassigned;

    private bool MayBeId(int i) => IsOpen(i) && samples[i].Present > 0 && (samples[i].AreIntegers || !samples[i].AreNumbers) && !samples[i].AreDates && columns[i].Feature.Kind is not (FeatureKind.Categories or FeatureKind.Text or FeatureKind.Vector);

    private void GiveId(FeatureRole role, Func<string, bool> hint)
    {
        if (Has(role)) return;
        int[] named = [.. Enumerable.Range(0, columns.Length).Where(i => MayBeId(i) && hint(columns[i].Feature.Name)).OrderBy(i => NameHints.IsCode(columns[i].Feature.Name) ? 0 : 1)];
        if (named.Length > 0) Give(named[0], role, GuessCertainty.Likely, $"its name says {Word(role)}");
    }

    private void GuessIdsByContent()
    {
        FeatureRole[] wanted = [.. new[] { FeatureRole.User, FeatureRole.Item }.Where(role => !Has(role))];
        int[] likeliest = [.. Enumerable.Range(0, columns.Length)
            .Where(i => MayBeId(i) && columns[i].Feature.Kind != FeatureKind.DateTime && samples[i].Distinct >= FewestIds && !samples[i].IsNearUnique)
            .Where(i => !NameHints.IsNumber(columns[i].Feature.Name) && !NameHints.IsCategory(columns[i].Feature.Name))
            .OrderByDescending(i => samples[i].Distinct).Take(wanted.Length).Order()];
        foreach (var (column, role) in likeliest.Zip(wanted)) Give(column, role, GuessCertainty.Doubtful, $"among the columns with the most values that repeat; taken for {Word(role)}");
    }

    private void GuessTime()
    {
        if (Has(FeatureRole.Timestamp)) return;
        int[] times = [.. Enumerable.Range(0, columns.Length).Where(i => IsOpen(i) && columns[i].Feature.Kind == FeatureKind.DateTime && !NameHints.IsTimeOfAnother(columns[i].Feature.Name))];
        int named = Array.FindIndex(times, i => NameHints.IsTimeExactly(columns[i].Feature.Name));
        if (named >= 0) Give(times[named], FeatureRole.Timestamp, columns[times[named]].Certainty, $"its name says the time of the row; {columns[times[named]].Reason}");
        else if (times.Length == 1) Give(times[0], FeatureRole.Timestamp, GuessCertainty.Doubtful, $"the only time there is; {columns[times[0]].Reason}");
    }

    private void Give(int i, FeatureRole role, GuessCertainty certainty, string reason)
    {
        var kind = role == FeatureRole.Timestamp ? FeatureKind.DateTime : FeatureKind.Category;
        columns[i] = new InferredColumn(new Feature(columns[i].Feature.Name, kind, role), certainty, reason, samples[i]);
    }

    private static string Word(FeatureRole role) => role == FeatureRole.User ? "the user" : "the item";
}
