using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>What a <see cref="LeakageAudit"/> found. Print it.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record LeakageReport
{
    internal LeakageReport(int trainRows, int testRows, IReadOnlyList<LeakageFinding> findings, IReadOnlyList<LeakageFinding> notes) =>
        (TrainRows, TestRows, Findings, Notes) = (trainRows, testRows, findings, notes);

    /// <summary>How many rows are learned from.</summary>
    public int TrainRows { get; }

    /// <summary>How many rows are tested on.</summary>
    public int TestRows { get; }

    /// <summary>The leaks; none where the split and the pipeline keep their promise.</summary>
    public IReadOnlyList<LeakageFinding> Findings { get; }

    /// <summary>What the protocol brings with it, or the data: worth knowing, no leak by itself.</summary>
    public IReadOnlyList<LeakageFinding> Notes { get; }

    /// <summary>Whether no leak was found.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>Strict mode: ends a run whose figures could not be trusted.</summary>
    /// <exception cref="LeakageException">A leak was found; the message lists all.</exception>
    public void ThrowIfLeaking()
    {
        if (!IsClean) throw new LeakageException(this);
    }

    /// <summary>The leaks and the notes, in sentences.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{TrainRows:N0} training rows, {TestRows:N0} test rows\nLeaks\n"));
        foreach (string leak in Findings.Select(f => f.Message).DefaultIfEmpty("None found.")) text.Append("- ").Append(leak).Append('\n');
        if (Notes.Count > 0) text.Append("Notes\n");
        foreach (var note in Notes) text.Append("- ").Append(note.Message).Append('\n');
        return text.ToString();
    }
}
