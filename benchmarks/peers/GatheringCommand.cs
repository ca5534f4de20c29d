using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace DeepRec.Peers;

/// <summary><c>gathering</c>: which part of a step by autograd the gathering of its batch is.</summary>
internal static class GatheringCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5); // until code is compiled for good

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 9, Description = "How often both are measured, turn by turn; figures are medians." };
        var command = new Command("gathering", "The gathering of batches beside whole steps of training: what gathering ahead on another thread could save.") { rounds };
        command.SetAction(parsed =>
        {
            TorchRuntime.EnsureLoaded();
            Console.WriteLine("| model | batch | gathering, µs | step, µs | share |\n|---|---|---|---|---|");
            using var ratings = new TrainingWork([64, 32]);
            using var sequences = new SequenceWork();
            foreach (int batch in new[] { 256, 1024 })
            {
                var options = new TrainerOptions { BatchSize = batch, Fused = FusedTraining.Never };
                using GatheringWork mlp = ratings.Gathering(options), sasRec = sequences.Gathering(options);
                foreach (var (name, work) in new[] { ("MLP 64-32-1, 7 embeddings of 16", mlp), ("SASRec", sasRec) }) Console.WriteLine(Row(name, batch, work, parsed.GetValue(rounds)));
            }
        });
        return command;
    }

    private static string Row(string name, int batch, GatheringWork work, int rounds)
    {
        for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < WarmUp;) work.Measure();
        var costs = Enumerable.Range(0, rounds).Select(_ => work.Measure()).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {batch:N0} | {Statistics.Median(costs.Select(cost => cost.Gathering)):N0} | {Statistics.Median(costs.Select(cost => cost.Step)):N0} | {Statistics.Median(costs.Select(cost => cost.Gathering / cost.Step)):P1} |");
    }
}
