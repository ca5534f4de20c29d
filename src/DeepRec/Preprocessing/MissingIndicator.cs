namespace DeepRec.Preprocessing;

/// <summary>A column that tells which values of another were missing.</summary>
internal static class MissingIndicator
{
    public static Dataset Add(Dataset rows, string column)
    {
        var source = rows[column];
        var missing = new float[source.Count];
        for (int row = 0; row < missing.Length; row++) missing[row] = source.IsMissing(row) ? 1 : 0;
        return Derived.Add(rows, column, ".missing", FeatureKind.Number, new NumberColumn(missing));
    }
}
