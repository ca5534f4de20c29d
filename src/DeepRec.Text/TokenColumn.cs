using System.Text;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Puts the ids of a tokeniser in the place of a column's texts. They follow <see cref="Vocabulary"/>: 0, 1 and 2 are reserved and do not occur.</summary>
internal static class TokenColumn
{
    /// <summary>The id of a tokeniser's token 0.</summary>
    public const int FirstToken = Vocabulary.FirstBucket + 1;

    /// <param name="rows">Rows with the column.</param>
    /// <param name="column">A column of texts.</param>
    /// <param name="encode">The tokens of a text, in order; asked once for each distinct text that a row holds.</param>
    /// <param name="tokens">How many tokens there are.</param>
    public static Dataset Encode(Dataset rows, string column, Func<string, IReadOnlyList<int>> encode, int tokens)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var texts = rows.Column<CategoryColumn>(column);
        var idsByCode = new int[]?[texts.Values.Count];
        var offsets = new int[texts.Count + 1];
        for (int row = 0; row < texts.Count; row++)
        {
            int code = texts.Codes[row];
            offsets[row + 1] = checked(offsets[row] + (code == CategoryColumn.Missing ? 0 : (idsByCode[code] ??= [.. encode(Whole(texts.Values[code])).Select(id => FirstToken + id)]).Length));
        }

        var ids = new int[offsets[^1]];
        for (int row = 0; row < texts.Count; row++) if (texts.Codes[row] is var code && code != CategoryColumn.Missing) idsByCode[code]!.CopyTo(ids, offsets[row]);
        return rows.With(column, new IdBagColumn(offsets, ids, FirstToken + tokens));
    }

    // Half a surrogate pair is no text: it becomes U+FFFD.
    private static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : text.EnumerateRunes().Aggregate(new StringBuilder(text.Length), (whole, rune) => whole.Append(rune.ToString())).ToString();
}
