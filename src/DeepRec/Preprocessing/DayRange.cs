namespace DeepRec.Preprocessing;

/// <summary>Days in a row, of one year or of every year.</summary>
internal static class DayRange
{
    /// <summary>Whether a day lies in it. Of every year: 29 February comes in leap years, and a range of a year or more holds every day.</summary>
    public static bool Contains(DateOnly first, DateOnly last, bool everyYear, DateOnly day)
    {
        if (!everyYear) return day >= first && day <= last;
        if (last.DayNumber - first.DayNumber >= 365) return true;
        int from = InYear(first), end = InYear(last), at = InYear(day);
        return last.Year == first.Year ? at >= from && at <= end : at >= from || at <= end;
    }

    private static int InYear(DateOnly day) => (day.Month * 100) + day.Day;
}
