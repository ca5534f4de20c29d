namespace DeepRec;

/// <summary>Training rows as (user, item, rating) with dense ids; ratings less their mean, in units of their standard deviation.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal sealed class RatedRows
{
    private readonly Feature _user;
    private readonly Feature _item;
    private readonly Dictionary<string, int> _userIds;
    private readonly Dictionary<string, int> _itemIds;

    private RatedRows(Dataset rows, float[] labels)
    {
        (_user, _item) = (rows.Schema.User!, rows.Schema.Item!);
        (Users, _userIds) = Number(rows.Column<CategoryColumn>(_user.Name));
        (Items, _itemIds) = Number(rows.Column<CategoryColumn>(_item.Name));
        (Minimum, Maximum, Mean) = (labels.Min(), labels.Max(), labels.Average(label => (double)label));
        double deviation = Math.Sqrt(labels.Average(label => (label - Mean) * (label - Mean)));
        Unit = deviation > 0 ? deviation : 1;
        Ratings = Array.ConvertAll(labels, label => (float)((label - Mean) / Unit));
    }

    /// <summary>Shape [rows]: −1 where there is none.</summary>
    public int[] Users { get; }

    /// <summary>Shape [rows]: −1 where there is none.</summary>
    public int[] Items { get; }

    /// <summary>Shape [rows]: (r − μ) / unit.</summary>
    public float[] Ratings { get; }

    public int UserCount => _userIds.Count;

    public int ItemCount => _itemIds.Count;

    public double Mean { get; }

    /// <summary>The labels' standard deviation; 1 where they are all the same.</summary>
    public double Unit { get; }

    public float Minimum { get; }

    public float Maximum { get; }

    /// <exception cref="ArgumentException">There is no user, item or label, or no row has a label.</exception>
    public static RatedRows Of(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var rows = training.Rows;
        foreach (var (role, found) in new[] { (FeatureRole.User, rows.Schema.User), (FeatureRole.Item, rows.Schema.Item), (FeatureRole.Label, rows.Schema.Label) })
        {
            if (found is null) throw new ArgumentException($"The data has no {role.ToString().ToLowerInvariant()}. Mark its column with [{role}] or Feature.{role}(\"name\").", nameof(training));
        }

        var label = rows.Column<NumberColumn>(rows.Schema.Label!.Name);
        int[] labelled = [.. Enumerable.Range(0, rows.Count).Where(row => !label.IsMissing(row))];
        if (labelled.Length == 0) throw new ArgumentException($"Column '{rows.Schema.Label.Name}': every label is missing. Check the column's name and the separator.", nameof(training));
        var kept = labelled.Length == rows.Count ? rows : rows.Select(labelled);
        return new RatedRows(kept, kept.Column<NumberColumn>(rows.Schema.Label.Name).Values.ToArray());
    }

    /// <summary>The dense id of each row's user, −1 for one never met. Shape [rows].</summary>
    public int[] UsersOf(Dataset rows) => Find(rows.Column<CategoryColumn>(_user.Name), _userIds);

    /// <summary>The dense id of each row's item, −1 for one never met. Shape [rows].</summary>
    public int[] ItemsOf(Dataset rows) => Find(rows.Column<CategoryColumn>(_item.Name), _itemIds);

    /// <summary>How many rows there are of each id. Shape [count].</summary>
    public static int[] Count(int[] ids, int count)
    {
        var rows = new int[count];
        foreach (int id in ids) if (id >= 0) rows[id]++;
        return rows;
    }

    /// <summary>Σ (rating − what is explained already) / (n + shrinkage) for each id. Shape [ids].</summary>
    /// <param name="ids"><see cref="Users"/> or <see cref="Items"/>.</param>
    /// <param name="shrinkage">Added to the number of rows.</param>
    /// <param name="explained">What the other side explains of a row.</param>
    public float[] Biases(int[] ids, double shrinkage, Func<int, float> explained)
    {
        int[] counts = Count(ids, ReferenceEquals(ids, Users) ? UserCount : ItemCount);
        var sums = new double[counts.Length];
        for (int row = 0; row < ids.Length; row++) if (ids[row] >= 0) sums[ids[row]] += Ratings[row] - explained(row);
        var biases = new float[counts.Length];
        for (int id = 0; id < biases.Length; id++) biases[id] = (float)(sums[id] / (counts[id] + shrinkage));
        return biases;
    }

    // In the order of first rows: it depends on nothing else.
    private static (int[] Ids, Dictionary<string, int> ByText) Number(CategoryColumn column)
    {
        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        var byCode = new int[column.Values.Count];
        Array.Fill(byCode, -1);
        var ids = new int[column.Count];
        for (int row = 0; row < ids.Length; row++)
        {
            int code = column.Codes[row];
            if (code != CategoryColumn.Missing && byCode[code] < 0) byText.Add(column.Values[code], byCode[code] = byText.Count);
            ids[row] = code == CategoryColumn.Missing ? -1 : byCode[code];
        }

        return (ids, byText);
    }

    private static int[] Find(CategoryColumn column, Dictionary<string, int> byText)
    {
        int[] byCode = [.. column.Values.Select(text => byText.GetValueOrDefault(text, -1))];
        var ids = new int[column.Count];
        for (int row = 0; row < ids.Length; row++) ids[row] = column.IsMissing(row) ? -1 : byCode[column.Codes[row]];
        return ids;
    }
}
