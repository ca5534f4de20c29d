using System.Text.Json.Serialization;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary>What came of all models, as a table and as a file.</summary>
/// <param name="Data">The data's name.</param>
/// <param name="Protocol">Which rows were tested on.</param>
/// <param name="Seeds">What the models were trained with.</param>
/// <param name="Models">One for each model.</param>
internal sealed record RatingResults(string Data, string Protocol, IReadOnlyList<int> Seeds, IReadOnlyList<RatingModelResult> Models)
{
    [JsonPropertyOrder(-1)]
    public string Task => "rating";

    public Table ToTable()
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn("model");
        string[] folds = [.. Models[0].Folds.Select(fold => fold.Fold)];
        if (folds.Length > 1) table.AddColumns([.. folds.Select(fold => $"{fold} RMSE")]);
        table.AddColumns("RMSE", "MAE", "s a fold");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var model in Models)
        {
            double[] numbers = [.. folds.Length > 1 ? model.Folds.Select(fold => fold.Rmse) : [], model.Rmse, model.Mae];
            table.AddRow([model.Name, .. numbers.Select(number => FormattableString.Invariant($"{number:F4}")), FormattableString.Invariant($"{model.Folds.Average(fold => fold.Seconds):F1}")]);
        }

        return table;
    }

    /// <summary>Writes a JSON file, under a temporary name first.</summary>
    public void Save(string path) => ResultFile.Save(path, this);
}
