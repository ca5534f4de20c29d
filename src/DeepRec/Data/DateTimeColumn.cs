using System.Globalization;

namespace DeepRec;

/// <summary>Points in time, in UTC ticks of 100 ns since year 1.</summary>
public sealed class DateTimeColumn : Column
{
    /// <summary>The ticks of a row without a value.</summary>
    public const long Missing = long.MinValue;

    private readonly long[] _ticks;

    /// <summary>Takes over the array.</summary>
    /// <param name="ticks">Shape [rows]: UTC ticks, <see cref="Missing"/> where there is none.</param>
    /// <exception cref="ArgumentException">A value is no date between the years 1 and 9999.</exception>
    public DateTimeColumn(long[] ticks) : base((ticks ?? throw new ArgumentNullException(nameof(ticks))).Length)
    {
        int wrong = ticks.AsSpan().IndexOfAnyExceptInRange(0, DateTime.MaxValue.Ticks);
        if (wrong >= 0) wrong = Array.FindIndex(ticks, wrong, t => t != Missing && (ulong)t > (ulong)DateTime.MaxValue.Ticks);
        if (wrong >= 0) throw new ArgumentException($"Row {wrong}: {ticks[wrong]} ticks is no date between the years 1 and 9999.", nameof(ticks));
        _ticks = ticks;
    }

    /// <summary>Shape [rows]: UTC ticks, <see cref="Missing"/> where there is none.</summary>
    public ReadOnlySpan<long> Ticks => _ticks;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _ticks[row] == Missing;

    /// <inheritdoc/>
    public override string? TextAt(int row) =>
        IsMissing(row) ? null : new DateTime(_ticks[row], DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new DateTimeColumn(Gather(_ticks, rows));

    private protected override int CountMissing() => _ticks.AsSpan().Count(Missing);

    internal override Column Append(IReadOnlyList<Column> others) =>
        new DateTimeColumn([.. _ticks, .. others.Cast<DateTimeColumn>().SelectMany(o => o._ticks)]);
}
