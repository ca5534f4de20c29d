namespace DeepRec.Quality;

/// <summary>Labels made wrong on purpose.</summary>
internal static class LabelNoise
{
    /// <summary>The same rows, a share of whose labels is drawn anew, uniformly from the distinct ones that there are.</summary>
    /// <param name="rows">Rows with a label.</param>
    /// <param name="share">From 0 to 1; so many rows, rounded, whatever they are given.</param>
    /// <param name="seed">Which rows, and what they are given: the rows of a smaller share are among those of a larger one, with the same labels.</param>
    public static Dataset Replace(Dataset rows, double share, int seed)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is from 0 to 1.");
        string name = rows.Schema.Label!.Name;
        float[] labels = rows.Column<NumberColumn>(name).Values.ToArray(), levels = [.. labels.Where(label => !float.IsNaN(label)).Distinct().Order()];
        int[] order = [.. Enumerable.Range(0, labels.Length)];
        var random = new Random(seed);
        random.Shuffle(order);
        int count = (int)Math.Round(share * labels.Length);
        for (int i = 0; i < count; i++) labels[order[i]] = levels[random.Next(levels.Length)];
        return rows.With(name, new NumberColumn(labels));
    }
}
