namespace DeepRec;

/// <summary>The gradient of a table of which a step meets few rows: only those that it met, in the order in which they came. Clearing costs what was met, not the table. Not thread-safe.</summary>
/// <param name="tableRows">V, how many rows the table has.</param>
/// <param name="width">D, how long they are.</param>
internal sealed class RowGradient(int tableRows, int width)
{
    private readonly int[] _places = new int[tableRows]; // 1 + where a row stands; 0: not met
    private int[] _rows = new int[16];
    private float[] _values = new float[16 * width];
    private int[] _met = [];
    private int[]? _every; // 0, 1, …, V − 1
    private bool _isWhole;

    /// <summary>D.</summary>
    public int Width => width;

    /// <summary>V.</summary>
    public int TableRows => _places.Length;

    /// <summary>What brings rows of the table up to date before they are read; <see langword="null"/>: they always are.</summary>
    public RowsNeeded? Needed { get; set; }

    /// <summary>U, how many rows were met.</summary>
    public int Count { get; private set; }

    /// <summary>The rows that were met, each once.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>Their gradients, [U × D].</summary>
    public Span<float> Values => _values.AsSpan(0, Count * width);

    /// <summary>The gradient of a row, to add to; zeros where it was not met.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Span<float> this[int row]
    {
        get
        {
            int place = Place(row); // which may move the values
            return _values.AsSpan(place * width, width);
        }
    }

    /// <summary>Whether all rows always count as met, so that <see cref="Values"/> is the gradient of the whole table: see <see cref="MeetAll"/>.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>From now on all rows count as met, in the order in which they stand in the table.</summary>
    public void MeetAll()
    {
        (_isWhole, Count) = (true, _places.Length);
        (_rows, _values) = ([.. Enumerable.Range(0, Count)], new float[Count * width]);
        for (int row = 0; row < Count; row++) _places[row] = row + 1;
    }

    /// <summary>Adds to the gradients of rows.</summary>
    /// <param name="rows">[n]; one may come more than once.</param>
    /// <param name="gradients">[n, D].</param>
    /// <param name="kernels">What adds.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public void Add(ReadOnlySpan<int> rows, MatrixView gradients, MatrixKernels kernels)
    {
        if (_isWhole)
        {
            kernels.AddToRows(gradients, rows, MatrixView.Of(Values, Count, width));
            return;
        }

        if (_met.Length < rows.Length) _met = new int[rows.Length];
        for (int first = 0; first < rows.Length; first += FarRows.AtOnce)
        {
            var part = rows.Slice(first, Math.Min(FarRows.AtOnce, rows.Length - first));
            FarRows.Touch(_places, part);
            Find(part, _met.AsSpan(first, part.Length)); // all at first, as memory answers for many at a time
        }

        kernels.AddToRows(gradients, _met.AsSpan(0, rows.Length), MatrixView.Of(Values, Count, width));
    }

    /// <summary>All rows of the table are about to be read.</summary>
    public void NeedAll()
    {
        if (Needed is null) return;
        _every ??= [.. Enumerable.Range(0, _places.Length)];
        Needed(_every);
    }

    /// <summary>Forgets all rows; where all always count as met, their gradients are zero again.</summary>
    public void Clear()
    {
        Values.Clear();
        if (_isWhole) return;
        foreach (int row in Rows) _places[row] = 0;
        Count = 0;
    }

    private int Place(int row)
    {
        ref int place = ref _places[row];
        if (place == 0)
        {
            if (Count == _rows.Length) Grow(Count + 1);
            _rows[Count] = row;
            place = ++Count;
        }

        return place - 1;
    }

    // Of at most so many as FarRows.AtOnce. Nothing branches on whether a row was met before, as that cannot be foretold.
    private void Find(ReadOnlySpan<int> rows, Span<int> found)
    {
        if (_rows.Length <= Count + rows.Length) Grow(Count + rows.Length);
        Span<int> places = _places, met = _rows;
        for (int i = 0; i < rows.Length; i++)
        {
            ref int place = ref places[rows[i]];
            met[Count] = rows[i]; // stays if it is new
            Count += place == 0 ? 1 : 0;
            place = place == 0 ? Count : place;
            found[i] = place - 1;
        }
    }

    private void Grow(int needed)
    {
        int length = 1 + Math.Max(needed, (int)Math.Min((long)_places.Length + FarRows.AtOnce, 2L * needed)); // one more for a row that is not new
        Array.Resize(ref _rows, length);
        Array.Resize(ref _values, checked(Math.Min(length, _places.Length) * width));
    }
}
