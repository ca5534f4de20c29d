// Recommends for all users at night: each process takes a partition of them, goes on where an earlier run of it was stopped, and leaves whole files alone.
using System.CommandLine;
using BatchScoring;
using DeepRec;

var bundle = new Option<FileInfo?>("--bundle") { Description = "A .deeprec file of rankings with ids that are texts. Without: a small shop is trained first, into the folder." };
var folder = new Option<DirectoryInfo>("--output") { DefaultValueFactory = _ => new DirectoryInfo("recommendations"), Description = "The folder of the results." };
var partition = new Option<int>("--partition") { Description = "Which part of the users, from 0." };
var partitions = new Option<int>("--of") { DefaultValueFactory = _ => 1, Description = "How many parts there are." };
var count = new Option<int>("--count") { DefaultValueFactory = _ => 10, Description = "How many items for each user." };
var chunk = new Option<int>("--chunk") { DefaultValueFactory = _ => 1000, Description = "How many users are kept at once: what a stopped run loses at most." };
var command = new RootCommand("Recommends items for all users of a bundle, as CSV.") { bundle, folder, partition, partitions, count, chunk };
command.SetAction((parsed, cancellation) =>
{
    try
    {
        string output = Directory.CreateDirectory(parsed.GetValue(folder)!.FullName).FullName;
        string model = parsed.GetValue(bundle)?.FullName ?? SmallShop.Train(Path.Combine(output, "shop.deeprec"), cancellation);
        var work = new PartitionWork(parsed.GetValue(partition), parsed.GetValue(partitions), parsed.GetValue(count), parsed.GetValue(chunk));
        Console.WriteLine(work.Run(model, output, cancellation));
        return Task.FromResult(0);
    }
    catch (Exception e) when (e is ArgumentException or InvalidBundleException or IOException)
    {
        Console.Error.WriteLine(e.Message);
        return Task.FromResult(2);
    }
});
return command.Parse(args).Invoke();
