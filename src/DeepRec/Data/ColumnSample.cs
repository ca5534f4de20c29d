using System.Globalization;

namespace DeepRec;

/// <summary>The distinct texts of one column among the first rows of a file, and what they can be read as. Not for several threads.</summary>
internal sealed class ColumnSample
{
    private const long FirstUnixSecond = 300_000_000; // 1979
    private const long LastUnixSecond = 4_102_444_800; // 2100

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Missing { get; private set; }

    public int Present { get; private set; }

    public int Distinct => _counts.Count;

    public IReadOnlyList<string> Examples => [.. _counts.Keys.Take(3)];

    public IEnumerable<string> Texts => _counts.Keys;

    /// <summary>Rows whose text is a finite number, a whole number, a date.</summary>
    public int Numbers { get; private set; }

    public int Integers { get; private set; }

    public int Dates { get; private set; }

    public bool HasLeadingZeros { get; private set; }

    public bool AreUnixTimes { get; private set; } = true;

    public bool AreNumbers => Present > 0 && Numbers == Present;

    public bool AreIntegers => Present > 0 && Integers == Present;

    public bool AreDates => Present > 0 && Dates == Present;

    /// <summary>Whether at least 19 of 20 rows hold a value of their own.</summary>
    public bool IsNearUnique => Present >= 20 && Distinct >= 0.95 * Present;

    /// <summary>How many words a distinct text has on average. Where no blanks part words, as in Chinese, two characters count as one.</summary>
    public double MeanWords => _counts.Count == 0 ? 0 : _counts.Keys.Average(CountWords);

    public string? FirstThatIsNoNumber => _counts.Keys.FirstOrDefault(text => !IsNumber(text));

    public void Add(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            Missing++;
            return;
        }

        string value = text.ToString();
        Present++;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
        if (IsNumber(text)) Numbers++;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            Integers++;
            HasLeadingZeros |= value.Length > 1 && value[0] == '0';
            AreUnixTimes &= whole is (>= FirstUnixSecond and <= LastUnixSecond) or (>= FirstUnixSecond * 1000 and <= LastUnixSecond * 1000);
        }
        else
        {
            AreUnixTimes = false;
            if (PointInTime.TryReadDate(text, out _)) Dates++;
        }
    }

    /// <summary>Rows for which a question about their text is answered with yes.</summary>
    public int CountRows(Func<string, bool> predicate) => _counts.Sum(pair => predicate(pair.Key) ? pair.Value : 0);

    private static double CountWords(string text)
    {
        int words = 0;
        foreach (var word in text.AsSpan().Split(' ')) if (word.Start.Value < word.End.Value) words++;
        return words + (text.EnumerateRunes().Count(UnspacedScripts.Contain) / 2.0);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number);
}
