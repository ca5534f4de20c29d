using System.Text;

namespace DeepRec.Preprocessing;

/// <summary>How texts are parted: what <see cref="TokenList"/> and <see cref="TextScan"/> go by. Each member is that of <c>TextTokens</c>.</summary>
internal readonly record struct TokenRules(bool Words, int ShortestNGram, int LongestNGram, int UnspacedNGram, int MaximumLength)
{
    /// <summary>The tokens of a text, in order; none where it is <see langword="null"/> or holds only signs.</summary>
    public IReadOnlyList<string> Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var tokens = new TokenList(this);
        new TextScan(Normalize(Cut(text))).Read(tokens);
        return tokens.Tokens;
    }

    // What is cut off could not make a token that is kept, unless words were longer than 32 code units on average.
    private string Cut(string text)
    {
        long most = 32L * MaximumLength;
        return text.Length <= most ? text : text[..(int)(char.IsHighSurrogate(text[(int)most - 1]) ? most - 1 : most)];
    }

    // Half a surrogate pair is no Unicode and could not be normalised.
    private static string Normalize(string text)
    {
        string sound = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        return sound.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }
}
