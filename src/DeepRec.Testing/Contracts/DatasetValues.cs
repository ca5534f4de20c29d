using System.Globalization;

namespace DeepRec.Testing;

/// <summary>What datasets hold, and how they compare.</summary>
internal static class DatasetValues
{
    /// <summary>The values of each column as texts that differ where the values do.</summary>
    public static string[][] Texts(Dataset rows) => [.. rows.Schema.Select(f => Texts(rows[f.Name]))];

    /// <summary>The same columns of the same kind with the same values; numbers to the tolerance, relative above 1, where it is not 0.</summary>
    public static void AreEqual(Dataset expected, Dataset actual, double tolerance, string what, string cure)
    {
        if (expected.Count != actual.Count) throw Contract.Broken($"{what}: {expected.Count} rows", $"{actual.Count}", cure);
        string names = Names(expected), found = Names(actual);
        if (names != found) throw Contract.Broken($"{what}: the columns {names}", found, cure);
        foreach (var feature in expected.Schema)
        {
            Column one = expected[feature.Name], other = actual[feature.Name];
            if (tolerance > 0 && one is NumberColumn numbers && other is NumberColumn others)
            {
                AreNear(numbers.Values, others.Values, tolerance, $"{what}: column '{feature.Name}'", cure);
                continue;
            }

            int row = Texts(one).Zip(Texts(other)).TakeWhile(pair => pair.First == pair.Second).Count();
            if (row < expected.Count) throw Contract.Broken($"{what}: column '{feature.Name}', row {row + 1}: {Texts(one)[row]}", Texts(other)[row], cure);
        }
    }

    private static string Names(Dataset rows) => string.Join(", ", rows.Schema.Select(f => $"{f.Name} ({Kind(rows[f.Name])})"));

    private static string Kind(Column column) => column switch
    {
        IdColumn ids => $"id of {ids.Cardinality}",
        IdBagColumn bag => $"ids of {bag.Cardinality}",
        NumberColumn numbers => $"{numbers.Width} numbers",
        _ => column.GetType().Name,
    };

    private static void AreNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what, string cure)
    {
        if (expected.Length != actual.Length) throw Contract.Broken($"{what}, {expected.Length} numbers", $"{actual.Length}", cure);
        for (int i = 0; i < expected.Length; i++)
        {
            bool agree = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            if (!agree) throw Contract.Broken(string.Create(CultureInfo.InvariantCulture, $"{what}: {expected[i]:G9} at place {i}"), string.Create(CultureInfo.InvariantCulture, $"{actual[i]:G9}"), cure);
        }
    }

    // Numbers to the bit but for what NaN carries; a missing category is not one whose text is empty.
    private static string[] Texts(Column column) => column is NumberColumn numbers
        ? [.. numbers.Values.ToArray().Chunk(numbers.Width).Select(row => string.Join('|', row.Select(v => v.ToString("G9", CultureInfo.InvariantCulture))))]
        : [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? "(missing)" : $"'{column.TextAt(row)}'")];
}
