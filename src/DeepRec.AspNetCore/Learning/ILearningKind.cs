namespace DeepRec.AspNetCore;

/// <summary>What online learning asks of a kind of recommender.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <typeparam name="TModel">Its type.</typeparam>
internal interface ILearningKind<TUser, TItem, TModel>
    where TUser : notnull
    where TItem : notnull
    where TModel : class, IDisposable
{
    /// <summary>What candidates are measured by.</summary>
    string Metric { get; }

    /// <summary>Whether rows that a model has learned from are passed over when they come again.</summary>
    bool PassesOverKnownRows { get; }

    FeatureSchema SchemaOf(TModel model);

    TModel Update(TModel model, Dataset rows, UpdateOptions options, CancellationToken cancellationToken);

    UpdateReport? ReportOf(TModel model);

    void Save(TModel model, string path);

    /// <summary>Measures both by events that neither has learned from.</summary>
    /// <param name="served">Has not learned from the older events.</param>
    /// <param name="candidate">Has.</param>
    /// <param name="older">Events before the newest.</param>
    /// <param name="newest">What is measured by.</param>
    /// <param name="cancellationToken">Ends it.</param>
    (double Served, double Candidate) Compare(TModel served, TModel candidate, EventPart<TUser, TItem> older, EventPart<TUser, TItem> newest, CancellationToken cancellationToken);

    /// <summary>Whether a candidate is worse by more than a share of what is served.</summary>
    bool IsWorse(double candidate, double served, double tolerance);
}
