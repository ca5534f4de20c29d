namespace DeepRec.AspNetCore;

/// <summary>An attempt to learn, of a recommender of either kind.</summary>
/// <param name="file">What is served.</param>
/// <param name="kind">How its kind learns.</param>
internal sealed class OnlineTrial<TUser, TItem, TModel>(ModelFile<TModel> file, ILearningKind<TUser, TItem, TModel> kind) : IOnlineTrial<TUser, TItem>
    where TUser : notnull
    where TItem : notnull
    where TModel : class, IDisposable
{
    public string Name => file.Name;

    public string Path => file.Path;

    public ModelVersion? Version => file.Version;

    public string Metric => kind.Metric;

    public bool PassesOverKnownRows => kind.PassesOverKnownRows;

    public void Check() => file.Check();

    public void Require(string path) => file.Require(path);

    public OnlineUpdate? Learn(IReadOnlyList<LoggedEvent<TUser, TItem>> events, OnlineLearningOptions options, Func<ModelVersion, Action<string>, BundleVersion?> publish, CancellationToken cancellationToken) => file.Use((served, version) =>
    {
        LoggedEvent<TUser, TItem>[] ordered = [.. events.OrderBy(one => one.Event.At ?? DateTimeOffset.MinValue)];
        var rows = EventRows.Of(kind.SchemaOf(served), ordered);
        int held = Math.Clamp((int)Math.Ceiling(rows.Count * options.HoldoutShare), 1, rows.Count - 1);
        EventPart<TUser, TItem> older = Part(..^held), newest = Part(^held..);
        using var candidate = kind.Update(served, older.Rows, options.Update, cancellationToken);
        var (before, after) = kind.Compare(served, candidate, older, newest, cancellationToken);
        if (kind.IsWorse(after, before, options.Tolerance)) return new OnlineUpdate(OnlineUpdateOutcome.Refused, rows.Count, before, after, null, kind.ReportOf(candidate));

        using var whole = kind.Update(candidate, newest.Rows, options.Update, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return publish(version, path => kind.Save(whole, path)) is not { } made ? null : new OnlineUpdate(OnlineUpdateOutcome.Published, rows.Count, before, after, made, kind.ReportOf(candidate));

        EventPart<TUser, TItem> Part(Range part) => new(ordered[part], rows.Select(Enumerable.Range(0, rows.Count).ToArray()[part]));
    });
}
