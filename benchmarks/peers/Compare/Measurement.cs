using System.Globalization;

namespace DeepRec.Peers;

/// <summary>One piece of work, done by us and by a peer in turn: a line of the results.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Peer">By whom else, with the version.</param>
/// <param name="Unit">Of the figures, such as "rows/s" or "µs".</param>
/// <param name="Ours">Our figure, a round each.</param>
/// <param name="Theirs">The peer's figure in the same rounds.</param>
/// <param name="Target">The least ratio that is aimed at; <see langword="null"/>: none, it is there to be seen.</param>
/// <param name="LessIsBetter">Whether the figures are times or costs. The ratio says how many times better ours is, either way.</param>
/// <param name="Note">What else is to be known, such as both losses; or why a target is missed.</param>
internal sealed record Measurement(string Work, string Peer, string Unit, IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs, double? Target = null, bool LessIsBetter = false, string? Note = null)
{
    /// <summary>The head of the table that <see cref="Row"/> belongs to.</summary>
    public const string Head = "| work | peer | unit | ours | peer's | ratio | spread | target | note |\n|---|---|---|---|---|---|---|---|---|";

    /// <summary>How many times better ours is: the median of the rounds' ratios.</summary>
    public double Ratio => Statistics.Median(Ratios);

    private IEnumerable<double> Ratios => Ours.Zip(Theirs, (ours, theirs) => LessIsBetter ? theirs / ours : ours / theirs);

    /// <summary>The line.</summary>
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Work} | {Peer} | {Unit} | {Figure(Statistics.Median(Ours))} | {Figure(Statistics.Median(Theirs))} | **{Ratio:0.00}** | {Ratios.Min():0.00} to {Ratios.Max():0.00} | {Aim()} | {Note ?? ""} |");

    private string Aim() => Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"{target:0.##}{(Ratio >= target ? "" : ", missed")}") : "";

    private static string Figure(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 1 => "0.00", _ => "0.0000" }, CultureInfo.InvariantCulture);
}
