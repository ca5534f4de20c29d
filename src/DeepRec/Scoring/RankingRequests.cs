namespace DeepRec;

/// <summary>What is known where items are to be ranked: who asks, what they met so far, and the encoded columns of user and context.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class RankingRequests
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int _first;

    /// <param name="users">Shape [B]: user numbers of the training interactions; −1 for one who is not known there.</param>
    /// <param name="offsets">Shape [B + 1]: request b's history stands at offsets[b] … offsets[b + 1] − 1.</param>
    /// <param name="items">Item numbers of the catalogue, oldest first within a request, repeats kept.</param>
    /// <param name="features">Encoded columns of user and context, B rows; or none where a model reads ids alone.</param>
    public RankingRequests(int[] users, int[] offsets, int[] items, Dataset? features = null)
        : this(users, offsets, items, features, first: 0)
    {
    }

    private RankingRequests(int[] users, int[] offsets, int[] items, Dataset? features, int first) =>
        (Users, _offsets, _items, Features, _first) = (users, offsets, items, features, first);

    /// <summary>How many requests there are, B.</summary>
    public int Count => Users.Length;

    /// <summary>Shape [B]: user numbers of the training interactions, −1 for unknown.</summary>
    public int[] Users { get; }

    /// <summary>Encoded columns of user and context, B rows; <see langword="null"/> where there are none.</summary>
    public Dataset? Features { get; }

    /// <summary>The items that a request's user met so far, oldest first.</summary>
    public ReadOnlySpan<int> HistoryOf(int request) => _items.AsSpan(_offsets[_first + request].._offsets[_first + request + 1]);

    /// <summary>Known users with everything that they met in training.</summary>
    public static RankingRequests Of(Interactions interactions, ReadOnlySpan<int> users, Dataset? features = null)
    {
        var offsets = new int[users.Length + 1];
        for (int i = 0; i < users.Length; i++) offsets[i + 1] = offsets[i] + interactions.Of(users[i]).Length;
        var items = new int[offsets[^1]];
        for (int i = 0; i < users.Length; i++) interactions.Of(users[i]).CopyTo(items.AsSpan(offsets[i]));
        return new RankingRequests(users.ToArray(), offsets, items, features);
    }

    /// <summary>Some of the requests, those from <paramref name="start"/> on. Histories are not copied.</summary>
    public RankingRequests Slice(int start, int count) => new(
        Users.AsSpan(start, count).ToArray(), _offsets, _items, Features?.Select([.. Enumerable.Range(start, count)]), _first + start);
}
