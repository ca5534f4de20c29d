using System.Globalization;
using DeepRec.Models;

namespace DeepRec.Peers;

/// <summary>A recommender on ONNX Runtime beside the same one on TorchSharp: what it takes on a disk, until the first answer, and of memory.</summary>
internal static class OnnxPart
{
    private const int Runs = 5; // of each side in a round
    private const double Mebibyte = 1 << 20;

    public static ComparePart Create() => new(
        "onnx",
        "Ours is an exported file served by DeepRec.OnnxRuntime, the peer the same recommender as a bundle on TorchSharp: an MLP 64-32-1 over 7 embeddings of length 16 and 2 numbers that writes one prediction (asking "
        + "for the module, as a model that is not scored in plain memory does; and as it is served without libtorch), and SASRec that writes one user's best item of 1,682. Start is from the start of a process to its end, in milliseconds; memory the most that "
        + "the process held; program all published files for this machine (ReadyToRun, on the shared framework); file the model. A round is the median of 5 runs of each side, turn by turn.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        string folder = Directory.CreateDirectory(Path.Combine(ChildProgram.Repository, "artifacts", "start")).FullName;
        string onnx = ChildProgram.Publish("DeepRec.Start.Onnx", Path.Combine("benchmarks", "DeepRec.Start", "Onnx"), folder), torch = ChildProgram.Publish("DeepRec.Start", Path.Combine("benchmarks", "DeepRec.Start"), folder);
        string peer = $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version}";
        yield return Single("program", peer, ChildProgram.Size(onnx), ChildProgram.Size(torch), "of it libonnxruntime, and libtorch");

        string rating = Path.Combine(folder, "rating"), ranking = Path.Combine(folder, "ranking");
        string user, item;
        using (var work = new ScoringWork())
        {
            (user, item) = work.Requests[0];
            work.Recommender.Save($"{rating}.deeprec");
            work.Recommender.ExportOnnx($"{rating}.onnx");
        }

        using (var ranker = Recommender.TrainRanking<string, string>(new TrainingSet(ScoringWork.Raw()), new RankingOptions { Model = new SasRecOptions(), Trainer = new TrainerOptions { Epochs = 1, BatchSize = 512 } }))
        {
            ranker.Save($"{ranking}.deeprec");
            ranker.ExportOnnx($"{ranking}.onnx");
        }

        foreach (var measurement in Both("MLP, one prediction", settings, peer, onnx, torch, rating, [user, item], ["module"], note: null)) yield return measurement;
        foreach (var measurement in Both("MLP, one prediction", settings, "DeepRec in plain memory", onnx, torch, rating, [user, item], [], "a bundle of such a model is read without any native library: serve that")) yield return measurement;
        foreach (var measurement in Both("SASRec, the best item", settings, peer, onnx, torch, ranking, [user, "best"], [], note: null)) yield return measurement;
    }

    private static IEnumerable<Measurement> Both(string work, CompareSettings settings, string peer, string onnx, string torch, string file, string[] request, string[] how, string? note)
    {
        string[] ours = [$"{file}.onnx", .. request], theirs = [$"{file}.deeprec", .. request, .. how];
        string[] answers = [ChildProgram.Output(onnx, ours).Trim(), ChildProgram.Output(torch, theirs).Trim()];
        bool alike = answers[0] == answers[1] || (float.TryParse(answers[0], CultureInfo.InvariantCulture, out float first) && float.TryParse(answers[1], CultureInfo.InvariantCulture, out float second) && Math.Abs(first - second) < 1e-5f);
        if (!alike) throw new InvalidOperationException($"{work}: the file answers {answers[0]}, the bundle {answers[1]}.");
        yield return Single($"{work}: file", peer, new FileInfo(ours[0]).Length / Mebibyte, new FileInfo(theirs[0]).Length / Mebibyte, "vocabularies and what the pipeline makes of users and items stand in the metadata as text");

        List<double> starts = [], peerStarts = [], memory = [], peerMemory = [];
        for (int round = 0; round < settings.Rounds; round++)
        {
            List<double> own = [], other = [];
            for (int run = 0; run < Runs; run++)
            {
                own.Add(ChildProgram.Milliseconds(onnx, ours));
                other.Add(ChildProgram.Milliseconds(torch, theirs));
            }

            starts.Add(Statistics.Median(own));
            peerStarts.Add(Statistics.Median(other));
            memory.Add(ChildProgram.Memory(onnx, [.. ours, "memory"]));
            peerMemory.Add(ChildProgram.Memory(torch, [.. theirs, "memory"]));
        }

        yield return new Measurement($"{work}: start", peer, "ms", starts, peerStarts, LessIsBetter: true, Note: note);
        yield return new Measurement($"{work}: memory", peer, "MiB", memory, peerMemory, LessIsBetter: true);
    }

    private static Measurement Single(string work, string peer, double ours, double theirs, string? note) => new(work, peer, "MiB", [ours], [theirs], LessIsBetter: true, Note: note);
}
