namespace DeepRec;

/// <summary>Each group counts alike, however many rows it has: w = 1 / n_g, n_g the training rows of the row's group, at most a number of times the least of them.</summary>
/// <remarks>Idrissi, Arjovsky, Pezeshki and Lopez-Paz, "Simple Data Balancing Achieves Competitive Worst-Group-Accuracy" (CLeaR 2022).</remarks>
public sealed record GroupWeights : RowWeights
{
    /// <summary>Names the groups.</summary>
    /// <param name="column">A category of users, items or rows. Rows without a value are a group of their own.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public GroupWeights(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        Column = column;
    }

    /// <summary>The column that names a row's group.</summary>
    public string Column { get; }

    /// <summary>How many times as much a row may count as one of the largest group. A few rows that count for much are learned by heart.</summary>
    /// <value>Default 20. 1 or more.</value>
    public double MaximumRatio { get; init => field = value >= 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumRatio is finite and 1 or more."); } = 20;

    /// <exception cref="ArgumentException">There is no such category.</exception>
    /// <inheritdoc/>
    protected override float[] Weigh(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int[] groups = GroupsOf(rows, Column), counts = CountsOf(groups);
        double most = counts.Max();
        return Array.ConvertAll(groups, group => (float)Math.Min(MaximumRatio, most / counts[group]));
    }

    /// <summary>The group of each row, from 0; those without a value are the last.</summary>
    internal static int[] GroupsOf(Dataset rows, string column)
    {
        if (rows[column] is not CategoryColumn categories) throw new ArgumentException($"Column '{column}' is no category, and so names no groups. Take the rows before they are encoded; make a category of a number.", nameof(column));
        return Array.ConvertAll(categories.Codes.ToArray(), code => code == CategoryColumn.Missing ? categories.Values.Count : code);
    }

    /// <summary>Rows of each group.</summary>
    internal static int[] CountsOf(int[] groups)
    {
        var counts = new int[groups.Max() + 1];
        foreach (int group in groups) counts[group]++;
        return counts;
    }
}
