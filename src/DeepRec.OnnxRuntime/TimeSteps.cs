using System.Globalization;
using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.OnnxServing;

/// <summary>Fitted steps on points in time, which add columns beside them. A value is ticks of UTC, or nothing.</summary>
internal static class TimeSteps
{
    // As in DeepRec: 1 is missing, 2 never occurs.
    private const int Missing = 1, FirstFree = 3;

    /// <summary>Cycles of time, as angles or as ids.</summary>
    public static Func<object?, IEnumerable<(string Suffix, object? Value)>> Features(JsonElement json)
    {
        var local = LocalTimeOf(json);
        string[] parts = json.GetProperty("parts").GetString()!.Split(", ");
        TimeCycle[] cycles = [.. TimeCycle.In(south: json.GetProperty("hemisphere").GetString() == "Southern").Where(cycle => parts.Contains(cycle.Part))];
        if (json.GetProperty("encoding").GetString() == "Cyclic") return value => [(".cyclic", Angles(value is long ticks ? local(ticks) : null, cycles))];
        return value => cycles.Select(cycle => (cycle.Suffix, (object?)(value is long ticks ? FirstFree + cycle.Bucket(local(ticks)) : Missing)));
    }

    /// <summary>Days that have names.</summary>
    public static Func<object?, IEnumerable<(string Suffix, object? Value)>> Calendar(JsonElement json)
    {
        var local = LocalTimeOf(json);
        var periods = json.GetProperty("periods").EnumerateArray().Select(period => (
            Name: period.GetProperty("name").GetString()!, First: Day(period.GetProperty("first")), Last: Day(period.GetProperty("last")), EveryYear: period.GetProperty("everyYear").GetBoolean())).ToArray();
        string[] names = [.. periods.Select(period => period.Name).Distinct(StringComparer.Ordinal)];
        string suffix = "." + json.GetProperty("name").GetString();
        return value => [(suffix, value is long ticks ? IdOf(DateOnly.FromDateTime(local(ticks))) : Missing)];

        int IdOf(DateOnly day)
        {
            foreach (var (name, first, last, everyYear) in periods) if (DayRange.Contains(first, last, everyYear, day)) return FirstFree + 1 + Array.IndexOf(names, name);
            return FirstFree;
        }
    }

    private static float[] Angles(DateTime? time, TimeCycle[] cycles)
    {
        var numbers = new float[2 * cycles.Length];
        if (time is not { } known) return numbers; // no point of the circle
        for (int i = 0; i < cycles.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * cycles[i].Turn(known));
            (numbers[2 * i], numbers[(2 * i) + 1]) = ((float)sine, (float)cosine);
        }

        return numbers;
    }

    private static Func<long, DateTime> LocalTimeOf(JsonElement json)
    {
        var offset = TimeSpan.Parse(json.GetProperty("utcOffset").GetString()!, CultureInfo.InvariantCulture);
        var zone = LocalTime.FindZone(json.TryGetProperty("timeZone", out var id) ? id.GetString() : null, offset);
        return ticks => LocalTime.Of(ticks, offset, zone);
    }

    private static DateOnly Day(JsonElement json) => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
