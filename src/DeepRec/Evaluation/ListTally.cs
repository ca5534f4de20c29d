namespace DeepRec;

/// <summary>Gathers each user's list of the largest k scores. Not for several threads.</summary>
/// <param name="task">What is evaluated; without counts of items nothing is gathered.</param>
/// <param name="cutOffs">The lengths k.</param>
internal sealed class ListTally(RankingTask task, IReadOnlyList<int> cutOffs)
{
    private readonly (float Score, int Position)[] _heap = new (float, int)[cutOffs.Max()];
    private readonly List<int> _items = []; // [users × longest k], −1 behind the end
    private readonly List<double> _popularity = [];

    /// <param name="request">The request's number.</param>
    /// <param name="scores">Shape [I]; −∞ for what is no candidate.</param>
    public void Add(int request, ReadOnlySpan<float> scores)
    {
        if (task.ItemCounts is null) return;
        var heap = new TopK(_heap);
        heap.OfferAll(scores);
        var kept = heap.Sorted();
        for (int i = 0; i < _heap.Length; i++) _items.Add(i < kept.Length ? kept[i].Position : -1);

        double popularity = 0;
        var history = task.Requests.HistoryOf(request);
        foreach (int item in history) popularity += task.ItemCounts[item];
        _popularity.Add(popularity / history.Length); // NaN without a history
    }

    /// <summary>The lists of the longest k, −1 behind the end. Shape [users × k].</summary>
    public int[] Items => [.. _items];

    public IReadOnlyList<ListMetrics> Metrics() => task.ItemCounts is null ? [] : [.. cutOffs.Select(k =>
    {
        int users = _items.Count / _heap.Length;
        var lists = new int[users * k];
        for (int user = 0; user < users; user++) _items.CopyTo(user * _heap.Length, lists, user * k, k);
        return ListMetrics.Compute(lists, k, task.ItemCounts, [.. _popularity], task.Similarity);
    })];
}
