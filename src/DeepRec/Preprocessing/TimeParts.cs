namespace DeepRec.Preprocessing;

/// <summary>Which cycles of a point in time become features.</summary>
[Flags]
public enum TimeParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The hour of the day, 0 … 23; as a cycle to the tick.</summary>
    HourOfDay = 1,

    /// <summary>The day of the week, Monday 0 … Sunday 6.</summary>
    DayOfWeek = 2,

    /// <summary>The day of the year, 1 January 0 … 365.</summary>
    DayOfYear = 4,

    /// <summary>The month, January 0 … December 11.</summary>
    Month = 8,

    /// <summary>The season of whole months: spring 0, summer 1, autumn 2, winter 3. Spring begins with March, in the south with September.</summary>
    Season = 16,
}
