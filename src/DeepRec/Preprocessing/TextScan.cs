using System.Globalization;
using System.Text;

namespace DeepRec.Preprocessing;

/// <summary>Parts a normalised text into words, runs of scripts without blanks, and pictographs.</summary>
internal sealed class TextScan(string text)
{
    private enum Sign
    {
        Other,
        Letter,
        Unspaced,
        Mark,
        Pictograph,
    }

    /// <summary>Hands over each part, until the list is full.</summary>
    public void Read(TokenList tokens)
    {
        int start = 0;
        var run = Sign.Other;
        for (int i = 0; i < text.Length && !tokens.IsFull;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out int length);
            var sign = SignOf(rune);
            // A mark belongs to what it stands on; an apostrophe to the word around it.
            if (sign == Sign.Mark) sign = run == Sign.Other ? Sign.Letter : run;
            else if (rune.Value is '\'' or 0x2019 && run == Sign.Letter && i + length < text.Length && Rune.TryGetRuneAt(text, i + length, out var next) && SignOf(next) == Sign.Letter) sign = Sign.Letter;
            if (sign != run || (sign == Sign.Pictograph && SignOf(rune) == Sign.Pictograph))
            {
                Hand(tokens, run, text.AsSpan(start, i - start));
                (run, start) = (sign, i);
            }

            i += length;
            if (i == text.Length) Hand(tokens, run, text.AsSpan(start));
        }
    }

    /// <summary>Where each character of a part starts, marks with what they stand on, and the end.</summary>
    public static List<int> Characters(ReadOnlySpan<char> part)
    {
        var starts = new List<int>(part.Length + 1);
        for (int i = 0; i < part.Length;)
        {
            Rune.DecodeFromUtf16(part[i..], out var rune, out int length);
            if (starts.Count == 0 || SignOf(rune) != Sign.Mark) starts.Add(i);
            i += length;
        }

        starts.Add(part.Length);
        return starts;
    }

    private static void Hand(TokenList tokens, Sign run, ReadOnlySpan<char> part)
    {
        if (part.IsEmpty) return;
        switch (run)
        {
            case Sign.Letter: tokens.AddWord(part); break;
            case Sign.Unspaced: tokens.AddUnspaced(part); break;
            case Sign.Pictograph: tokens.Add(part); break;
        }
    }

    private static Sign SignOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Sign.Mark,
        UnicodeCategory.OtherSymbol => rune == Rune.ReplacementChar ? Sign.Other : Sign.Pictograph,
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => UnspacedScripts.Contain(rune) ? Sign.Unspaced : Sign.Letter,
        _ => Sign.Other,
    };
}
