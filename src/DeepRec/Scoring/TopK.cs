using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The K largest of many scores, by a heap of K. Equal scores: the earlier position first. Not for several threads.</summary>
/// <param name="heap">Room for K.</param>
/// <param name="count">How many of them it holds already, as an earlier one left them.</param>
internal ref struct TopK(Span<(float Score, int Position)> heap, int count = 0)
{
    private const int Chunk = 64;

    // So many are put in order by insertion: comparisons that are called take longer.
    private const int Few = 24;

    private readonly Span<(float Score, int Position)> _heap = heap;
    private int _count = count;

    /// <summary>How many are kept.</summary>
    public readonly int Count => _count;

    /// <summary>No lower score is kept: −∞ as long as there is room, or nothing above the lowest number.</summary>
    public readonly float Bar => _count == _heap.Length && _heap[0].Score > float.MinValue ? _heap[0].Score : float.NegativeInfinity;

    /// <summary>Offers a score that is a number.</summary>
    public void Offer(float score, int position)
    {
        if (_count < _heap.Length)
        {
            _heap[_count] = (score, position);
            RiseFrom(_count++);
        }
        else if (_count > 0 && IsBetter((score, position), _heap[0]))
        {
            _heap[0] = (score, position);
            SinkFromTop();
        }
    }

    /// <summary>Offers a whole row, but for −∞. Shape [positions]. Parts of it that hold nothing better than what is kept are passed over at once.</summary>
    public void OfferAll(ReadOnlySpan<float> scores)
    {
        for (int start = 0; start < scores.Length; start += Chunk)
        {
            var chunk = scores.Slice(start, Math.Min(Chunk, scores.Length - start));
            if (_count == _heap.Length && (_count == 0 || TensorPrimitives.Max(chunk) < _heap[0].Score)) continue;
            for (int i = 0; i < chunk.Length; i++)
            {
                if (_count == _heap.Length ? chunk[i] >= _heap[0].Score : !float.IsNegativeInfinity(chunk[i])) Offer(chunk[i], start + i);
            }
        }
    }

    /// <summary>What was kept, best first; the heap is used up.</summary>
    public readonly ReadOnlySpan<(float Score, int Position)> Sorted()
    {
        var kept = _heap[.._count];
        if (_count <= Few) Insert(kept);
        else kept.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Position.CompareTo(b.Position));
        return kept;
    }

    private static void Insert(Span<(float Score, int Position)> kept)
    {
        for (int i = 1; i < kept.Length; i++)
        {
            var one = kept[i];
            int place = i;
            for (; place > 0 && IsBetter(one, kept[place - 1]); place--) kept[place] = kept[place - 1];
            kept[place] = one;
        }
    }

    private static bool IsBetter((float Score, int Position) a, (float Score, int Position) b) =>
        a.Score > b.Score || (a.Score == b.Score && a.Position < b.Position);

    // The worst of the kept stands at the top.
    private readonly void RiseFrom(int child)
    {
        while (child > 0)
        {
            int parent = (child - 1) / 2;
            if (!IsBetter(_heap[parent], _heap[child])) return;
            (_heap[parent], _heap[child]) = (_heap[child], _heap[parent]);
            child = parent;
        }
    }

    private readonly void SinkFromTop()
    {
        for (int parent = 0; ;)
        {
            int worst = parent;
            for (int child = 2 * parent + 1; child <= 2 * parent + 2 && child < _count; child++)
            {
                if (IsBetter(_heap[worst], _heap[child])) worst = child;
            }

            if (worst == parent) return;
            (_heap[parent], _heap[worst]) = (_heap[worst], _heap[parent]);
            parent = worst;
        }
    }
}
