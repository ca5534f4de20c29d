using System.CommandLine;
using System.Globalization;

namespace DeepRec.Peers;

/// <summary><c>training</c>: rows a second of one training loop, ours and PyTorch's turn by turn.</summary>
internal static class TrainingSpeedCommand
{
    private static readonly string[] Variants = ["plain", "fused"];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How often each side trains an epoch; figures are medians." };
        var batches = new Option<int[]>("--batches") { DefaultValueFactory = _ => [32, 256, 1024], AllowMultipleArgumentsPerToken = true, Description = "Rows a batch." };
        var python = new Option<string>("--python") { DefaultValueFactory = _ => "/usr/bin/python3", Description = "A Python with torch and numpy." };
        var command = new Command("training", "MLP 64-32-1 over 7 embeddings of length 16, 100,000 rows, Adam, one thread: DeepRec beside PyTorch.") { rounds, batches, python };
        command.SetAction(parsed =>
        {
            Run(parsed.GetValue(python)!, parsed.GetValue(rounds), parsed.GetValue(batches)!);
            return 0;
        });
        return command;
    }

    private static void Run(string python, int rounds, int[] batches)
    {
        TorchRuntime.EnsureLoaded();
        var folder = Directory.CreateTempSubdirectory("deeprec-peers-");
        try
        {
            using var ours = new TrainingWork();
            ours.Export(folder.FullName);
            using var peer = new PythonPeer(python, folder.FullName);
            Console.WriteLine(peer.About);
            Console.WriteLine("Rows a second of the process' CPU time, medians; ratios are medians of the rounds' ratios.\n");
            Console.WriteLine("| batch | DeepRec | PyTorch plain | PyTorch fused | DeepRec / plain | DeepRec / fused | loss of epoch 1: DeepRec, plain, fused |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            foreach (int batch in batches) Console.WriteLine(Compare(ours, peer, batch, rounds));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Compare(TrainingWork ours, PythonPeer peer, int batch, int rounds)
    {
        // An epoch of each to see that they learn the same; it is the warm-up too.
        double[] losses = [ours.Train(batch, epochs: 1).Loss, .. Variants.Select(variant => peer.Train(variant, batch, epochs: 1).Loss)];
        var speeds = new List<double[]>();
        for (int round = 0; round < rounds; round++) speeds.Add([ours.Train(batch, epochs: 1).RowsPerSecond, .. Variants.Select(variant => peer.Train(variant, batch, epochs: 1).RowsPerSecond)]);
        double[] medians = [.. Enumerable.Range(0, 3).Select(side => Median(speeds.Select(round => round[side])))];
        double[] ratios = [.. Enumerable.Range(1, 2).Select(side => Median(speeds.Select(round => round[0] / round[side])))];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {batch} | {medians[0]:N0} | {medians[1]:N0} | {medians[2]:N0} | **{ratios[0]:F2}** | {ratios[1]:F2} | {losses[0]:F5}, {losses[1]:F5}, {losses[2]:F5} |");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
