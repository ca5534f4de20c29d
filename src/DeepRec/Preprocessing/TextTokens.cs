namespace DeepRec.Preprocessing;

/// <summary>
/// How a text of any language becomes tokens, in their order: words, and pieces of n characters. Text is brought to Unicode form NFKC and lower
/// case. Scripts without blanks between words (Chinese, Japanese, Thai and others) give pieces of 1 … <see cref="UnspacedNGram"/> characters where
/// others give words.
/// </summary>
/// <remarks>
/// A word is a run of letters, digits and their marks; an apostrophe within it belongs to it; any other sign parts words, and a pictograph is a token
/// of its own. A character is one with its combining marks; surrogate pairs are never cut. A word's n-grams are those of the word between &lt; and &gt;,
/// as in Bojanowski et al., "Enriching Word Vectors with Subword Information" (TACL 2017), and stand behind it, each with # before it, so that it is no word.
/// Pieces of two characters for Chinese: Nie, Gao, Zhang and Zhou (IRAL 2000). Immutable; safe from many threads.
/// </remarks>
public sealed record TextTokens
{
    /// <summary>Whether words are tokens.</summary>
    /// <value>Default <see langword="true"/>. Where <see langword="false"/>, give <see cref="LongestNGram"/>.</value>
    public bool Words { get; init; } = true;

    /// <summary>The fewest characters of a word's pieces.</summary>
    /// <value>Default 3, as in fastText; 1 or more.</value>
    public int ShortestNGram { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ShortestNGram is 1 or more."); } = 3;

    /// <summary>The most characters of a word's pieces; 0 makes none.</summary>
    /// <value>Default 0; up to 16. fastText takes 6.</value>
    public int LongestNGram { get; init => field = value is >= 0 and <= 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "LongestNGram lies in 0…16."); }

    /// <summary>The most characters of a piece where a script has no blanks between words.</summary>
    /// <value>Default 2; from 1 to 16.</value>
    public int UnspacedNGram { get; init => field = value is >= 1 and <= 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "UnspacedNGram lies in 1…16."); } = 2;

    /// <summary>How many tokens of a text are kept, the first.</summary>
    /// <value>Default 512, what BERT reads; 1 or more.</value>
    public int MaximumLength { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLength is 1 or more."); } = 512;

    /// <summary>The tokens of a text, in order; none where it is <see langword="null"/> or holds only signs.</summary>
    /// <exception cref="ArgumentException">The settings make no tokens of words.</exception>
    public IReadOnlyList<string> Of(string? text)
    {
        _ = Checked();
        return new TokenRules(Words, ShortestNGram, LongestNGram, UnspacedNGram, MaximumLength).Of(text);
    }

    /// <summary>These settings.</summary>
    /// <exception cref="ArgumentException">They make no tokens of words.</exception>
    internal TextTokens Checked() => Words || LongestNGram >= ShortestNGram ? this
        : throw new ArgumentException($"Neither words nor n-grams are tokens: set {nameof(Words)}, or {nameof(LongestNGram)} to {ShortestNGram} or more.");

    /// <summary>No fewer tokens than a text of so many code units has: the longest expansion in NFKC is that of U+FDFA.</summary>
    internal long Most(int length) => Math.Min(MaximumLength, 18L * length * (3 + UnspacedNGram + (3 * LongestNGram)));
}
