using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepRec;

/// <summary>Guesses what the values of one column are, from its name and a sample.</summary>
internal static partial class KindGuess
{
    // A model can express any function of so few values by one weight each, so that a category is the safer guess.
    private const int FewValues = 20;

    // Names and titles are shorter on average.
    private const int FewWords = 8;

    public static InferredColumn Of(string name, ColumnSample sample)
    {
        if (sample.Present == 0) return Guess(Feature.Category(name), GuessCertainty.Doubtful, "no value in the sample");
        if (sample.AreIntegers) return OfIntegers(name, sample);
        if (sample.AreNumbers) return Guess(Feature.Number(name), GuessCertainty.Sure, "all values are numbers");
        if (sample.AreDates)
        {
            return sample.Texts.Any(text => DayOrMonth().IsMatch(text))
                ? Guess(Feature.DateTime(name), GuessCertainty.Doubtful, "dates read as month/day/year; write them as year-month-day if the day comes first")
                : Guess(Feature.DateTime(name), GuessCertainty.Sure, "all values are dates");
        }

        if (VectorGuess.Of(sample) is var (separator, width))
        {
            return Guess(Feature.Vector(name, width) with { Separator = separator }, GuessCertainty.Likely, string.Create(CultureInfo.InvariantCulture, $"{width} numbers in every value"));
        }

        if (sample.Numbers >= 0.95 * sample.Present)
        {
            return Guess(Feature.Category(name), GuessCertainty.Doubtful,
                $"numbers but for {Rows(sample.Present - sample.Numbers)} such as '{sample.FirstThatIsNoNumber}'; add that to MissingValues to read numbers");
        }

        if (sample.Texts.All(text => DayOrMonth().IsMatch(text)))
        {
            return Guess(Feature.Category(name), GuessCertainty.Doubtful, "looks like day/month/year; write dates as year-month-day to read them as dates");
        }

        foreach (char between in "|;,")
        {
            if (!Splits(sample, between, out int parts)) continue;
            return Guess(Feature.Categories(name) with { Separator = between }, between == ',' ? GuessCertainty.Doubtful : GuessCertainty.Likely,
                $"'{between}' joins {parts} values in many ways");
        }

        if (sample.IsNearUnique && sample.MeanWords >= FewWords) return Guess(Feature.Text(name), GuessCertainty.Likely, "long text that differs in nearly every row");
        return sample.IsNearUnique
            ? Guess(Feature.Category(name), GuessCertainty.Doubtful, "text that differs in nearly every row: free text or an id, of little use as a category")
            : Guess(Feature.Category(name), GuessCertainty.Sure, "text that repeats");

        InferredColumn Guess(Feature feature, GuessCertainty certainty, string reason) => new(feature, certainty, reason, sample);
    }

    private static InferredColumn OfIntegers(string name, ColumnSample sample)
    {
        if (sample.AreUnixTimes && (NameHints.IsTime(name) || sample.Distinct > FewValues))
        {
            return NameHints.IsTime(name)
                ? Guess(Feature.DateTime(name), GuessCertainty.Likely, "its name, and Unix times")
                : Guess(Feature.DateTime(name), GuessCertainty.Doubtful, "whole numbers in the range of Unix times");
        }

        if (sample.HasLeadingZeros) return Guess(Feature.Category(name), GuessCertainty.Likely, "whole numbers with leading zeros");
        if (NameHints.IsCode(name)) return Guess(Feature.Category(name), GuessCertainty.Likely, "whole numbers whose name says id or code");
        if (NameHints.IsNumber(name)) return Guess(Feature.Number(name), GuessCertainty.Likely, "whole numbers whose name says a quantity");
        if (NameHints.IsCategory(name)) return Guess(Feature.Category(name), GuessCertainty.Likely, "whole numbers whose name says a category");
        if (sample.Distinct <= FewValues)
        {
            return Guess(Feature.Category(name), GuessCertainty.Doubtful, $"whole numbers, {sample.Distinct} distinct: a category, or a number");
        }

        return sample.IsNearUnique
            ? Guess(Feature.Number(name), GuessCertainty.Doubtful, "whole numbers that differ in nearly every row: a number, or an id")
            : Guess(Feature.Number(name), GuessCertainty.Likely, "whole numbers, many distinct");

        InferredColumn Guess(Feature feature, GuessCertainty certainty, string reason) => new(feature, certainty, reason, sample);
    }

    /// <summary>Whether one value in ten or more is a list, and the parts are fewer than the lists they make.</summary>
    private static bool Splits(ColumnSample sample, char separator, out int parts)
    {
        parts = 0;
        if (sample.CountRows(text => text.Contains(separator)) < 0.1 * sample.Present) return false;
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        int total = 0;
        foreach (string text in sample.Texts)
        {
            string[] split = text.Split(separator, StringSplitOptions.TrimEntries);
            if (split.Length > 1 && split.Any(part => part.Length == 0)) return false;
            total += split.Length;
            distinct.UnionWith(split);
        }

        parts = distinct.Count;
        return parts < total && parts <= sample.Distinct;
    }

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} rows";

    [GeneratedRegex(@"^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")]
    private static partial Regex DayOrMonth();
}
