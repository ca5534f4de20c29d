namespace DeepRec;

/// <summary>What is known where items are to be ranked: who asks, what they met so far, and the encoded columns of user and context.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class RankingRequests
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly bool[]? _isTarget;
    private readonly int _first;

    /// <param name="users">Shape [B]: user numbers of the training interactions; −1 for one who is not known there.</param>
    /// <param name="offsets">Shape [B + 1]: request b's history stands at offsets[b] … offsets[b + 1] − 1.</param>
    /// <param name="items">Item numbers of the catalogue, oldest first within a request, repeats kept.</param>
    /// <param name="features">Encoded columns of user and context, B rows; or none where a model reads ids alone.</param>
    /// <param name="events">What else is known of each item met, in the order of <paramref name="items"/>; or nothing.</param>
    /// <param name="isTarget">Which of them were met by an action that is to be foreseen, likewise; <see langword="null"/>: all.</param>
    public RankingRequests(int[] users, int[] offsets, int[] items, Dataset? features = null, EventLog? events = null, bool[]? isTarget = null)
        : this(users, offsets, items, features, events, isTarget, first: 0)
    {
    }

    private RankingRequests(int[] users, int[] offsets, int[] items, Dataset? features, EventLog? events, bool[]? isTarget, int first) =>
        (Users, _offsets, _items, Features, Events, _isTarget, _first) = (users, offsets, items, features, events, isTarget, first);

    /// <summary>How many requests there are, B.</summary>
    public int Count => Users.Length;

    /// <summary>Shape [B]: user numbers of the training interactions, −1 for unknown.</summary>
    public int[] Users { get; }

    /// <summary>Encoded columns of user and context, B rows; <see langword="null"/> where there are none.</summary>
    public Dataset? Features { get; }

    /// <summary>What else is known of the events of all histories, at the places that <see cref="PlacesOf"/> gives; <see langword="null"/> where nothing is.</summary>
    public EventLog? Events { get; }

    /// <summary>The items that a request's user met so far, oldest first.</summary>
    public ReadOnlySpan<int> HistoryOf(int request) => _items.AsSpan(PlacesOf(request));

    /// <summary>Where a request's history stands among all.</summary>
    public Range PlacesOf(int request) => _offsets[_first + request].._offsets[_first + request + 1];

    /// <summary>The items of all histories, at those places.</summary>
    public int[] Items => _items;

    /// <summary>The items of the history that need not be found again: those met by an action that is to be foreseen.</summary>
    public ReadOnlySpan<int> MetOf(int request)
    {
        if (_isTarget is null) return HistoryOf(request);
        var (start, length) = PlacesOf(request).GetOffsetAndLength(_items.Length);
        return Enumerable.Range(start, length).Where(place => _isTarget[place]).Select(place => _items[place]).ToArray();
    }

    /// <summary>Known users with everything that they met in training.</summary>
    public static RankingRequests Of(Interactions interactions, ReadOnlySpan<int> users, Dataset? features = null)
    {
        var offsets = new int[users.Length + 1];
        for (int i = 0; i < users.Length; i++) offsets[i + 1] = offsets[i] + interactions.Of(users[i]).Length;
        var items = new int[offsets[^1]];
        var places = new int[offsets[^1]];
        for (int i = 0; i < users.Length; i++)
        {
            interactions.Of(users[i]).CopyTo(items.AsSpan(offsets[i]));
            for (int k = offsets[i]; k < offsets[i + 1]; k++) places[k] = interactions.Offsets[users[i]] + k - offsets[i];
        }

        return new RankingRequests(users.ToArray(), offsets, items, features, interactions.Events?.Select(places));
    }

    /// <summary>Some of the requests, those from <paramref name="start"/> on. Histories are not copied.</summary>
    public RankingRequests Slice(int start, int count) => new(
        Users.AsSpan(start, count).ToArray(), _offsets, _items, Features?.Select([.. Enumerable.Range(start, count)]), Events, _isTarget, _first + start);

    /// <summary>Some of the requests, by their places.</summary>
    public RankingRequests Select(int[] requests)
    {
        int[] places = [.. requests.SelectMany(request => Enumerable.Range(_offsets[_first + request], _offsets[_first + request + 1] - _offsets[_first + request]))];
        var offsets = new int[requests.Length + 1];
        for (int i = 0; i < requests.Length; i++) offsets[i + 1] = offsets[i] + HistoryOf(requests[i]).Length;
        return new RankingRequests(
            Array.ConvertAll(requests, request => Users[request]), offsets, Array.ConvertAll(places, place => _items[place]), Features?.Select(requests), Events?.Select(places),
            _isTarget is null ? null : Array.ConvertAll(places, place => _isTarget[place]));
    }
}
