namespace DeepRec;

/// <summary>The rows of each unit that privacy is for. Immutable.</summary>
internal sealed class UnitRows
{
    private readonly int[] _rows; // those of a unit side by side
    private readonly int[] _offsets; // shape [units + 1]; empty: each row is a unit

    private UnitRows(int[] rows, int[] offsets) => (_rows, _offsets) = (rows, offsets);

    /// <summary>How many units there are.</summary>
    public int Count => _offsets.Length == 0 ? _rows.Length : _offsets.Length - 1;

    /// <summary>Whether each unit is a row.</summary>
    public bool AreSingle => _offsets.Length == 0;

    /// <summary>The rows of a unit.</summary>
    public ReadOnlySpan<int> this[int unit] => AreSingle ? _rows.AsSpan(unit, 1) : _rows.AsSpan(_offsets[unit].._offsets[unit + 1]);

    /// <summary>Each row is one.</summary>
    public static UnitRows Each(int rows) => new([.. Enumerable.Range(0, rows)], []);

    /// <summary>The rows of a group are one; groups without rows are none.</summary>
    /// <param name="groups">The group of each row, from 0. [N]</param>
    public static UnitRows Of(ReadOnlySpan<int> groups)
    {
        int[] keys = groups.ToArray(), rows = [.. Enumerable.Range(0, groups.Length)];
        Array.Sort(keys, rows); // of a group the order of rows does not matter
        var offsets = new List<int> { 0 };
        for (int i = 1; i <= keys.Length; i++) if (i == keys.Length || keys[i] != keys[i - 1]) offsets.Add(i);
        return new UnitRows(rows, [.. offsets]);
    }
}
