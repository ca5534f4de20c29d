namespace DeepRec.AspNetCore;

/// <summary>How recommenders of ratings learn online.</summary>
internal sealed class RatingLearning<TUser, TItem> : ILearningKind<TUser, TItem, Recommender<TUser, TItem>>
    where TUser : notnull
    where TItem : notnull
{
    public string Metric => "RMSE";

    public bool PassesOverKnownRows => false;

    public FeatureSchema SchemaOf(Recommender<TUser, TItem> model) => model.Pipeline.Schema;

    public Recommender<TUser, TItem> Update(Recommender<TUser, TItem> model, Dataset rows, UpdateOptions options, CancellationToken cancellationToken) => model.Update(rows, options, cancellationToken);

    public UpdateReport? ReportOf(Recommender<TUser, TItem> model) => model.LastUpdate;

    public void Save(Recommender<TUser, TItem> model, string path) => model.Save(path);

    // Each event is predicted as a request for it would be.
    public (double Served, double Candidate) Compare(Recommender<TUser, TItem> served, Recommender<TUser, TItem> candidate, EventPart<TUser, TItem> older, EventPart<TUser, TItem> newest, CancellationToken cancellationToken)
    {
        var schema = SchemaOf(served);
        if (!newest.Rows.Schema.Contains(schema.Label!.Name)) return (0, 0); // nothing to measure by
        var ratings = newest.Rows.Column<NumberColumn>(schema.Label.Name);
        string[] context = [.. newest.Rows.Schema.Where(f => f.Role is FeatureRole.Context or FeatureRole.Timestamp).Select(f => f.Name)];
        double before = 0, after = 0;
        int count = 0;
        for (int row = 0; row < ratings.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ratings.IsMissing(row)) continue;
            var (_, user, done) = newest.Events[row];
            var given = context.ToDictionary(name => name, name => ValueOf(newest.Rows[name], row), StringComparer.Ordinal);
            before += Squared(served.Predict(user, done.Item, given) - ratings.Values[row]);
            after += Squared(candidate.Predict(user, done.Item, given) - ratings.Values[row]);
            count++;
        }

        return count == 0 ? (0, 0) : (Math.Sqrt(before / count), Math.Sqrt(after / count));
    }

    public bool IsWorse(double candidate, double served, double tolerance) => candidate > served * (1 + tolerance);

    private static double Squared(double error) => error * error;

    private static object? ValueOf(Column column, int row) => column.IsMissing(row) ? null : column switch
    {
        CategoryColumn categories => categories.Values[categories.Codes[row]],
        NumberColumn numbers => numbers.Values[row],
        DateTimeColumn times => new DateTimeOffset(times.Ticks[row], TimeSpan.Zero),
        _ => null,
    };
}
