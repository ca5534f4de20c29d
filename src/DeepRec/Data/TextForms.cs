using System.Buffers;
using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>One form for texts that a person would take for the same, and the way back from a wrong encoding. Pure, and the same when done twice.</summary>
internal static class TextForms
{
    // Zero-width space, byte-order mark, word joiner, soft hyphen, marks of direction. The joiners of Persian, Hindi and emoji stay.
    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u200B\uFEFF\u2060\u00AD\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Compatible characters in one form (NFKC), no invisible ones, one blank where there were several, none at the ends, letters as asked.</summary>
    public static string Tidy(string text, TextCase letters)
    {
        if (Ascii.IsValid(text)) return Spaced(Cased(text, letters));
        string tidy = Compatible(text), last;
        do // what an invisible character kept apart, or a letter that became two, may have another form again
        {
            last = tidy;
            tidy = Compatible(Spaced(Compatible(Cased(tidy, letters))));
        }
        while (tidy != last);
        return tidy;
    }

    /// <summary>No invisible characters, one blank in the place of any run of white space, none at the ends.</summary>
    public static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (spaced.Length > 0 && spaced[^1] != ' ') spaced.Append(' ');
            }
            else if (!char.IsControl(c) && !Invisible.Contains(c))
            {
                spaced.Append(c);
            }
        }

        if (spaced.Length > 0 && spaced[^1] == ' ') spaced.Length--;
        return spaced.Equals(text) ? text : spaced.ToString();
    }

    /// <summary>The text that was meant where UTF-8 was read as Windows-1252, perhaps more than once; any other text as it is.</summary>
    public static string Mend(string text)
    {
        while (!Ascii.IsValid(text) && Decoded(text) is { } meant && meant != text) text = meant;
        return text;
    }

    private static string? Decoded(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u00C2', '\u00F4') < 0) return null; // UTF-8 begins a character of several bytes with one of these
        try
        {
            return Utf8.GetString(Windows1252.GetBytes(text));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Compatible(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text; // half of a surrogate pair has no form
        }
    }

    private static string Cased(string text, TextCase letters) => letters switch
    {
        TextCase.Lower => text.ToLower(CultureInfo.InvariantCulture),
        TextCase.Upper => text.ToUpper(CultureInfo.InvariantCulture),
        _ => text,
    };
}
