namespace DeepRec;

/// <summary>A leakage audit found that what is tested on was given away. See <see cref="LeakageReport.ThrowIfLeaking"/>.</summary>
public sealed class LeakageException : Exception
{
    internal LeakageException(LeakageReport report) : base($"What is tested on was given away.\n{string.Join('\n', report.Findings.Select(f => $"- {f.Message}"))}") => Report = report;

    /// <summary>All that was found.</summary>
    public LeakageReport Report { get; }
}
