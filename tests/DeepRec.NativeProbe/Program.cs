using DeepRec;
using DeepRec.NativeProbe;
using TorchSharp;

if (args is ["save", var source, var target])
{
    // Until the process is killed.
    using var recommender = Recommender.Load<string, string>(source);
    recommender.Save(target);
    Console.WriteLine("saving");
    while (true)
    {
        recommender.Save(target);
    }
}

if (args is ["memory"])
{
    // How much of a large tensor the process still holds after it was freed.
    TorchRuntime.EnsureLoaded();
    long before = Environment.WorkingSet;
    using (torch.ones(256 << 18)) // 256 MiB
    {
        Console.Write($"{(Environment.WorkingSet - before) >> 20} ");
    }

    Console.WriteLine($"{(Environment.WorkingSet - before) >> 20}");
    return 0;
}

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
