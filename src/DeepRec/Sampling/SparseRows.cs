namespace DeepRec;

/// <summary>Makes a <see cref="SparseMatrix"/> row by row from sums. Not for several threads.</summary>
internal sealed class SparseRows(int columnCount)
{
    private readonly List<int> _offsets = [0];
    private readonly List<int> _columns = [];
    private readonly List<float> _values = [];
    private readonly float[] _sums = new float[columnCount];
    private readonly bool[] _isMet = new bool[columnCount];
    private readonly List<int> _met = [];

    /// <summary>The columns that the row has so far, in the order of their first sum.</summary>
    public IReadOnlyList<int> Met => _met;

    /// <summary>The row's sums so far. Shape [columns].</summary>
    public float[] Sums => _sums;

    public void Add(int column, float value)
    {
        if (!_isMet[column])
        {
            _isMet[column] = true;
            _met.Add(column);
        }

        _sums[column] += value;
    }

    /// <summary>Ends the row and starts the next.</summary>
    /// <param name="largest">Keeps no more than this many, the largest; of equal ones those of the earlier column.</param>
    public void EndRow(int largest = int.MaxValue)
    {
        if (_met.Count > largest)
        {
            _met.Sort((a, b) => _sums[a] != _sums[b] ? _sums[b].CompareTo(_sums[a]) : a.CompareTo(b));
            for (int i = largest; i < _met.Count; i++) (_sums[_met[i]], _isMet[_met[i]]) = (0, false);
            _met.RemoveRange(largest, _met.Count - largest);
        }

        _met.Sort();
        foreach (int column in _met)
        {
            _columns.Add(column);
            _values.Add(_sums[column]);
            (_sums[column], _isMet[column]) = (0, false);
        }

        _met.Clear();
        _offsets.Add(_columns.Count);
    }

    public SparseMatrix ToMatrix() => new([.. _offsets], [.. _columns], [.. _values], columnCount);
}
