using System.Globalization;

namespace DeepRec;

/// <summary>Guesses from a sample whether a column holds vectors, and how they are written.</summary>
internal static class VectorGuess
{
    // Two numbers may be a range, a place or a pair of codes.
    private const int Narrowest = 3;

    /// <summary>The separator and the width, where every value has as many numbers and some number is no code.</summary>
    public static (char Separator, int Width)? Of(ColumnSample sample)
    {
        if (sample.Texts.All(text => text is ['[', .., ']'])) return WidthOf(sample.Texts.Select(text => text[1..^1]), ',', isList: true) is { } width ? ('|', width) : null;
        foreach (char separator in "|; ,")
        {
            if (WidthOf(sample.Texts, separator, isList: false) is { } found) return (separator, found);
        }

        return null;
    }

    private static int? WidthOf(IEnumerable<string> texts, char separator, bool isList)
    {
        int width = 0;
        bool areWhole = true;
        foreach (string text in texts)
        {
            string[] parts = text.Split(separator, separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.TrimEntries);
            if (parts.Length < Narrowest || (width > 0 && parts.Length != width)) return null;
            width = parts.Length;
            foreach (string part in parts)
            {
                if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) || !float.IsFinite(number)) return null;
                areWhole &= long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            }
        }

        return areWhole && !isList ? null : width; // whole numbers with a separator are more often codes
    }
}
