namespace DeepRec;

/// <summary>Which rows of a step have an item as their own. A step costs its rows, not the catalogue. One thread at a time.</summary>
internal sealed class TargetRows
{
    private int[] _targets = [];
    private int[] _firsts = []; // 1 + the last row of an item, by item; 0: none
    private int[] _nexts = []; // 1 + the row before it of the same item

    /// <summary>Takes the rows of a step.</summary>
    /// <param name="targets">The item of each row, [B].</param>
    public void Begin(ReadOnlySpan<int> targets)
    {
        foreach (int item in _targets) _firsts[item] = 0;
        if (_targets.Length != targets.Length) _targets = new int[targets.Length];
        if (_nexts.Length < targets.Length) _nexts = new int[targets.Length];
        targets.CopyTo(_targets);
        for (int row = 0; row < targets.Length; row++)
        {
            int item = targets[row];
            if (item >= _firsts.Length) Array.Resize(ref _firsts, Math.Max(item + 1, 2 * _firsts.Length));
            (_nexts[row], _firsts[item]) = (_firsts[item], row + 1);
        }
    }

    /// <summary>A row of an item; −1: none has it.</summary>
    public int First(int item) => item < _firsts.Length ? _firsts[item] - 1 : -1;

    /// <summary>The next row of the same item; −1: there are no more.</summary>
    public int Next(int row) => _nexts[row] - 1;
}
