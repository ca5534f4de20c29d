using System.CommandLine;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary><c>ranking</c>: where the items that users wanted stand in the rankings of models.</summary>
internal static class RankingCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "A folder in the layout, or a file of sequences." };
        var layout = new Option<string>("--layout") { Required = true, Description = $"{string.Join(", ", RankingSource.Layouts)}." };
        var model = new Option<string[]>("--model") { DefaultValueFactory = _ => ["all"], AllowMultipleArgumentsPerToken = true, Description = $"{string.Join(", ", RankingModels.All.Select(m => m.Name))}, or all." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The first seed of the models." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How many seeds each model is trained with; metrics are means over them." };
        var dataSeed = new Option<int>("--data-seed") { DefaultValueFactory = _ => 42, Description = "Shuffles ids and the order of users." };
        var byTime = new Option<bool>("--by-time") { Description = "For movielens: the newest tenth of all rows is tested on, in place of each user's newest." };
        var validation = new Option<bool>("--validation") { Description = "Instead of the test rows, test on the validation rows: for choosing settings." };
        var compare = new Option<bool>("--compare") { Description = "Print intervals over users, and paired tests of all models by NDCG@10 and Recall@10." };
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the results." };
        var command = new Command("ranking", "Where the items that users wanted stand in the rankings of models.") { data, layout, model, seed, seeds, dataSeed, byTime, validation, compare, json };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var source = RankingSource.Open(parsed.GetValue(data)!, parsed.GetValue(layout)!, parsed.GetValue(dataSeed), parsed.GetValue(byTime));
                int[] modelSeeds = [.. Enumerable.Range(parsed.GetValue(seed), parsed.GetValue(seeds) is >= 1 and var count ? count : throw new ArgumentException("--seeds is 1 or more."))];
                var results = RankingRun.Run(source, RankingModels.Named(parsed.GetValue(model)!), modelSeeds, parsed.GetValue(validation), cancellation);
                AnsiConsole.Profile.Width = 200;
                Console.WriteLine(results.Protocol);
                AnsiConsole.Write(results.ToTable());
                if (parsed.GetValue(compare)) Console.WriteLine(results.Compare("NDCG@10", "Recall@10"));
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
