using System.Globalization;

namespace DeepRec.Preprocessing;

/// <summary>The seconds at which something happened, as a short text: the first in seconds since year 1 (UTC), then the gaps.</summary>
internal static class EventTimes
{
    private static readonly long Last = SecondOf(DateTime.MaxValue.Ticks);

    public static long SecondOf(long ticks) => ticks / TimeSpan.TicksPerSecond;

    /// <param name="seconds">Strictly rising; one or more.</param>
    public static string Write(long[] seconds) => string.Join(' ', seconds.Select((second, i) => (i == 0 ? second : second - seconds[i - 1]).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ArgumentException">It is not that.</exception>
    public static long[] Read(string user, string text)
    {
        var seconds = new List<long>();
        foreach (var part in text.AsSpan().Split(' '))
        {
            bool isNumber = long.TryParse(text.AsSpan(part), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            if (!isNumber || number > Last || (seconds.Count > 0 && number == 0)) throw Damaged(user);
            long second = seconds.Count == 0 ? number : seconds[^1] + number;
            if (second > Last) throw Damaged(user);
            seconds.Add(second);
        }

        return [.. seconds];
    }

    private static ArgumentException Damaged(string user) => new($"The times of the user '{user}' are not a second and gaps above zero between the years 1 and 9999.");
}
