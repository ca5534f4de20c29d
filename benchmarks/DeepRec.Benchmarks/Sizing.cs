using System.Diagnostics;
using System.Globalization;

namespace DeepRec.Benchmarks;

/// <summary>What a process holds while it trains, loads and answers: the measurements of docs/limits-and-sizing.md. One process a command, since a peak never falls.</summary>
internal static class Sizing
{
    private const double MiB = 1 << 20;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        switch (arguments)
        {
            case ["train", var rows, var users, var items, var batch, var file]:
                Train(Number(rows), Number(users), Number(items), Number(batch), file);
                return 0;
            case ["load", var file]:
                Load(file);
                return 0;
            default:
                Console.WriteLine("sizing train ROWS USERS ITEMS BATCH FILE    trains the preset Recommended for one epoch and saves it");
                Console.WriteLine("sizing load FILE                            loads it and recommends");
                return 1;
        }
    }

    private static void Train(int rows, int users, int items, int batch, string file)
    {
        Warm();
        Report("process with libtorch, after a small training", WorkingSet);
        long before = Live();
        var training = new TrainingSet(Dataset.From(RatingRows.Generate(rows, users, items)));
        long columns = Live() - before;
        Report($"dataset of {rows:N0} rows, {training.Schema.Count} columns, {(double)columns / rows:F1} bytes a row with its texts", columns);
        Report("peak while it was read", Peak);

        var preset = RecommenderOptions.Recommended;
        var watch = Stopwatch.StartNew();
        using var recommender = Recommender.Train<string, string>(training, preset with { Trainer = preset.Trainer with { Epochs = 1, BatchSize = batch } });
        Report($"peak while {users:N0} users, {items:N0} items, {recommender.Model.Summary().Parameters:N0} parameters were trained", Peak);
        Console.WriteLine($"{"",12}     {watch.Elapsed.TotalSeconds:N0} s for one epoch of batches of {batch:N0}, preparation included");
        recommender.Save(file);
        Report("file", new FileInfo(file).Length);
        Report("peak with saving", Peak);
    }

    private static void Load(string file)
    {
        Warm();
        long before = WorkingSet;
        Report("process with libtorch, after a small training", before);
        using var recommender = Recommender.Load<string, string>(file);
        long peak = Peak, held = Live();
        double length = new FileInfo(file).Length;
        Report($"peak while {length / MiB:N1} MiB were loaded: {(peak - before) / length:F1} times the file more", peak);
        Report($"after loading, garbage collected; {held / MiB:N1} MiB of it managed", WorkingSet);

        recommender.Recommend("u0000", count: 10);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        recommender.Recommend("u0000", count: 10);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Report($"managed memory allocated for one request over {recommender.ItemCount:N0} items, {(double)allocated / recommender.ItemCount:F0} bytes a candidate", allocated);
    }

    // Code that is compiled once and libtorch itself are no part of what grows.
    private static void Warm()
    {
        using var recommender = Recommender.Train<string, string>(
            new TrainingSet(Dataset.From(RatingRows.Generate(2_000, 100, 100))), RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1 } });
        recommender.Recommend("u0000", count: 1);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long WorkingSet => Read(process => process.WorkingSet64);

    private static long Peak => Read(process => process.PeakWorkingSet64);

    private static long Read(Func<Process, long> read)
    {
        using var process = Process.GetCurrentProcess();
        return read(process);
    }

    private static long Live() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Report(string what, long bytes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB,12:N1} MiB {what}"));
}
