using System.Globalization;

namespace DeepRec.Peers;

/// <summary>Training of an MLP, beside PyTorch's loop over the same rows in the same order from the same start.</summary>
internal static class TrainingPart
{
    public static ComparePart Create() => new(
        "training",
        "An MLP 64-32-1 over 7 embeddings of length 16, 100,000 rows in the shape of MovieLens 100K, Adam, float32. Rows a second of the process' CPU time. "
        + "\"plain\" is the same loop in PyTorch over columns; \"one table\" the fastest that we know of in PyTorch itself. GFLOPS: matrices of 256 × 112 × 64 in PyTorch.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        TorchRuntime.EnsureLoaded();
        var folder = Directory.CreateTempSubdirectory("deeprec-peers-");
        try
        {
            using var ours = new TrainingWork();
            ours.Export(folder.FullName);
            using var peer = new PythonPeer(settings.Python, "torch_training.py", folder.FullName);
            foreach (int batch in new[] { 32, 256, 1024 })
            {
                var (mine, plain, one) = (new List<TrainingSpeed>(), new List<TrainingSpeed>(), new List<TrainingSpeed>());
                for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
                {
                    mine.Add(ours.Train(batch, epochs: 1));
                    plain.Add(Ask(peer, "plain", batch));
                    one.Add(Ask(peer, "fused", batch));
                }

                yield return Of($"batch {batch}, plain", peer.About, mine, plain);
                yield return Of($"batch {batch}, one table", peer.About, mine, one);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TrainingSpeed Ask(PythonPeer peer, string variant, int batch)
    {
        var answer = peer.Ask($"{variant} {batch} 1");
        return new TrainingSpeed(answer.GetProperty("rows").GetInt64() / answer.GetProperty("cpu").GetDouble(), answer.GetProperty("loss").GetDouble());
    }

    private static Measurement Of(string work, string peer, List<TrainingSpeed> ours, List<TrainingSpeed> theirs) => new(
        work, peer, "rows/s", [.. ours.Skip(1).Select(speed => speed.RowsPerSecond)], [.. theirs.Skip(1).Select(speed => speed.RowsPerSecond)],
        Note: string.Create(CultureInfo.InvariantCulture, $"loss of an epoch {ours[0].Loss:F5}, theirs {theirs[0].Loss:F5}"));
}
