using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>Keeps a bundle's catalogue, which is encoded as a whole when it is loaded, from growing far beyond what the file holds of it.</summary>
internal static class CatalogueRoom
{
    /// <summary>Asks before a step is taken. Only where texts are split or read does a row become longer, and many rows may share one text.</summary>
    /// <exception cref="InvalidBundleException">The bags would take more than a bundle may ask for.</exception>
    public static void Require(FittedStep step, Dataset rows)
    {
        (string? name, Func<string, long> most) = step switch
        {
            SplitCategories split => (split.Column, text => 1 + (long)text.AsSpan().Count(split.Separator)),
            ITextStep tokens => (tokens.Column, text => tokens.Tokens.Most(text.Length)),
            _ => ((string?)null, (Func<string, long>)(_ => 0)),
        };
        if (name is null || !rows.Schema.Contains(name) || rows[name] is not CategoryColumn column) return;
        long[] parts = [.. column.Values.Select(most)];
        long values = 0;
        foreach (int code in column.Codes) if (code != CategoryColumn.Missing) values += parts[code];
        if (values > WeightBudget.GreatestLayer + (16L * rows.Count)) throw new InvalidBundleException($"Splitting column '{name}' of {rows.Count} items would make {values} values, which is more than a bundle may ask for.");
    }
}
