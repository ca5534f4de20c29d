using System.CommandLine;
using System.Globalization;
using DeepRec.Models;
using TorchSharp;

namespace DeepRec.Peers;

/// <summary><c>catalogue-worker</c>: trains what it is told, so that each way has memory and an allocator of its own. For <see cref="CataloguePart"/>, not for people.</summary>
internal static class CatalogueCommand
{
    public const string Name = "catalogue-worker", Untuned = "DEEPREC_DISABLE_ALLOCATOR_TUNING";

    public static Command Create()
    {
        var command = new Command(Name, "Answers the comparison of catalogues.") { Hidden = true };
        command.SetAction(_ =>
        {
            TorchRuntime.EnsureLoaded();
            Console.WriteLine($"DeepRec, libtorch {torch.__version__}");
            while (Console.ReadLine() is { } line) Console.WriteLine(Run(line.Split(' ')).Json());
        });
        return command;
    }

    // Which way, how many items, steps, steps of them to warm up; and perhaps how many threads, by the wall's clock.
    private static CatalogueSpeed Run(string[] words)
    {
        int items = int.Parse(words[1], CultureInfo.InvariantCulture), steps = int.Parse(words[2], CultureInfo.InvariantCulture), warmUp = int.Parse(words[3], CultureInfo.InvariantCulture);
        int? threads = words.Length > 4 ? int.Parse(words[4], CultureInfo.InvariantCulture) : null;
        var work = new CatalogueWork(items, steps);
        var sampled = new SampledSoftmaxLoss { Negatives = 8192, Sampling = new UniformSampling() };
        return words[0] switch
        {
            "full" => work.Train(new FullSoftmaxLoss(), lazy: false, warmUp, FusedTraining.Automatic, threads),
            "full-general" => work.Train(new FullSoftmaxLoss(), lazy: false, warmUp, FusedTraining.Never),
            "sampled" => work.Train(sampled, lazy: true, warmUp, FusedTraining.Automatic),
            "sampled-general" => work.Train(sampled, lazy: true, warmUp, FusedTraining.Never),
            "plain" => work.Plain(warmUp, threads),
            _ => throw new ArgumentException($"'{words[0]}' is no way to train.", nameof(words)),
        };
    }
}
