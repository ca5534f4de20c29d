using System.Text.Json.Serialization;

namespace DeepRec.Preprocessing;

/// <summary>A day or some days in a row that have a name: a holiday, a sale, the school holidays.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record CalendarPeriod
{
    /// <summary>Names one day.</summary>
    /// <param name="name">What the day is called; not empty.</param>
    /// <param name="day">The day, in local time.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CalendarPeriod(string name, DateOnly day) : this(name, day, day)
    {
    }

    /// <summary>Names some days in a row.</summary>
    /// <param name="name">What the days are called; not empty. Periods of one name are one category.</param>
    /// <param name="first">The first day, in local time.</param>
    /// <param name="last">The last day, which belongs to it.</param>
    /// <exception cref="ArgumentException">The name is empty, or the last day is before the first.</exception>
    [JsonConstructor]
    public CalendarPeriod(string name, DateOnly first, DateOnly last)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (last < first) throw new ArgumentException($"The period '{name}' ends on {last:yyyy-MM-dd}, before its first day {first:yyyy-MM-dd}.", nameof(last));
        (Name, First, Last) = (name, first, last);
    }

    /// <summary>What the days are called.</summary>
    public string Name { get; }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>The last day, which belongs to it.</summary>
    public DateOnly Last { get; }

    /// <summary>Whether the same days of every year are meant; the years of the two dates then only say how long it is.</summary>
    /// <value>Default <see langword="false"/>: these days alone. A period of a year or more then holds every day; 29 February comes in leap years.</value>
    public bool EveryYear { get; init; }

    /// <summary>Whether a day belongs to it.</summary>
    public bool Contains(DateOnly day) => DayRange.Contains(First, Last, EveryYear, day);
}
