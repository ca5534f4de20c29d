using System.Diagnostics;

namespace DeepRec.Quality;

/// <summary>Looks at the process' working set ten times a second: how far it rises above where it stood.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly long _start = Now();
    private readonly Timer _timer;
    private long _most;

    public MemoryWatch()
    {
        _most = _start;
        _timer = new Timer(_ => Look(), state: null, Pause, Pause);
    }

    /// <summary>The most above the start so far, in MB of 2²⁰ bytes.</summary>
    public double Megabytes
    {
        get
        {
            Look();
            return (Interlocked.Read(ref _most) - _start) / (double)(1 << 20);
        }
    }

    public void Dispose() => _timer.Dispose();

    private static long Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private void Look()
    {
        long now = Now();
        for (long most = Interlocked.Read(ref _most); now > most; most = Interlocked.Read(ref _most)) Interlocked.CompareExchange(ref _most, now, most);
    }
}
