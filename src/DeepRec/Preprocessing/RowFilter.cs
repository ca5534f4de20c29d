namespace DeepRec.Preprocessing;

/// <summary>Collects the rows a <see cref="RowStep"/> removes, each under the first reason found for it. Not for several threads.</summary>
internal sealed class RowFilter(Dataset rows, RowStep step)
{
    private bool[]? _removed; // none is
    private readonly List<RowRemoval> _removals = [];

    public bool Keeps(int row) => _removed is null || !_removed[row];

    /// <summary>Removes a row; one already removed keeps its first reason.</summary>
    public void Remove(int row, string reason) => Remove([row], reason);

    /// <summary>Removes rows for one reason.</summary>
    public void Remove(IEnumerable<int> some, string reason)
    {
        int count = 0;
        _removed ??= new bool[rows.Count];
        foreach (int row in some)
        {
            if (_removed[row]) continue;
            _removed[row] = true;
            count++;
        }

        if (count == 0) return;
        int known = _removals.FindIndex(r => r.Reason == reason);
        if (known < 0) _removals.Add(new RowRemoval(step.GetType().Name, reason, count));
        else _removals[known] = _removals[known] with { Rows = _removals[known].Rows + count };
    }

    public RowStepResult ToResult() => ToResult(rows);

    /// <summary>What stays of a dataset with the same rows, in which columns may have changed.</summary>
    public RowStepResult ToResult(Dataset changed)
    {
        if (_removals.Count == 0) return new RowStepResult(changed, []);
        int[] kept = [.. Enumerable.Range(0, rows.Count).Where(Keeps)];
        return new RowStepResult(changed.Select(kept), _removals);
    }
}
