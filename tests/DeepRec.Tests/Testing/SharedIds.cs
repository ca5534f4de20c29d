namespace DeepRec.Tests.Testing;

/// <summary>Ids of a call in a field that threads share: whoever reads it finds what another thread wrote last, as if that one had come in between every time, so that no test waits for chance.</summary>
internal sealed class SharedIds
{
    private readonly Lock _gate = new();
    private (int Thread, long[] Ids) _last = (-1, []);

    /// <summary>The ids that a call goes on with.</summary>
    /// <param name="own">The ids that it came with.</param>
    public long[] Exchange(ReadOnlySpan<long> own)
    {
        lock (_gate)
        {
            var (thread, ids) = _last;
            _last = (Environment.CurrentManagedThreadId, own.ToArray());
            return thread == _last.Thread || ids.Length != own.Length ? _last.Ids : ids;
        }
    }
}
