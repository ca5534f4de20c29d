using TorchSharp;

namespace DeepRec.NativeProbe;

internal static class Probes
{
    /// <summary>Until the process is killed.</summary>
    public static int Save(string source, string target)
    {
        using var recommender = Recommender.Load<string, string>(source);
        recommender.Save(target);
        Console.WriteLine("saving");
        while (true)
        {
            recommender.Save(target);
        }
    }

    /// <summary>How much of a large tensor the process still holds after it was freed.</summary>
    public static int Memory()
    {
        TorchRuntime.EnsureLoaded();
        long before = Environment.WorkingSet;
        using (torch.ones(256 << 18)) // 256 MiB
        {
            Console.Write($"{(Environment.WorkingSet - before) >> 20} ");
        }

        Console.WriteLine($"{(Environment.WorkingSet - before) >> 20}");
        return 0;
    }

    public static int Load()
    {
        try
        {
            Parallel.For(0, 4, _ => TorchRuntime.EnsureLoaded(new ConsoleLogger())); // the first one loads, the others wait
            using var sum = torch.ones(3).sum();
            Console.WriteLine($"sum {sum.item<float>()}");
            return 0;
        }
        catch (AggregateException failures) when (failures.InnerException is TorchNotAvailableException exception)
        {
            Console.WriteLine(exception.Message);
            return 3;
        }
    }
}
