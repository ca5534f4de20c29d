namespace DeepRec.Preprocessing;

/// <summary>The tokens of one text so far, up to as many as its settings keep.</summary>
internal sealed class TokenList(TokenRules settings)
{
    private readonly List<string> _tokens = [];

    public IReadOnlyList<string> Tokens => _tokens;

    public bool IsFull => _tokens.Count == settings.MaximumLength;

    public void Add(ReadOnlySpan<char> token)
    {
        if (!IsFull) _tokens.Add(token.ToString());
    }

    /// <summary>A word, then its n-grams.</summary>
    public void AddWord(ReadOnlySpan<char> word)
    {
        if (settings.Words) Add(word.Contains('\u2019') ? word.ToString().Replace('\u2019', '\'') : word);
        if (settings.LongestNGram < settings.ShortestNGram || IsFull) return;
        string marked = $"<{word}>";
        AddPieces(marked, settings.ShortestNGram, settings.LongestNGram, "#");
    }

    /// <summary>A run of a script without blanks: at each character its pieces, short ones first.</summary>
    public void AddUnspaced(ReadOnlySpan<char> run) => AddPieces(run, 1, settings.UnspacedNGram, "");

    private void AddPieces(ReadOnlySpan<char> part, int shortest, int longest, string prefix)
    {
        var starts = TextScan.Characters(part);
        for (int i = 0; i + shortest < starts.Count && !IsFull; i++)
        {
            for (int n = shortest; n <= longest && i + n < starts.Count; n++) Add(string.Concat(prefix, part[starts[i]..starts[i + n]]));
        }
    }
}
