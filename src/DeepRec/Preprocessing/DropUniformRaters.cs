namespace DeepRec.Preprocessing;

/// <summary>Removes all rows of users who rate everything alike: their labels tell nothing apart.</summary>
/// <remarks>
/// Rows without a user are left alone, and missing labels are not counted. Where all labels of the data are alike, as in logs of clicks,
/// nothing is removed. Immutable; safe from many threads.
/// </remarks>
public sealed class DropUniformRaters : RowStep
{
    /// <summary>How many labels a user must have to be judged. 2 or more.</summary>
    /// <value>Default 10: where half of all labels are alike, one honest user in a thousand gives 10 alike by chance (0.5¹⁰).</value>
    public int MinimumRows { get; init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumRows is 2 or more."); } = 10;

    /// <inheritdoc/>
    public override RowStepResult Apply(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var labels = RowGroups.Labels(rows, this);
        var filter = new RowFilter(rows, this);
        var all = NumberSummary.Of(labels.Values);
        if (all.Minimum == all.Maximum) return filter.ToResult();
        foreach (var group in RowGroups.ByUser(rows, this).Where(g => g.Count >= MinimumRows))
        {
            float[] present = [.. group.Select(row => labels.Values[row]).Where(label => !float.IsNaN(label))];
            if (present.Length >= MinimumRows && present.All(label => label == present[0])) filter.Remove(group, $"user whose {MinimumRows} or more labels are all alike");
        }

        return filter.ToResult();
    }
}
