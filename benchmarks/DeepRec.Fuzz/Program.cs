// Hands a million damaged and forged bundles, or a million odd rows and ids, to the library:
//   dotnet run -c Release --project benchmarks/DeepRec.Fuzz -- bundles --count 1000000 --seed 1
//   dotnet run -c Release --project benchmarks/DeepRec.Fuzz -- rows    --count 1000000 --seed 1
// One input again: --only INDEX. What fails is saved into --failures FOLDER (default: fuzz-failures). Exit code 0: nothing failed.
using DeepRec;
using DeepRec.Fuzz;

if (FuzzArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine("usage: bundles|rows [--count N] [--seed N] [--only INDEX] [--failures FOLDER]");
    return 2;
}

TorchRuntime.EnsureLoaded();
TorchSharp.torch.set_num_threads(1); // rows so few are done before a second thread has woken up
var report = arguments.What == "bundles" ? new BundleFuzzer(arguments).Run() : new RowFuzzer(arguments).Run();
Console.WriteLine(report);
return report.Failures == 0 ? 0 : 1;
