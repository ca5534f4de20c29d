using System.Globalization;

namespace DeepRec.Peers;

/// <summary>From the start of a process to the first prediction.</summary>
internal static class StartPart
{
    private const int Runs = 10; // of each side in a round
    private const double GreatestMemory = 60;

    public static ComparePart Create() => new(
        "start",
        "Milliseconds from the start of a process to its end: load a bundle (MLP 64-32-1 over 7 embeddings of length 16 and 2 numbers, 943 users, 1,682 items) and write one prediction. Beside it a program that "
        + "writes a line and does nothing else, and the same program asking for TorchSharp's module too. All are published alike: ReadyToRun, on the shared framework. A round is the median of 10 runs of each side, "
        + "turn by turn. \"Recommend\": the best item of the default ranker of two towers over the same users and items, beside its module, filled, and its encodings of the catalogue and of the request.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        string folder = Directory.CreateDirectory(Path.Combine(ChildProgram.Repository, "artifacts", "start")).FullName, bundle = Path.Combine(folder, "start.deeprec");
        string user, item;
        float expected;
        using (var work = new ScoringWork())
        {
            (user, item) = work.Requests[0];
            expected = work.Recommender.Predict(user, item);
            work.Recommender.Save(bundle);
        }

        string ours = ChildProgram.Publish("DeepRec.Start", Path.Combine("benchmarks", "DeepRec.Start"), folder), empty = ChildProgram.Publish("DeepRec.Start.Empty", Path.Combine("benchmarks", "DeepRec.Start", "Empty"), folder);
        double found = double.Parse(ChildProgram.Output(ours, [bundle, user, item]).Split('\n')[0], CultureInfo.InvariantCulture);
        if (Math.Abs(found - expected) > 1e-5) throw new InvalidOperationException($"The child predicts {found}, the trained recommender {expected}.");

        var times = Times(settings, new Dictionary<string, Func<double>>
        {
            ["empty"] = () => ChildProgram.Milliseconds(empty, []),
            ["ours"] = () => ChildProgram.Milliseconds(ours, [bundle, user, item]),
            ["module"] = () => ChildProgram.Milliseconds(ours, [bundle, user, item, "module"]),
        });

        double memory = ChildProgram.Memory(ours, [bundle, user, item, "memory"]), moduleMemory = ChildProgram.Memory(ours, [bundle, user, item, "module", "memory"]);
        string note = string.Create(CultureInfo.InvariantCulture, $"at most {memory:0} MiB resident{(memory > GreatestMemory ? $", above the target of {GreatestMemory:0}" : "")}; with the module {moduleMemory:0} MiB");
        var whole = new Measurement("load and predict", $"an empty program, .NET {Environment.Version}", "ms", times["ours"], times["empty"], Target: 0.4, LessIsBetter: true);
        yield return whole.Ratio >= whole.Target ? whole : whole with { Note = "missed: what remains is the runtime's own: about 1,000 methods compiled ahead and 900 types are made ready, and the assemblies for collections, SHA-256 (OpenSSL) and the console loaded" };
        yield return new Measurement("load and predict", $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version}, its module", "ms", times["ours"], times["module"], Target: 2, LessIsBetter: true, note);
        foreach (var line in Rank(settings, folder, ours, empty)) yield return line;
    }

    private static IEnumerable<Measurement> Rank(CompareSettings settings, string folder, string ours, string empty)
    {
        string bundle = Path.Combine(folder, "rank.deeprec"), user, best;
        using (var work = new TowerWork())
        {
            user = work.Users[0];
            best = work.Recommender.Recommend(user, 1)[0].Item;
            work.Recommender.Save(bundle);
        }

        string[] arguments = [bundle, user, "best"];
        string found = ChildProgram.Output(ours, arguments).Split('\n')[0];
        if (found != best) throw new InvalidOperationException($"The child recommends {found}, the trained recommender {best}.");
        var times = Times(settings, new Dictionary<string, Func<double>>
        {
            ["empty"] = () => ChildProgram.Milliseconds(empty, []),
            ["ours"] = () => ChildProgram.Milliseconds(ours, arguments),
            ["module"] = () => ChildProgram.Milliseconds(ours, [.. arguments, "module"]),
        });
        double memory = ChildProgram.Memory(ours, [.. arguments, "memory"]), moduleMemory = ChildProgram.Memory(ours, [.. arguments, "module", "memory"]);
        string note = string.Create(CultureInfo.InvariantCulture, $"at most {memory:0} MiB resident; with the module {moduleMemory:0} MiB");
        yield return new Measurement("load and recommend", $"an empty program, .NET {Environment.Version}", "ms", times["ours"], times["empty"], LessIsBetter: true);
        yield return new Measurement("load and recommend", $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version}, its module", "ms", times["ours"], times["module"], LessIsBetter: true, Note: note);
    }

    // The median of each side's runs in every round, turn by turn.
    private static Dictionary<string, List<double>> Times(CompareSettings settings, Dictionary<string, Func<double>> sides)
    {
        var times = sides.Keys.ToDictionary(side => side, _ => new List<double>());
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            var samples = sides.Keys.ToDictionary(side => side, _ => new List<double>());
            for (int run = 0; run < Runs; run++) foreach (var (side, time) in sides) samples[side].Add(time());
            if (round > 0) foreach (var (side, list) in samples) times[side].Add(Statistics.Median(list));
        }

        return times;
    }
}
