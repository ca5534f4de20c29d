using System.Globalization;

namespace DeepRec;

/// <summary>A schema guessed from a file, with the reasons: print it and review it before training.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class InferredSchema
{
    internal InferredSchema(IReadOnlyList<InferredColumn> columns, int sampledRows, IReadOnlyList<string> notes) =>
        (Columns, SampledRows, Notes, Schema) = (columns, sampledRows, notes, new FeatureSchema(columns.Select(c => c.Feature)));

    /// <summary>The schema, to be read with.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>The guess for each column, in the schema's order.</summary>
    public IReadOnlyList<InferredColumn> Columns { get; }

    /// <summary>The columns to look at: those whose guess is doubtful.</summary>
    public IReadOnlyList<InferredColumn> Doubtful => [.. Columns.Where(c => c.Certainty == GuessCertainty.Doubtful)];

    /// <summary>How many rows the guesses rest on.</summary>
    public int SampledRows { get; }

    /// <summary>What the schema lacks, in sentences: no user found, a column without a name.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A table for review, then the notes and the doubtful columns.</summary>
    public override string ToString()
    {
        var table = new TextTable("Column", "Kind", "Role", "Certainty", "Distinct", "Missing", "Examples", "Why");
        foreach (var column in Columns)
        {
            var feature = column.Feature;
            table.Add(feature.Name, feature.Kind.ToString(), feature.Role.ToString(), column.Certainty.ToString(),
                column.Distinct.ToString(CultureInfo.InvariantCulture), column.Missing.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", column.Examples.Select(Shorten)), column.Reason);
        }

        string doubtful = Doubtful.Count == 0 ? "" : $"Doubtful: {string.Join(", ", Doubtful.Select(c => $"'{c.Feature.Name}'"))}. Pass a Feature of that name to state what it is.\n";
        string sampled = SampledRows.ToString("N0", CultureInfo.InvariantCulture);
        return $"Guessed from the first {sampled} rows.\n\n{table}\n{string.Concat(Notes.Select(note => note + "\n"))}{doubtful}";
    }

    private static string Shorten(string text) => text.Length <= 16 ? text : text[..15] + "…";
}
