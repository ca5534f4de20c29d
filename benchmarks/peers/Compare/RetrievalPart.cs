using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepRec.Peers;

/// <summary>The best 100 of a catalogue of vectors, beside libtorch in the same process and FAISS.</summary>
internal static class RetrievalPart
{
    private const int Items = 1_000_000, Fewer = 100_000, Count = 100, Batch = 64;

    public static ComparePart Create() => new(
        "retrieval",
        "The best 100 of 1,000,000 items by inner product, vectors of 64 numbers resampled from a model trained on Amazon Beauty (a vector plus noise of a tenth of its length; without --data: drawn at random), queries those of its users. "
        + "Milliseconds of the process' CPU time a search. libtorch: `mv` or `mm`, then `topk`, through TorchSharp. Memory: a sum over the same 256 MB in C#, on one thread. "
        + "Overlap: how many of the 100 agree. hnswlib is no exact search: beside it stands which part of the best 100 of the 64 queries it finds; 100,000 items, so that its graph is built in short.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        TorchRuntime.EnsureLoaded();
        TorchSharp.torch.set_num_threads(1);
        string torch = $"libtorch {TorchSharp.torch.__version__}";
        using var work = settings.Data is null ? RetrievalWork.Drawn(Items, Batch) : RetrievalWork.Resampled(settings.Data, Items, Batch);
        using var faiss = PeerOf(settings.Python, "faiss", work);
        var (sum, one, coded, many, manyCoded, mv, mm, flat, flatMany) = (new Series(settings), new Series(settings), new Series(settings), new Series(settings), new Series(settings), new Series(settings), new Series(settings), new Series(settings), new Series(settings));
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            sum.Add(() => RetrievalWork.Sum(work.Vectors));
            one.Add(() => work.Search(round, isCoded: false));
            coded.Add(() => work.Search(round, isCoded: true));
            mv.Add(() => work.Torch(round));
            many.Add(() => work.SearchAll(isCoded: false));
            manyCoded.Add(() => work.SearchAll(isCoded: true));
            mm.Add(() => work.TorchAll());
            if (faiss is null) continue;
            flat.Add(faiss.Ask($"one {round % Batch}"));
            flatMany.Add(faiss.Ask("all"));
        }

        string same = string.Create(CultureInfo.InvariantCulture, $"overlap {work.Overlap:P1}");
        yield return new Measurement("one query, exact, GB/s read", "a sum over the vectors", "GB/s", one.Rates(work.Gigabytes), sum.Rates(work.Gigabytes), 0.75);
        yield return new Measurement("one query, without codes", torch, "ms", one.Values, mv.Values, LessIsBetter: true, Note: same);
        yield return new Measurement("one query", torch, "ms", coded.Values, mv.Values, 2.5, LessIsBetter: true, Note: same);
        yield return new Measurement("64 queries, without codes", torch, "ms", many.Values, mm.Values, LessIsBetter: true, Note: same);
        var together = new Measurement("64 queries", torch, "ms", manyCoded.Values, mm.Values, 6, LessIsBetter: true, Note: same);
        yield return together.Ratio >= 6 ? together : together with { Note = $"{same}; missed as half of the time are 4.1 billion products of 8 bits, near what a thread's multipliers give beside as many sums" };
        if (faiss is not null)
        {
            yield return new Measurement("one query, without codes", faiss.About, "ms", one.Values, flat.Values, LessIsBetter: true);
            yield return new Measurement("one query", faiss.About, "ms", coded.Values, flat.Values, LessIsBetter: true);
            yield return new Measurement("64 queries, without codes", faiss.About, "ms", many.Values, flatMany.Values, LessIsBetter: true);
            yield return new Measurement("64 queries", faiss.About, "ms", manyCoded.Values, flatMany.Values, LessIsBetter: true);
        }

        foreach (var measurement in BesideAGraph(settings, work)) yield return measurement;
    }

    private static IEnumerable<Measurement> BesideAGraph(CompareSettings settings, RetrievalWork all)
    {
        using var work = all.First(Fewer);
        using var graph = PeerOf(settings.Python, "hnswlib", work);
        if (graph is null) yield break;
        var (one, many, near, nearMany) = (new Series(settings), new Series(settings), new Series(settings), new Series(settings));
        for (int round = 0; round <= settings.Rounds; round++)
        {
            one.Add(() => work.Search(round, isCoded: true));
            near.Add(graph.Ask($"one {round % Batch}"));
            many.Add(() => work.SearchAll(isCoded: true));
            nearMany.Add(graph.Ask("all"));
        }

        yield return new Measurement("one query, 100,000 items", graph.About, "ms", one.Values, near.Values, LessIsBetter: true, Note: "ours is exact");
        yield return new Measurement("64 queries, 100,000 items", graph.About, "ms", many.Values, nearMany.Values, LessIsBetter: true, Note: "ours is exact");
    }

    // The script of a Python module; nothing where that is not installed.
    private static PythonPeer? PeerOf(string python, string module, RetrievalWork work)
    {
        using var check = Process.Start(new ProcessStartInfo(python, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
        check.WaitForExit();
        if (check.ExitCode != 0)
        {
            Console.Error.WriteLine($"{module} is left out: on Debian and Ubuntu it is the package python3-{module}.");
            return null;
        }

        string path = Path.Combine(Path.GetTempPath(), $"deeprec-vectors-{Environment.ProcessId}");
        try
        {
            using (var file = File.Create(path)) file.Write(MemoryMarshal.AsBytes(work.Vectors.AsSpan()));
            using (var file = File.Create(path + ".queries")) file.Write(MemoryMarshal.AsBytes(work.Queries.AsSpan()));
            return new PythonPeer(python, $"{module}_search.py", path, $"{RetrievalWork.Width}", $"{Count}");
        }
        finally
        {
            File.Delete(path); // it was read before it said what it is
            File.Delete(path + ".queries");
        }
    }

    // Milliseconds, a round each; the first is dropped.
    private sealed class Series(CompareSettings settings)
    {
        private readonly List<double> _values = [];

        public IReadOnlyList<double> Values => [.. _values.Skip(1).Take(settings.Rounds)];

        public IReadOnlyList<double> Rates(double gigabytes) => [.. Values.Select(milliseconds => gigabytes / milliseconds * 1e3)];

        public void Add(System.Text.Json.JsonElement answer) => _values.Add(answer.GetProperty("cpu").GetDouble() * 1e3);

        public void Add(Action work)
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            _values.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
    }
}
