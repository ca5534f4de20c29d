using System.CommandLine;
using Spectre.Console;

namespace DeepRec.Quality;

/// <summary><c>text</c>: ratings of items that are known by what others wrote about them alone.</summary>
internal static class TextCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "An Amazon file of reviews, such as Musical_Instruments.json, or its folder." };
        var model = new Option<string[]>("--model") { DefaultValueFactory = _ => ["all"], AllowMultipleArgumentsPerToken = true, Description = $"What reads the text: {string.Join(", ", TextModels.All.Select(m => m.Name))}, or all. The model without text is always among them." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 42, Description = "Decides which items are held out, and the first seed of the models." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How many seeds each model is trained with." };
        var validation = new Option<bool>("--validation") { Description = "Leave the test items out and hold others out instead: for choosing settings." };
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the results." };
        var command = new Command("text", "Error of ratings of unseen items, with and without their text.") { data, model, seed, seeds, validation, json };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                string path = parsed.GetValue(data)!;
                int first = parsed.GetValue(seed);
                bool validates = parsed.GetValue(validation);
                int[] modelSeeds = [.. Enumerable.Range(first, parsed.GetValue(seeds) is >= 1 and var count ? count : throw new ArgumentException("--seeds is 1 or more."))];
                var models = TextModels.Named(parsed.GetValue(model)!);
                var protocols = TextProtocol.Of(Review.Read(path), first, validates);
                var results = TextRun.Run(Path.GetFileNameWithoutExtension(path.TrimEnd('/', '\\')), protocols, TextProtocol.NameOf(first, validates), models, modelSeeds, cancellation);
                AnsiConsole.Profile.Width = 200;
                AnsiConsole.Write(results.ToTable());
                if (parsed.GetValue(json) is { } file) results.Save(file.FullName);
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
