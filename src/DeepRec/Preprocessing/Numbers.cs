namespace DeepRec.Preprocessing;

/// <summary>What steps on columns of numbers have in common.</summary>
internal static class Numbers
{
    /// <summary>A column of one number a row.</summary>
    public static NumberColumn Of(Dataset rows, string column)
    {
        var numbers = rows.Column<NumberColumn>(column);
        return numbers.Width == 1
            ? numbers
            : throw new ArgumentException($"Column '{column}' holds {numbers.Width} numbers a row; this step needs one.", nameof(column));
    }

    /// <summary>All values of a column that are present, ascending. 4 bytes a row.</summary>
    public static float[] Sorted(TrainingSet training, string column)
    {
        var values = training.Aggregate(part => Present(Of(part, column)), (into, other) => into.AddRange(other)).ToArray();
        Array.Sort(values);
        return values;
    }

    /// <summary>The nearest finite <see cref="float"/>; NaN stays NaN.</summary>
    public static float Saturate(double value) => (float)Math.Clamp(value, -float.MaxValue, float.MaxValue);

    private static List<float> Present(NumberColumn column)
    {
        var present = new List<float>(column.Count);
        foreach (float value in column.Values) if (!float.IsNaN(value)) present.Add(value);
        return present;
    }
}
