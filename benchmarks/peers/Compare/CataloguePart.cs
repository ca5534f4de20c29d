using System.Diagnostics;
using System.Globalization;

namespace DeepRec.Peers;

/// <summary>Training of a softmax ranker over large catalogues.</summary>
internal static class CataloguePart
{
    private const string Hundred = "100,000 items", Million = "1,000,000 items";

    public static ComparePart Create() => new(
        "catalogue",
        "Steps of a softmax ranker: vectors of 64 numbers for 10,000 users and for the items, inner products, batches of 256, float32. Full: over all items, Adam. Sampled: over 8,192 items drawn "
        + "evenly for each step, Adam of the rows met (lazy; PyTorch: SparseAdam). Steps a second of the process' CPU time, after some to warm up; each side in a process of its own, whose peak of memory stands in the note. "
        + "\"Untuned loop\": embeddings, all scores, cross entropy and optim.Adam in TorchSharp, with the allocator as it is. \"general\": ours by autograd. \"wall clock\": steps a second of that, with as many threads of libtorch's and of `TrainerOptions.Threads` as are said.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        var speeds = new Dictionary<string, List<CatalogueSpeed>>(StringComparer.Ordinal);
        using PeerProcess ours = Worker(tuned: true), oursFullMillion = Worker(tuned: true), oursSampled = Worker(tuned: true), oursMillion = Worker(tuned: true), oursShared = Worker(tuned: true), general = Worker(tuned: true), generalSampled = Worker(tuned: true), plain = Worker(tuned: false), plainShared = Worker(tuned: false);
        using PeerProcess full = new PythonPeer(settings.Python, "torch_catalogue.py"), sampled = new PythonPeer(settings.Python, "torch_catalogue.py"), million = new PythonPeer(settings.Python, "torch_catalogue.py");
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            void Add(string side, PeerProcess process, string line) => (speeds.TryGetValue(side, out var list) ? list : speeds[side] = []).Add(CatalogueSpeed.Of(process, line));
            Add("full", ours, "full 100000 9 3");
            Add("plain", plain, "plain 100000 3 1");
            Add("two", oursShared, "full 100000 9 3 2");
            Add("one by the wall", ours, "full 100000 9 3 1");
            Add("plain two", plainShared, "plain 100000 3 1 2");
            Add("full-general", general, "full-general 100000 5 2");
            Add("python full", full, "full 100000 5 2");
            Add("sampled", oursSampled, "sampled 100000 90 30");
            Add("sampled-general", generalSampled, "sampled-general 100000 60 20");
            Add("python sampled", sampled, "sampled 100000 30 10");
            Add("full million", oursFullMillion, "full 1000000 4 1");
            Add("million", oursMillion, "sampled 1000000 90 30");
            Add("python million", million, "sampled 1000000 30 10");
        }

        Measurement Of(string work, string side, string peer, string other, double? target = null, string? why = null) => new(
            work, peer, "steps/s", [.. speeds[side].Skip(1).Select(speed => speed.StepsPerSecond)], [.. speeds[other].Skip(1).Select(speed => speed.StepsPerSecond)], target,
            Note: string.Create(CultureInfo.InvariantCulture, $"loss {speeds[side][0].Loss:F3}, theirs {speeds[other][0].Loss:F3}; peak {speeds[side][0].PeakMegabytes:N0} MiB, theirs {speeds[other][0].PeakMegabytes:N0}{why}"));
        string untuned = $"TorchSharp {typeof(TorchSharp.torch.Tensor).Assembly.GetName().Version}, untuned loop";
        yield return Of($"full softmax, {Hundred}", "full", untuned, "plain", target: 5, why: Arithmetic(speeds["full"], speeds["plain"]));
        yield return Of($"full softmax, {Hundred}, two threads, wall clock", "two", untuned, "plain two");
        yield return Of($"full softmax, {Hundred}, two threads, wall clock", "two", "ours, one thread", "one by the wall");
        yield return Of($"full softmax, {Hundred}, general", "full-general", untuned, "plain");
        yield return Of($"full softmax, {Hundred}", "full", full.About, "python full");
        yield return Of($"full softmax, {Million}", "full million", $"ours, {Hundred}", "full");
        yield return Of($"sampled softmax, {Hundred}", "sampled", "our full one", "full", target: 5);
        yield return Of($"sampled softmax, {Hundred}", "sampled", "ours, general", "sampled-general");
        yield return Of($"sampled softmax, {Hundred}", "sampled", sampled.About, "python sampled");
        yield return Of($"sampled softmax, {Million}", "million", $"ours, {Hundred}", "sampled", target: 1 / 3.0);
        yield return Of($"sampled softmax, {Million}", "million", million.About, "python million");
    }

    // How near the arithmetic of a step is to what a thread can do at all: three products of a batch's vectors with those of all items.
    private static string Arithmetic(List<CatalogueSpeed> ours, List<CatalogueSpeed> theirs)
    {
        const double Step = 3 * 2.0 * 256 * 64 * 100_000 / 1e9;
        double Speed(List<CatalogueSpeed> speeds) => Statistics.Median([.. speeds.Skip(1).Select(speed => speed.StepsPerSecond)]);
        double own = Speed(ours), their = Speed(theirs), most = RegisterSpeed.Gigaflops();
        return string.Create(CultureInfo.InvariantCulture, $"; a step has {Step:F1} GFLOP of products at least: ours makes {own * Step:F0} GFLOPS all told, theirs {their * Step:F0}, and a thread {most:F0} with nothing but multiply-adds in registers, so that these alone, "
            + $"{Step / most * 1e3:F0} of our {1e3 / own:F0} ms, keep one thread below {most / Step / their:F1}; products go at 0.85 to 0.9 of that rate, and exponentials (8 in 100), the passes over vectors, gradients and moments (10 in 100) and waiting for memory are the rest");
    }

    private static PeerProcess Worker(bool tuned)
    {
        string program = Environment.ProcessPath!, library = typeof(CataloguePart).Assembly.Location;
        var start = Path.GetFileNameWithoutExtension(program) == "dotnet" ? new ProcessStartInfo(program, [library, CatalogueCommand.Name]) : new ProcessStartInfo(program, [CatalogueCommand.Name]);
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment[CatalogueCommand.Untuned] = tuned ? "0" : "1";
        return new PeerProcess(start, "The process that trains ended. See what it said above.");
    }
}
