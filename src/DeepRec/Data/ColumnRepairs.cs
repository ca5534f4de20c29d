using static DeepRec.DataQualityWords;

namespace DeepRec;

/// <summary>Suggests what can be done about columns.</summary>
internal static class ColumnRepairs
{
    /// <summary>Repairs of texts, which come before all others: rows are compared by what ids mean.</summary>
    public static IEnumerable<DataRepair> OfTexts(DataQualityReport report)
    {
        foreach (var column in report.Columns.Where(c => c.Garbled > 0))
        {
            string name = column.Feature.Name;
            yield return new DataRepair(DataRepairKind.MendEncoding, name, column.Garbled, $"{Rows(column.Garbled, report.Rows)} a text in '{name}' that was written as UTF-8 and read as Windows-1252.", "MendEncoding would read them as what they are. Better still, read the file as UTF-8.");
        }

        foreach (var column in report.Columns.Where(c => c.Untidy > 0))
        {
            string name = column.Feature.Name;
            string letters = column.Letters switch { TextCase.Lower => ", and all letters small", TextCase.Upper => ", and all letters capital", _ => "" };
            yield return new DataRepair(DataRepairKind.TidyText, name, column.Untidy, $"{Rows(column.Untidy, report.Rows)} a value in '{name}' with stray blanks or invisible characters, or a rarer spelling of another one.", $"TidyText would give each value one spelling: blanks in order, compatible characters alike{letters}. Not where such spellings mean different things.")
            {
                Letters = column.Letters,
            };
        }
    }

    /// <summary>Repairs of numbers, and columns to be left out.</summary>
    public static IEnumerable<DataRepair> OfValues(DataQualityReport report, DataQualityOptions options)
    {
        foreach (var column in report.Columns.Where(c => c.Feature.Role is not (FeatureRole.Label or FeatureRole.User or FeatureRole.Item or FeatureRole.Timestamp)))
        {
            string name = column.Feature.Name;
            int present = column.Rows - column.Missing;
            if (present == 0 || (column.IsConstant && (column.Missing == 0 || column.Numbers is not null)) || column.IsNearUnique)
            {
                string why = present == 0 ? $"'{name}' has no value in any row." : column.IsNearUnique ? $"'{name}' has a value of its own in nearly every row." : $"'{name}' has one value, the same wherever it is.";
                yield return new DataRepair(DataRepairKind.DropColumn, name, column.Rows, why, "DropColumn would leave it out. Not where later data will be richer: then train with that.");
                continue;
            }

            if (column.Numbers is not { } numbers) continue;
            if (column.Missing > 0 && column.MissingShare >= options.MissingShare)
            {
                yield return new DataRepair(DataRepairKind.FillMissing, name, column.Missing, $"{Rows(column.Missing, report.Rows)} no number in '{name}'.", $"FillMissing would put the median in its place, and say in a column '{name}.missing' where it did.");
            }

            if (numbers.Outliers > 0)
            {
                yield return new DataRepair(DataRepairKind.ClipOutliers, name, numbers.Outliers, $"{Rows(numbers.Outliers, report.Rows)} an outlier in '{name}'.", $"ClipOutliers would set them to the fence, {Number(options.OutlierRanges)} interquartile ranges from the quartiles. Not where such numbers are true and matter: LogTransform draws in a long tail.")
                {
                    Options = options,
                };
            }
        }
    }
}
