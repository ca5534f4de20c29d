namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>
    /// A recommender that holds nothing of a user: the row of the table of users, what the user rated or met, golden rows, the entry of the vocabulary, times, and the learned vectors, which become those of ids that
    /// are not known. Answers for others keep their scores to the bit; lists by
    /// popularity count without the user. A baseline is fitted again on the rows of the others, as if the user had never been.
    /// </summary>
    /// <remarks>
    /// An approximation where a network was trained: what all users share, weights and vectors of items, was learned from the user's rows too and stays; so do the labels in short, categories and constants of preprocessing. If that is too much,
    /// train again without the user's rows, or with <see cref="TrainerOptions.Privacy"/> from the start. Files that were saved before hold the user still.
    /// </remarks>
    /// <param name="user">The user; for one who is not known nothing is to be done, and an equal recommender comes back.</param>
    /// <param name="cancellationToken">Ends the fitting of a baseline.</param>
    /// <returns>Another recommender, without the optimiser's moments; this one stays as it is. Each is disposed of by itself.</returns>
    /// <exception cref="InvalidOperationException">The model keeps what it knows of a user where it cannot be taken out, as a blend does; train again without the user's rows.</exception>
    public RankingRecommender<TUser, TItem> Forget(TUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ThrowIfDisposed();
        return new RankingRecommender<TUser, TItem>(Forgetting.Forget(_bundle, TextOf(user)!, cancellationToken), report: null, removed: []);
    }
}
