using System.CommandLine;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary><c>context</c>: the same models with and without the context of a request.</summary>
internal static class ContextCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "A folder in the layout of frappe: frappe.csv." };
        var model = new Option<string[]>("--model") { DefaultValueFactory = _ => ["all"], AllowMultipleArgumentsPerToken = true, Description = $"{string.Join(", ", ContextModels.All.Select(m => m.Name))}, or all." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The first seed of the models." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How many seeds each model is trained with; metrics are means over them, intervals those of the first." };
        var dataSeed = new Option<int>("--data-seed") { DefaultValueFactory = _ => 42, Description = "Decides which rows of a user are held out." };
        var validation = new Option<bool>("--validation") { Description = "Instead of the test rows, test on the validation rows: for choosing settings." };
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the results." };
        var command = new Command("context", "The same models with and without the context of a request.") { data, model, seed, seeds, dataSeed, validation, json };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                int[] modelSeeds = [.. Enumerable.Range(parsed.GetValue(seed), parsed.GetValue(seeds) is >= 1 and var count ? count : throw new ArgumentException("--seeds is 1 or more."))];
                var models = ContextModels.Named(parsed.GetValue(model)!);
                var results = ContextRun.Run(ContextSource.Open(parsed.GetValue(data)!, parsed.GetValue(dataSeed)), models, modelSeeds, parsed.GetValue(validation), cancellation);
                AnsiConsole.Profile.Width = 200;
                Console.WriteLine(results.Protocol);
                AnsiConsole.Write(results.ToTable());
                Console.WriteLine(results.Compare("NDCG@10", "Recall@10"));
                if (parsed.GetValue(json) is { } file) results.Save(file.FullName);
                return Task.FromResult(0);
            }
            catch (Exception e) when (e is ArgumentException or DatasetException or InvalidDataException or IOException)
            {
                Console.Error.WriteLine(e.Message);
                return Task.FromResult(2);
            }
        });
        return command;
    }
}
