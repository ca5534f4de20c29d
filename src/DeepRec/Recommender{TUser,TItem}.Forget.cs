namespace DeepRec;

public sealed partial class Recommender<TUser, TItem>
{
    /// <summary>
    /// A recommender that holds nothing of a user: the row of the table of users, what the user rated or met, golden rows, the entry of the vocabulary, times, and the learned vectors, which become those of ids that
    /// are not known. Answers for others keep their scores to the bit; a rung
    /// says that an item is not known where nobody else had rated it.
    /// </summary>
    /// <remarks>
    /// An approximation where a network was trained: what all users share, weights and vectors of items, was learned from the user's rows too and stays; so do the labels in short, categories and constants of preprocessing. If that is too much,
    /// train again without the user's rows, or with <see cref="TrainerOptions.Privacy"/> from the start. Files that were saved before hold the user still.
    /// </remarks>
    /// <param name="user">The user; for one who is not known nothing is to be done, and an equal recommender comes back.</param>
    /// <returns>Another recommender; this one stays as it is. Each is disposed of by itself.</returns>
    /// <exception cref="InvalidOperationException">The model keeps what it knows of a user where it cannot be taken out, as one of rated histories or of one-hot users does; train again without the user's rows.</exception>
    public Recommender<TUser, TItem> Forget(TUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        ThrowIfDisposed();
        return new Recommender<TUser, TItem>(Forgetting.Forget(_bundle, TextOf(user)!), report: null, removed: []);
    }
}
