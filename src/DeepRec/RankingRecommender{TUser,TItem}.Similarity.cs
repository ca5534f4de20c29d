namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    /// <summary>The items most like one, the most similar first: by the cosine of the model's own vectors where it has vectors of items, else by who met both, |U_i ∩ U_j| / √(|U_i| |U_j|).</summary>
    /// <param name="item">The item; it is not among the answers. One outside the catalogue is like nothing: there are none.</param>
    /// <param name="count">How many at most; fewer come back only when the catalogue holds fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public IReadOnlyList<Neighbor<TItem>> SimilarItems(TItem item, int count = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        if (RowOf(item) is not (>= 0 and var row)) return [];
        float[] cosines = _index.Items.OfAll(row);
        var barred = new bool[ItemCount];
        barred[row] = true;
        return [.. _index.Order.Best(cosines, barred, count).Select(other => new Neighbor<TItem>(ItemAt(other), cosines[other]))];
    }

    /// <summary>The known users most like one, the most similar first: by the cosine of the model's own vectors where it has vectors of users, else by what both met.</summary>
    /// <param name="user">The user, not among the answers. One who is not known is like nobody: there are none.</param>
    /// <param name="count">How many at most; fewer come back only when fewer are known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <remarks>The first call of a model with vectors encodes all users and keeps their vectors, 4 bytes a number.</remarks>
    public IReadOnlyList<Neighbor<TUser>> SimilarUsers(TUser user, int count = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ThrowIfDisposed();
        if (_bundle.Users.RowOf(TextOf(user)) is not (>= 0 and var row)) return [];
        float[] cosines = _index.Users.OfAll(row);
        var barred = new bool[UserCount];
        barred[row] = true;
        return [.. _index.UserOrder.Best(cosines, barred, count).Select(other => new Neighbor<TUser>(KeyText<TUser>.Parse(_bundle.Users.IdAt(other)), cosines[other]))];
    }
}
