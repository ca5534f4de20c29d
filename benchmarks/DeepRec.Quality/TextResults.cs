using System.Text.Json.Serialization;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary>What came of the model with and without text, as a table and as a file.</summary>
/// <param name="Data">The data's name.</param>
/// <param name="Protocol">Which rows were tested on.</param>
/// <param name="Seeds">What the models were trained with.</param>
/// <param name="Rows">How many rows were tested on.</param>
/// <param name="Users">How many users they are of.</param>
/// <param name="Models">Without text first.</param>
internal sealed record TextResults(string Data, string Protocol, IReadOnlyList<int> Seeds, int Rows, int Users, IReadOnlyList<TextModelResult> Models)
{
    [JsonPropertyOrder(-1)]
    public string Task => "text";

    public Table ToTable()
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("text", "RMSE", "difference", "95 % interval", "s");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var model in Models)
        {
            table.AddRow(
                model.Name, FormattableString.Invariant($"{model.Rmse:F4}"),
                model.Difference is { } difference ? FormattableString.Invariant($"{difference:+0.0000;-0.0000}") : "",
                model.Difference is null ? "" : FormattableString.Invariant($"{model.Lower:+0.0000;-0.0000} to {model.Upper:+0.0000;-0.0000}"), FormattableString.Invariant($"{model.Seconds:F1}"));
        }

        return table;
    }

    /// <summary>Writes a JSON file, under a temporary name first.</summary>
    public void Save(string path) => ResultFile.Save(path, this);
}
