using System.Text.Json.Serialization;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary>What came of all models that rank, as a table and as a file.</summary>
/// <param name="Data">The data's name.</param>
/// <param name="Protocol">Which rows were tested on, and how.</param>
/// <param name="Seeds">What the models were trained with.</param>
/// <param name="Models">One for each model.</param>
internal sealed record RankingResults(string Data, string Protocol, IReadOnlyList<int> Seeds, IReadOnlyList<RankingModelResult> Models)
{
    [JsonPropertyOrder(-1)]
    public string Task { get; init; } = "ranking";

    /// <summary>Each model's report of the first seed, for the comparison user by user.</summary>
    [JsonIgnore]
    public IReadOnlyList<RankingReport> Reports { get; init; } = [];

    public Table ToTable()
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn("model");
        table.AddColumns([.. RankingModelResult.Printed, "s to learn", "CPU s", "s to rank", "MB to rank"]);
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var model in Models)
        {
            table.AddRow([
                model.Name, .. RankingModelResult.Printed.Select(metric => FormattableString.Invariant($"{model.Metrics[metric]:F4}")),
                .. new[] { model.Seconds, model.CpuSeconds, model.EvaluationSeconds, model.EvaluationMegabytes }.Select(seconds => FormattableString.Invariant($"{seconds:F1}"))]);
        }

        return table;
    }

    /// <summary>The models side by side on the same users, with intervals and tests.</summary>
    /// <param name="metrics">Which metrics.</param>
    public RankingComparison Compare(params IReadOnlyList<string> metrics) => RankingComparison.Of(
        [.. Models.Zip(Reports, (model, report) => (model.Name, report, model.CpuSeconds))], [.. metrics.Select(metric => RankingModelResult.NameIn(Reports[0], metric))]);

    /// <summary>Writes a JSON file, under a temporary name first.</summary>
    public void Save(string path) => ResultFile.Save(path, this);
}
