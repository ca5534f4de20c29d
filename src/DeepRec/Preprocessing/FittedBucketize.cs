namespace DeepRec.Preprocessing;

/// <summary>The boundaries of a column's buckets, fitted.</summary>
internal sealed record FittedBucketize(string Column, IReadOnlyList<float> Boundaries) : FittedStep
{
    private readonly float[] _boundaries = Check(Column, Boundaries);

    public IReadOnlyList<float> Boundaries { get; } = Boundaries;

    internal override string? OnlyColumn => Column;

    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = Numbers.Of(rows, Column).Values;
        var ids = new int[values.Length];
        for (int row = 0; row < ids.Length; row++) ids[row] = IdOf(values[row]);

        var feature = rows.Schema[Column];
        return rows.With(new Feature(Column, FeatureKind.Category, feature.Role), new IdColumn(ids, Vocabulary.FirstFreeId + _boundaries.Length + 1));
    }

    /// <summary>A copy of boundaries that are finite and rise.</summary>
    public static float[] Check(string column, IReadOnlyList<float> boundaries)
    {
        for (int i = 0; i < boundaries.Count; i++)
        {
            if (!float.IsFinite(boundaries[i]) || (i > 0 && boundaries[i] <= boundaries[i - 1]))
            {
                throw new ArgumentException($"Column '{column}': the bucket boundary {boundaries[i]} at place {i} must be finite and above the one before.", nameof(boundaries));
            }
        }

        return [.. boundaries];
    }

    private int IdOf(float value)
    {
        if (float.IsNaN(value)) return Vocabulary.MissingId;
        int found = Array.BinarySearch(_boundaries, value);
        return Vocabulary.FirstFreeId + (found >= 0 ? found + 1 : ~found);
    }
}
