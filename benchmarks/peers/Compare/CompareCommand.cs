using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRec.Peers;

/// <summary><c>compare</c>: the parts of the comparison, into a table.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("parts") { DefaultValueFactory = _ => [], Description = $"Which: {string.Join(", ", ComparePart.All.Select(part => part.Name))}; all where none is named." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How often each side does the work; figures are medians." };
        var python = new Option<string>("--python") { DefaultValueFactory = _ => "/usr/bin/python3", Description = "A Python with torch and numpy." };
        var data = new Option<string?>("--data") { Description = "The folder of real data sets, for the parts that need one." };
        var commit = new Option<string>("--commit") { DefaultValueFactory = _ => "not given", Description = "What was measured, for the record." };
        var output = new Option<string>("--output") { DefaultValueFactory = _ => "RESULTS.md", Description = "The page; sections of other parts stay as they are." };
        var command = new Command("compare", "DeepRec beside its peers, turn by turn, into a page of results.") { parts, rounds, python, data, commit, output };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetValue(parts)!;
            if (names.FirstOrDefault(name => ComparePart.All.All(part => part.Name != name)) is { } unknown)
            {
                Console.Error.WriteLine($"There is no part '{unknown}'. There are {string.Join(", ", ComparePart.All.Select(part => part.Name))}.");
                return 2;
            }

            var settings = new CompareSettings(parsed.GetValue(rounds), parsed.GetValue(python)!, parsed.GetValue(data));
            var page = new ResultsPage(parsed.GetValue(output)!);
            foreach (var part in ComparePart.All.Where(part => names.Length == 0 || names.Contains(part.Name)))
            {
                Console.WriteLine($"{part.Name}\n\n{Measurement.Head}");
                var measurements = new List<Measurement>();
                foreach (var measurement in part.Run(settings))
                {
                    Console.WriteLine(measurement.Row());
                    measurements.Add(measurement);
                }

                page.Replace(part, Circumstances(settings, parsed.GetValue(commit)!), measurements);
            }

            return 0;
        });
        return command;
    }

    private static string Circumstances(CompareSettings settings, string commit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, commit {commit}, {settings.Rounds} rounds; {Processor()}, {Environment.ProcessorCount} cores, vectors of {Widest()} bits, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}.");

    private static int Widest() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Processor() => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
