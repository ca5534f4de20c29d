// A service under load: how many requests it answers beside an endpoint that does nothing, and whether one fails while bundles are exchanged, spoilt, or Redis dies.
using System.CommandLine;
using DeepRec.Load;

var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 5, Description = "How long each measurement takes." };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How often each is made, in turn with the others." };
var warmUp = new Option<int>("--warm-up") { DefaultValueFactory = _ => 10, Description = "How many seconds each path is asked for before it is measured." };
var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 200_000, Description = "Over how many requests memory is watched." };
var folder = new Option<string>("--folder") { Required = true, Description = "Where the bundles lie." };
var redis = new Option<string?>("--redis") { Description = "How to reach Redis." };
var serve = new Command("serve", "The service alone; the other command starts it.") { folder, redis };
serve.SetAction((parsed, cancellation) => LoadService.RunAsync(parsed.GetValue(folder)!, parsed.GetValue(redis), cancellation));
var command = new RootCommand("Load on a service of this machine, by wrk.") { seconds, rounds, warmUp, requests, serve };
command.SetAction(async (parsed, cancellation) =>
{
    try
    {
        await LoadRun.RunAsync(new LoadSettings(parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(warmUp), parsed.GetValue(requests)), cancellation);
        return 0;
    }
    catch (InvalidOperationException e)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
});
return await command.Parse(args).InvokeAsync();
