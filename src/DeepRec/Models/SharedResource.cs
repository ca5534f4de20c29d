namespace DeepRec.Models;

/// <summary>Something that several scorers use, such as a ranker; the last one to let go frees it.</summary>
/// <param name="held">What is freed, in that order.</param>
internal sealed class SharedResource(params IReadOnlyList<IDisposable> held)
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
            ObjectDisposedException.ThrowIf(holders == 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    /// <summary>One holder less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0) return;
        foreach (var one in held) one.Dispose();
    }
}
