using System.Buffers;

namespace DeepRec;

/// <summary>What a search by codes keeps for some queries, and scores in the end: their items that may be among the best K.</summary>
internal readonly ref struct CodeCandidates : IDisposable
{
    // So many candidates of a query wait, more where more are sought; then they are scored.
    private const int LeastRoom = 1024, MostBeyond = 4096;

    private readonly SearchTask _task;
    private readonly int _firstQuery;
    private readonly ItemPanels _items;
    private readonly PanelKernels _products;
    private readonly int _room;
    private readonly Span<(float Score, int Place)> _heaps; // of scores. [B, K]
    private readonly Span<int> _counts;
    private readonly (float Score, int Place)[] _bounds; // heaps of what scores are at least. [B, K]
    private readonly int[] _kept; // how many of them there are, and how many candidates. [2, B]
    private readonly CodeCandidate[] _candidates; // [B, room]
    private readonly float[] _bars; // [B]

    /// <param name="task">What is searched for.</param>
    /// <param name="firstQuery">The first of the queries.</param>
    /// <param name="items">The catalogue.</param>
    /// <param name="products">How products are made.</param>
    /// <param name="heaps">The best of items scored before. Shape [B × K].</param>
    /// <param name="counts">Shape [B]: how many each heap holds.</param>
    public CodeCandidates(SearchTask task, int firstQuery, ItemPanels items, PanelKernels products, Span<(float Score, int Place)> heaps, Span<int> counts)
    {
        (_task, _firstQuery, _items, _products, _room) = (task, firstQuery, items, products, LeastRoom + (int)Math.Min(4 * (long)task.Count, MostBeyond));
        _heaps = heaps;
        _counts = counts;
        _bounds = ArrayPool<(float, int)>.Shared.Rent(heaps.Length);
        _kept = ArrayPool<int>.Shared.Rent(2 * counts.Length);
        _candidates = ArrayPool<CodeCandidate>.Shared.Rent(counts.Length * _room);
        heaps.CopyTo(_bounds);
        counts.CopyTo(_kept);
        _kept.AsSpan(counts.Length, counts.Length).Clear();
        _bars = ArrayPool<float>.Shared.Rent(counts.Length);
        for (int b = 0; b < counts.Length; b++) _bars[b] = Scores(b).Bar;
    }

    /// <summary>No item of a lower score is among a query's best.</summary>
    public float Bar(int b) => _bars[b];

    /// <summary>Keeps an item for a query.</summary>
    public void Add(int b, CodeCandidate candidate)
    {
        var bounds = Bounds(b);
        bounds.Offer(candidate.Least, candidate.Item);
        (_kept[b], _bars[b]) = (bounds.Count, Math.Max(_bars[b], bounds.Bar));
        ref int count = ref _kept[_counts.Length + b];
        _candidates[b * _room + count++] = candidate;
        if (count == _room) Settle(b);
    }

    /// <summary>Scores a query's items that may be among the best: first those that are so by what their scores are at least.</summary>
    public void Settle(int b)
    {
        ref int count = ref _kept[_counts.Length + b];
        var candidates = _candidates.AsSpan(b * _room, count);
        float likely = Bounds(b).Bar;
        var scores = Scores(b);
        int waiting = -1; // for another one to be scored with
        foreach (bool isFirst in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var candidate in candidates)
            {
                if (candidate.Least >= likely != isFirst || candidate.Most < scores.Bar) continue;
                if (waiting >= 0) Score(b, waiting, candidate.Item, ref scores);
                waiting = waiting < 0 ? candidate.Item : -1;
            }
        }

        if (waiting >= 0) Score(b, waiting, waiting, ref scores);
        (_counts[b], count, _bars[b]) = (scores.Count, 0, Math.Max(_bars[b], scores.Bar));
    }

    public void Dispose()
    {
        ArrayPool<(float, int)>.Shared.Return(_bounds);
        ArrayPool<int>.Shared.Return(_kept);
        ArrayPool<CodeCandidate>.Shared.Return(_candidates);
        ArrayPool<float>.Shared.Return(_bars);
    }

    // Two panels come from memory in hardly more time than one; the last item goes twice.
    private void Score(int b, int item, int other, ref TopK scores)
    {
        Span<float> panels = stackalloc float[2 * ItemPanels.Items];
        _products.ScoreTwo(_task.Queries.AsSpan((_firstQuery + b) * _items.Width, _items.Width), _items.Range(item / ItemPanels.Items, 1), _items.Range(other / ItemPanels.Items, 1), panels);
        _task.Offer(_firstQuery + b, item, panels[item % ItemPanels.Items], ref scores);
        if (other != item) _task.Offer(_firstQuery + b, other, panels[ItemPanels.Items + other % ItemPanels.Items], ref scores);
    }

    private TopK Scores(int b) => new(_heaps.Slice(b * _task.Count, _task.Count), _counts[b]);

    private TopK Bounds(int b) => new(_bounds.AsSpan(b * _task.Count, _task.Count), _kept[b]);
}
