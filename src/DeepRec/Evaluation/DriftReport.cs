using System.Globalization;

namespace DeepRec;

/// <summary>How later rows differ from earlier ones, column by column. Immutable, so safe from many threads.</summary>
public sealed record DriftReport
{
    private DriftReport()
    {
    }

    /// <summary>How many rows are the earlier ones.</summary>
    public int RowsBefore { get; private init; }

    /// <summary>How many rows are the later ones.</summary>
    public int RowsAfter { get; private init; }

    /// <summary>The columns of one number or of categories that both have, the largest index first.</summary>
    public IReadOnlyList<DriftedColumn> Columns { get; private init; } = [];

    /// <summary>Compares.</summary>
    /// <param name="before">Earlier rows, such as those of the training.</param>
    /// <param name="after">Later rows.</param>
    /// <exception cref="ArgumentException">Either has no rows, or they have no column of one name and kind.</exception>
    public static DriftReport Of(Dataset before, Dataset after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count == 0 || after.Count == 0) throw new ArgumentException($"There are {before.Count} earlier and {after.Count} later rows; both need some.", nameof(after));
        var columns = before.Schema.Where(feature => after.Schema.Contains(feature.Name)).Select(feature => Compare(feature.Name, before[feature.Name], after[feature.Name])).OfType<DriftedColumn>();
        DriftedColumn[] found = [.. columns.OrderByDescending(column => column.StabilityIndex)];
        if (found.Length == 0) throw new ArgumentException("The two share no column of numbers or categories.", nameof(after));
        return new DriftReport { RowsBefore = before.Count, RowsAfter = after.Count, Columns = found };
    }

    /// <summary>A readable table.</summary>
    public override string ToString()
    {
        var table = new TextTable("Column", "Kind", "PSI", "KS", "p", "New", "Missing before", "after");
        foreach (var c in Columns) table.Add(c.Name, $"{c.Kind}", Text(c.StabilityIndex), Text(c.Distance), Text(c.PValue), Text(c.NewShare), Text(c.MissingBefore), Text(c.MissingAfter));
        return string.Create(CultureInfo.InvariantCulture, $"{RowsBefore:N0} earlier rows, {RowsAfter:N0} later ones\n\n{table}");

        static string Text(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
    }

    private static DriftedColumn? Compare(string name, Column before, Column after) => (before, after) switch
    {
        (NumberColumn { Width: 1 } first, NumberColumn { Width: 1 } second) => Numbers(name, first, second),
        (CategoryColumn first, CategoryColumn second) => Categories(name, FeatureKind.Category, first, second, Cells(first.Codes, first.Values), Cells(second.Codes, second.Values)),
        (CategoriesColumn first, CategoriesColumn second) => Categories(name, FeatureKind.Categories, first, second, Cells(first.Codes, first.Values), Cells(second.Codes, second.Values)),
        _ => null,
    };

    private static DriftedColumn Numbers(string name, NumberColumn before, NumberColumn after)
    {
        double[] first = Known(before), second = Known(after);
        double[] sorted = [.. first.Order()];
        double[] edges = [.. Enumerable.Range(1, PopulationStability.Bins - 1).Select(i => sorted.Length == 0 ? 0 : sorted[i * sorted.Length / PopulationStability.Bins]).Distinct()];
        double index = PopulationStability.Index(Counts(first), Counts(second));
        double? distance = first.Length > 0 && second.Length > 0 ? KolmogorovSmirnov.Distance(first, second) : null;
        return new DriftedColumn(name, FeatureKind.Number, Missing(before), Missing(after), index, 0, distance, distance is { } d ? KolmogorovSmirnov.PValue(d, first.Length, second.Length) : null);

        int[] Counts(double[] values)
        {
            var counts = new int[edges.Length + 1];
            foreach (double value in values) counts[edges.Count(edge => value >= edge)]++;
            return counts;
        }
    }

    private static DriftedColumn Categories(string name, FeatureKind kind, Column before, Column after, IEnumerable<string> first, IEnumerable<string> second)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        List<int> earlier = [], later = [];
        foreach (string value in first)
        {
            if (places.TryAdd(value, places.Count)) earlier.Add(0);
            earlier[places[value]]++;
        }

        later.AddRange(earlier.Select(_ => 0));
        int all = 0, unmet = 0;
        foreach (string value in second)
        {
            all++;
            if (places.TryGetValue(value, out int place)) later[place]++;
            else unmet++;
        }

        return new DriftedColumn(name, kind, Missing(before), Missing(after), PopulationStability.Index([.. earlier], [.. later]), all == 0 ? 0 : (double)unmet / all, null, null);
    }

    private static IEnumerable<string> Cells(ReadOnlySpan<int> codes, IReadOnlyList<string> values) => codes.ToArray().Where(code => code >= 0).Select(code => values[code]);

    private static double[] Known(NumberColumn column) => [.. column.Values.ToArray().Where(value => !float.IsNaN(value)).Select(value => (double)value)];

    private static double Missing(Column column) => (double)column.MissingCount / column.Count;
}
