namespace DeepRec;

/// <summary>The order in which an epoch goes through rows, cut into steps: row by row, or group by group with no group in two steps.</summary>
internal sealed class RowOrder
{
    private readonly int[] _order;
    private readonly int[] _starts; // of the steps, shape [steps + 1]
    private readonly int[] _byGroup; // rows, those of a group side by side; empty where there are no groups
    private readonly int[] _offsets; // of the groups in them, shape [groups + 1]
    private readonly int _groupsAStep;

    /// <summary>Row by row.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="batchSize">Rows a step.</param>
    public RowOrder(int rows, int batchSize)
    {
        (_order, _starts, _byGroup, _offsets) = (new int[rows], new int[((rows + batchSize - 1) / batchSize) + 1], [], []);
        for (int step = 0; step <= Steps; step++) _starts[step] = (int)Math.Min((long)step * batchSize, rows);
    }

    /// <summary>Group by group, as many groups a step as have about the batch size of rows.</summary>
    /// <param name="groups">The group of each row, from 0.</param>
    /// <param name="batchSize">Rows a step on average.</param>
    public RowOrder(ReadOnlySpan<int> groups, int batchSize)
    {
        int last = 0;
        foreach (int group in groups) last = Math.Max(last, group);
        var rows = new int[groups.Length];
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        var side = RatedSide.Of(groups, rows, new float[rows.Length], [], last + 1);
        _byGroup = side.Others;
        _offsets = [.. side.Offsets.Distinct()]; // groups without rows are none
        int count = _offsets.Length - 1;
        _groupsAStep = (int)Math.Clamp(Math.Round((double)batchSize * count / rows.Length), 1, count);
        (_order, _starts) = (new int[rows.Length], new int[((count + _groupsAStep - 1) / _groupsAStep) + 1]);
    }

    /// <summary>Rows an epoch.</summary>
    public int Rows => _order.Length;

    /// <summary>Steps an epoch.</summary>
    public int Steps => _starts.Length - 1;

    /// <summary>Puts the rows, or the groups, in a random order.</summary>
    public void Begin(ulong seed)
    {
        if (_offsets.Length == 0)
        {
            Permutation.Of(_order, seed);
            return;
        }

        int[] groups = Permutation.Of(_offsets.Length - 1, seed);
        int place = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            if (g % _groupsAStep == 0) _starts[g / _groupsAStep] = place;
            var rows = _byGroup.AsSpan(_offsets[groups[g]].._offsets[groups[g] + 1]);
            rows.CopyTo(_order.AsSpan(place));
            place += rows.Length;
        }

        _starts[^1] = place;
    }

    /// <summary>The rows of a step.</summary>
    public ReadOnlySpan<int> Of(int step) => _order.AsSpan(_starts[step].._starts[step + 1]);
}
