using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeepRec.Fuzz;

/// <summary>What came of a run.</summary>
internal sealed class FuzzReport(string what, ulong seed)
{
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long Count { get; private set; }

    public long Failures { get; private set; }

    /// <summary>The most managed memory that one input allocated.</summary>
    public long MostAllocated { get; private set; }

    public TimeSpan Longest { get; private set; }

    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    /// <summary>What is found out at the end: a line each.</summary>
    public List<string> Notes { get; } = [];

    public void Add(string outcome, long allocated, TimeSpan time)
    {
        Count++;
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        MostAllocated = Math.Max(MostAllocated, allocated);
        if (time > Longest) Longest = time;
    }

    public void AddFailure() => Failures++;

    public override string ToString()
    {
        using var process = Process.GetCurrentProcess();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{what}, seed {seed}: {Count:N0} inputs in {_watch.Elapsed.TotalSeconds:N0} s, {Failures:N0} failures");
        foreach (var (outcome, count) in _outcomes) text.AppendLine(CultureInfo.InvariantCulture, $"  {count,12:N0}  {outcome}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  peak working set {process.PeakWorkingSet64 / 1048576.0:N0} MiB; managed memory allocated {GC.GetTotalAllocatedBytes() / 1048576.0:N0} MiB in all, at most {MostAllocated / 1048576.0:N1} MiB for one input; longest input {Longest.TotalMilliseconds:N0} ms");
        foreach (string note in Notes) text.AppendLine(CultureInfo.InvariantCulture, $"  {note}");
        return text.ToString().TrimEnd();
    }
}
