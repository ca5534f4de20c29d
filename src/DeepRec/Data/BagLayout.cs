namespace DeepRec;

/// <summary>Rows of different lengths laid end to end: offsets [rows + 1] into one array of values.</summary>
internal static class BagLayout
{
    public static int CountRows(int[] offsets, int[] values)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(values);
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != values.Length) throw new ArgumentException($"Offsets must start at 0 and end at {values.Length}.", nameof(offsets));
        for (int row = 1; row < offsets.Length; row++)
        {
            if (offsets[row] < offsets[row - 1]) throw new ArgumentException($"Offsets fall at row {row - 1}.", nameof(offsets));
        }

        return offsets.Length - 1;
    }

    public static (int[] Offsets, int[] Values) Select(int[] offsets, int[] values, ReadOnlySpan<int> rows)
    {
        var selectedOffsets = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++) selectedOffsets[i + 1] = selectedOffsets[i] + offsets[rows[i] + 1] - offsets[rows[i]];

        var selected = new int[selectedOffsets[^1]];
        for (int i = 0; i < rows.Length; i++) values.AsSpan(offsets[rows[i]]..offsets[rows[i] + 1]).CopyTo(selected.AsSpan(selectedOffsets[i]));
        return (selectedOffsets, selected);
    }
}
