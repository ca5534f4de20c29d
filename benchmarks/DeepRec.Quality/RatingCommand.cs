using System.CommandLine;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary><c>rating</c>: error of predicted ratings.</summary>
internal static class RatingCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "MovieLens 100K, 1M or latest (folder, or its file of ratings), or any CSV file." };
        var folds = new Option<string?>("--folds") { Description = "Published folds, such as u1,u2: NAME.base to learn from, NAME.test to test on. The default where the folder has u1.base: u1,u2,u3,u4,u5." };
        var testRows = new Option<string?>("--test-rows") { Description = "A file of row numbers to test on, one a line, from 0." };
        var testUsers = new Option<string?>("--test-users") { Description = "A file of user ids, one a line: all their rows are tested on." };
        var random = new Option<double?>("--random") { Description = "The share of rows to test on, drawn at random. The default elsewhere: 0.1." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 42, Description = "Decides which rows, and with --seeds the first seed of the models." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How many seeds each model is trained with; errors are means over them." };
        var validation = new Option<double?>("--validation") { Description = "Instead of the test rows, test on this share of the training rows: for choosing settings." };
        var model = new Option<string[]>("--model") { DefaultValueFactory = _ => ["all"], AllowMultipleArgumentsPerToken = true, Description = $"{string.Join(", ", RatingModels.All.Select(m => m.Name))}, or all." };
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the results." };
        var mapping = new CsvMappingOptions();
        var command = new Command("rating", "Error of predicted ratings.") { data, folds, testRows, testUsers, random, seed, seeds, validation, model, json };
        mapping.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var source = RatingSource.Open(parsed.GetValue(data)!, mapping.Of(parsed));
                var protocol = RatingProtocol.Of(source, parsed.GetValue(folds), parsed.GetValue(testRows), parsed.GetValue(testUsers), parsed.GetValue(random), parsed.GetValue(seed), parsed.GetValue(validation));
                int[] modelSeeds = [.. Enumerable.Range(parsed.GetValue(seed), parsed.GetValue(seeds) is >= 1 and var count ? count : throw new ArgumentException("--seeds is 1 or more."))];
                var report = RatingRun.Run(source, protocol, RatingModels.Named(parsed.GetValue(model)!), modelSeeds, cancellation);
                AnsiConsole.Profile.Width = 200;
                AnsiConsole.Write(report.ToTable());
                if (parsed.GetValue(json) is { } file) report.Save(file.FullName);
                return Task.FromResult(0);
            }
            catch (Exception e) when (e is ArgumentException or DatasetException or IOException)
            {
                Console.Error.WriteLine(e.Message);
                return Task.FromResult(2);
            }
        });
        return command;
    }
}
