namespace DeepRec.Preprocessing;

/// <summary>What the steps on texts have in common: distinct texts are tokenised once, and only those that a row holds.</summary>
internal static class TextValues
{
    /// <summary>In how many distinct texts of the training rows each token occurs, and how many texts there are. A text that many rows share counts once.</summary>
    public static (Dictionary<string, int> Counts, int Texts) CountTexts(TrainingSet training, string column, Func<string, IReadOnlyList<string>> tokensOf)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in training.Partitions)
        {
            var values = Of(part, column);
            int[] rows = values.CountValues();
            for (int code = 0; code < rows.Length; code++)
            {
                if (rows[code] == 0 || !texts.Add(values.Values[code])) continue;
                foreach (string token in tokensOf(values.Values[code]).Distinct(StringComparer.Ordinal)) counts[token] = counts.GetValueOrDefault(token) + 1;
            }
        }

        return (counts, texts.Count);
    }

    /// <summary>Replaces the column's texts by the ids of their tokens, in order; a row without text is an empty bag.</summary>
    public static Dataset Encode(Dataset rows, string column, Func<string, IReadOnlyList<string>> tokensOf, Func<string, int> idOf, int cardinality, IReadOnlyList<float> weights, VectorColumn? vectors = null) =>
        Encode(rows, column, text => [.. tokensOf(text).Select(idOf)], cardinality, weights, vectors);

    /// <summary>Replaces the column's texts by ids.</summary>
    public static Dataset Encode(Dataset rows, string column, Func<string, int[]> idsOf, int cardinality, IReadOnlyList<float> weights, VectorColumn? vectors = null)
    {
        var texts = Of(rows, column);
        var idsByCode = new int[texts.Values.Count][];
        var offsets = new int[texts.Count + 1];
        for (int row = 0; row < texts.Count; row++)
        {
            int code = texts.Codes[row];
            if (code >= 0) idsByCode[code] ??= idsOf(texts.Values[code]);
            offsets[row + 1] = checked(offsets[row] + (code >= 0 ? idsByCode[code].Length : 0));
        }

        var ids = new int[offsets[^1]];
        for (int row = 0; row < texts.Count; row++) if (texts.Codes[row] is var code && code >= 0) idsByCode[code].CopyTo(ids, offsets[row]);
        return rows.With(column, new IdBagColumn(offsets, ids, cardinality) { Weights = weights, Vectors = vectors });
    }

    private static CategoryColumn Of(Dataset rows, string column) => rows[column] as CategoryColumn
        ?? throw new ArgumentException($"Column '{column}' is a {rows[column].GetType().Name}; this step needs a text or a category.");
}
