namespace DeepRec;

/// <summary>
/// The different items of a history, newest first, each with decay^age. The age is counted in places of the history from its end, 0 for the
/// newest; an item met again counts once, where it was met last. Items that are not in the catalogue are left out. Not for several threads.
/// </summary>
internal sealed class HistoryWeights(int itemCount, double decay)
{
    private readonly bool[] _isMet = new bool[itemCount];
    private int[] _items = new int[64];
    private float[] _weights = new float[64];
    private int _count;

    /// <summary>Shape [n].</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    /// <summary>Shape [n]: above 0; an item so old that its weight vanishes is left out.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _count);

    public void Read(ReadOnlySpan<int> history)
    {
        _count = 0;
        if (_items.Length < history.Length) (_items, _weights) = (new int[history.Length], new float[history.Length]);
        double weight = 1;
        for (int place = history.Length - 1; place >= 0 && (float)weight > 0; place--, weight *= decay)
        {
            int item = history[place];
            if ((uint)item >= (uint)_isMet.Length || _isMet[item]) continue;
            _isMet[item] = true;
            (_items[_count], _weights[_count]) = (item, (float)weight);
            _count++;
        }

        foreach (int item in Items) _isMet[item] = false;
    }
}
