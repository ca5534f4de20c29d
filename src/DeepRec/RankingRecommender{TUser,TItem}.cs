using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>A trained recommender of rankings: recommends items, evaluates and saves itself. P(i|u) over all items, by a deep ranker or by a baseline.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Immutable and safe from many threads at once, until it is disposed; items that come later make another one: <see cref="WithItems(Dataset)"/>. Unknown and missing ids are normal: the answer is finite and says what it leans on.</remarks>
public sealed partial class RankingRecommender<TUser, TItem> : IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private const string Unmet = "\uFFFF no category that data would hold";
    private readonly RankingBundle _bundle;
    private readonly RequestRows _requests;
    private readonly KnownUsers _known;
    private readonly RankingIndex _index;
    private readonly RankingLadder _ladder;
    private bool _disposed;

    internal RankingRecommender(RankingBundle bundle, TrainingReport? report, IReadOnlyList<RowRemoval> removed)
    {
        (_bundle, Report, RemovedRows) = (bundle, report, removed);
        _requests = new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items);
        _known = new KnownUsers(bundle, _requests);
        _index = new RankingIndex(bundle.Scorer, bundle.Interactions, bundle.Users, bundle.Items, RequestsAfterTraining, SayingNothing);
        _ladder = new RankingLadder(bundle.Scorer, bundle.Interactions, bundle.Users, _index);
    }

    /// <summary>What came of the training; <see langword="null"/> after loading, and for models that are not trained by gradients.</summary>
    public TrainingReport? Report { get; }

    /// <summary>Which training rows the pipeline removed, and why; empty after loading.</summary>
    public IReadOnlyList<RowRemoval> RemovedRows { get; }

    /// <summary>The fitted pipeline.</summary>
    public FittedPipeline Pipeline => _bundle.Pipeline;

    /// <summary>All that it is.</summary>
    internal RankingBundle Bundle => _bundle;

    /// <summary>The settings of its model.</summary>
    public RankingModelOptions ModelOptions => _bundle.ModelOptions;

    /// <summary>How many users are known.</summary>
    public int UserCount => _bundle.Users.Count;

    /// <summary>How many items are in the catalogue.</summary>
    public int ItemCount => _bundle.Items.Count;

    /// <summary>The ids of the users that are known, each once, always in the same order. Made when first asked for, then kept.</summary>
    /// <exception cref="FormatException">One of them is no <typeparamref name="TUser"/>.</exception>
    public IReadOnlyList<TUser> Users => field ??= IdsOf<TUser>(_bundle.Users);

    /// <summary>The ids of the items in the catalogue, each once, always in the same order. Made when first asked for, then kept.</summary>
    /// <exception cref="FormatException">One of them is no <typeparamref name="TItem"/>.</exception>
    public IReadOnlyList<TItem> Items => field ??= IdsOf<TItem>(_bundle.Items);

    /// <summary>Saves everything into one file, under a temporary name first: the old file stays whole until the new one is.</summary>
    /// <param name="path">By custom ending in <c>.deeprec</c>.</param>
    /// <exception cref="InvalidOperationException">A step, encoder or model of your own has no name; see <see cref="BundleTypes"/>.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfDisposed();
        _bundle.Save(path, typeof(TUser), typeof(TItem));
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _bundle.Dispose();
    }

    private RankingRequests RequestsAfterTraining(int[] users) => _bundle.Requests(_requests.Compose([.. users.Select(_bundle.Users.IdAt)]), users);

    // All that a request may say is missing, or a category that training never met.
    private IReadOnlyList<Dataset?> SayingNothing()
    {
        var categories = Pipeline.Schema.Where(f => f.Role is FeatureRole.UserFeature or FeatureRole.Context && f.Kind is FeatureKind.Category);
        var unmet = categories.ToDictionary(f => f.Name, _ => (object?)Unmet, StringComparer.Ordinal);
        return [.. new[] { _requests.Compose([null]), _requests.Compose(null, unmet) }.Select(raw => _bundle.Requests(raw, [-1]).Features)];
    }

    private static T[] IdsOf<T>(EntityTable table) => [.. Enumerable.Range(0, table.Count).Select(row => KeyText<T>.Parse(table.IdAt(row)))];

    private static string? TextOf<T>(T? id) => id is null ? null : KeyText<T>.Format(id).Trim();

    private void ThrowIfDisposed()
    {
        if (_disposed) throw new ObjectDisposedException(objectName: null, "The recommender was disposed of. Keep it for as long as it is asked.");
    }
}
