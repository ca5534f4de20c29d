using System.Globalization;

namespace DeepRec.Peers;

/// <summary>Training of an MLP, beside PyTorch's loop over the same rows in the same order from the same start.</summary>
internal static class TrainingPart
{
    private const int Epochs = 3; // of the first round, whose losses are compared

    public static ComparePart Create() => new(
        "training",
        "An MLP over 7 embeddings of length 16, 100,000 rows in the shape of MovieLens 100K, ratings that are sums of an effect of each category and noise, Adam, float32. Rows a second of the process' CPU time; the loss is that of "
        + "the third epoch. \"plain\" is the same loop in PyTorch over columns, \"one table\" the fastest that we know of in PyTorch itself, \"sparse\" the plain one with SparseAdam for "
        + "the embeddings, the same algorithm as our lazy one. Ours: the fused step, and the general one by autograd. GFLOPS: matrices of 256 × 112 × 64 in PyTorch.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings) => Run(settings, [64, 32], [20, 6, 4]).Concat(Run(settings, [10, 5], [40, null, null]));

    private static IEnumerable<Measurement> Run(CompareSettings settings, int[] hiddenLayers, double?[] targets)
    {
        TorchRuntime.EnsureLoaded();
        string model = $"{string.Join('-', hiddenLayers)}-1";
        var folder = Directory.CreateTempSubdirectory("deeprec-peers-");
        try
        {
            using var ours = new TrainingWork(hiddenLayers);
            ours.Export(folder.FullName);
            using var peer = new PythonPeer(settings.Python, "torch_training.py", folder.FullName);
            foreach (var (batch, target, general) in new[] { 32, 256, 1024 }.Zip(targets, new double?[] { 2.5, 1.5, null }))
            {
                var speeds = new Dictionary<string, List<TrainingSpeed>>();
                void Add(string side, TrainingSpeed speed) => (speeds.TryGetValue(side, out var list) ? list : speeds[side] = []).Add(speed);
                for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
                {
                    int epochs = round == 0 ? Epochs : 1;
                    foreach (bool lazy in new[] { false, true })
                    {
                        foreach (bool fused in new[] { true, false }) Add(Side(fused, lazy), ours.Train(batch, epochs, fused, lazy));
                    }

                    foreach (string variant in new[] { "plain", "fused", "sparse" }) Add($"PyTorch {variant}", Ask(peer, variant, batch, epochs));
                }

                Measurement Of(bool fused, bool lazy, string variant, double? aim) => Measure($"{model}, batch {batch}, {Side(fused, lazy)} to {(variant == "fused" ? "one table" : variant)}", peer.About, speeds[Side(fused, lazy)], speeds[$"PyTorch {variant}"], aim);
                yield return Of(fused: true, lazy: false, "plain", target);
                yield return Of(fused: true, lazy: false, "fused", null);
                yield return Of(fused: true, lazy: true, "plain", target);
                yield return Of(fused: true, lazy: true, "sparse", target);
                yield return Of(fused: false, lazy: false, "plain", hiddenLayers[0] == 64 ? general : null);
                yield return Of(fused: false, lazy: true, "sparse", null);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Side(bool fused, bool lazy) => $"{(fused ? "fused" : "general")}{(lazy ? " lazy" : "")}";

    private static TrainingSpeed Ask(PythonPeer peer, string variant, int batch, int epochs)
    {
        var answer = peer.Ask($"{variant} {batch} {epochs}");
        return new TrainingSpeed(answer.GetProperty("rows").GetInt64() / answer.GetProperty("cpu").GetDouble(), answer.GetProperty("loss").GetDouble());
    }

    private static Measurement Measure(string work, string peer, List<TrainingSpeed> ours, List<TrainingSpeed> theirs, double? target)
    {
        string losses = string.Create(CultureInfo.InvariantCulture, $"loss {ours[0].Loss:F5}, theirs {theirs[0].Loss:F5}");
        var measured = new Measurement(work, peer, "rows/s", [.. ours.Skip(1).Select(speed => speed.RowsPerSecond)], [.. theirs.Skip(1).Select(speed => speed.RowsPerSecond)], target, Note: losses);
        return measured.Ratio < target && work.Contains("fused", StringComparison.Ordinal) ? measured with { Note = $"{losses}; {Why(work)}" } : measured;
    }

    // Counted by sampling where the time goes, on 256 bits.
    private static string Why(string work) => work.StartsWith("10-5", StringComparison.Ordinal)
        ? "missed as products are a sixth of a step of 36 to 60 µs: the rest is 224 vectors of 16 numbers gathered, brought up to date, scattered and moved one by one"
        : "missed as products, near the peak of a thread, are half of the time: the rest is vectors of seven tables gathered, scattered and moved";
}
