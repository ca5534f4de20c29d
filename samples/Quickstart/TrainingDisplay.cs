using DeepRec;
using Spectre.Console;

namespace Quickstart;

/// <summary>A bar that grows with the epochs; a plain line an epoch where the output is no terminal.</summary>
internal sealed class TrainingDisplay : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        var (epoch, epochs, rowsPerSecond) = value;
        string text = FormattableString.Invariant($"epoch {epoch.Number,2} of {epochs}  loss {epoch.Loss:F4}  {rowsPerSecond:N0} rows/s");
        string bar = $"\r[green]{new string('━', epoch.Number)}[/][grey]{new string('━', epochs - epoch.Number)}[/] {text}";
        if (AnsiConsole.Profile.Capabilities.Interactive) AnsiConsole.Markup(epoch.Number == epochs ? bar + "\n" : bar);
        else Console.WriteLine(text);
    }
}
