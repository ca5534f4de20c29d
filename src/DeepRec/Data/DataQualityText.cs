using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>A data-quality report as text of one width a character.</summary>
internal static class DataQualityText
{
    public static string Write(DataQualityReport report)
    {
        var text = new StringBuilder();
        text.Append("Findings\n");
        foreach (string finding in report.Findings.DefaultIfEmpty("Nothing stands out.")) text.Append("- ").Append(finding).Append('\n');
        if (report.Repairs.Count > 0) text.Append("\nRepairs to choose from\n");
        foreach (var repair in report.Repairs) text.Append("- ").Append(repair).Append('\n');
        text.Append('\n').Append(Overview(report)).Append('\n').Append(Columns(report));
        if (report.Label is { Distribution.Count: > 0 } label) text.Append('\n').Append(Distribution(label));
        return text.ToString();
    }

    public static string Number(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    private static string Overview(DataQualityReport report)
    {
        var text = new StringBuilder($"Rows     {Integer(report.Rows)}\n");
        if (report.Users is { } users) text.Append("Users    ").Append(Spread(users)).Append('\n');
        if (report.Items is { } items) text.Append("Items    ").Append(Spread(items)).Append('\n');
        if (report.Density is { } density) text.Append(CultureInfo.InvariantCulture, $"Density  {100 * density:G3} % of all pairs of user and item\n");
        if (report.Times is { First: { } first, Last: { } last }) text.Append(CultureInfo.InvariantCulture, $"Time     from {first:yyyy-MM-dd HH:mm} to {last:yyyy-MM-dd HH:mm} UTC\n");
        return text.ToString();
    }

    private static string Spread(IdQuality ids) => $"{Integer(ids.Count)}, with {Integer(ids.FewestRows)} to {Integer(ids.MostRows)} rows, median {Integer(ids.MedianRows)}";

    private static string Columns(DataQualityReport report)
    {
        var table = new TextTable("Column", "Kind", "Role", "Missing", "Share", "Distinct", "Minimum", "Maximum", "Mean", "Deviation", "Outliers", "Remark");
        foreach (var column in report.Columns)
        {
            string Of(Func<NumberSummary, double> figure) => column.Numbers is { } numbers ? Number(figure(numbers)) : "";
            table.Add(column.Feature.Name, column.Feature.Kind.ToString(), column.Feature.Role.ToString(), Integer(column.Missing), Percent(column.MissingShare), Integer(column.Distinct),
                Of(n => n.Minimum), Of(n => n.Maximum), Of(n => n.Mean), Of(n => n.StandardDeviation), column.Numbers is { } summary ? Integer(summary.Outliers) : "",
                column.Rows > 0 && column.Missing == column.Rows ? "empty" : column.IsConstant ? "constant" : column.IsNearUnique ? "near-unique" : "");
        }

        return table.ToString();
    }

    private static string Distribution(LabelQuality label)
    {
        var table = new TextTable("Label", "Rows", "Share");
        int rows = label.Distribution.Sum(bin => bin.Rows);
        foreach (var bin in label.Distribution)
        {
            table.Add(bin.From == bin.To ? Number(bin.From) : $"{Number(bin.From)}…{Number(bin.To)}", Integer(bin.Rows), Percent((double)bin.Rows / rows));
        }

        return table.ToString();
    }

    private static string Integer(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
