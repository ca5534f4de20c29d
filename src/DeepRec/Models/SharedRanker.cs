namespace DeepRec.Models;

/// <summary>A ranker that several scorers run; the last one to let go frees it.</summary>
internal sealed class SharedRanker(ItemRanker ranker)
{
    private int _holders = 1;

    /// <summary>One holder more.</summary>
    /// <exception cref="ObjectDisposedException">It was freed already.</exception>
    public void Take()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, ranker);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    /// <summary>One holder less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) ranker.Dispose();
    }
}
