using System.CommandLine;

namespace DeepRec.Quality;

/// <summary><c>online</c>: a recommender that is updated day by day against the same one left as it was.</summary>
internal static class OnlineCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "A MovieLens folder, each rating an interaction." };
        var from = new Option<double>("--from") { DefaultValueFactory = _ => 0.6, Description = "The share of the rows, the oldest, that is trained on first." };
        var until = new Option<double>("--until") { DefaultValueFactory = _ => 1, Description = "Up to which share of the rows days are gone through; less than 1 for choosing settings." };
        var first = new Option<int>("--first-epochs") { DefaultValueFactory = _ => 4, Description = "Of the first training; the default was chosen on --from 0.4 --until 0.6." };
        var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => new UpdateOptions().Epochs, Description = "Of an update." };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => new UpdateOptions().BatchSize, Description = "Interactions a step of an update." };
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => new UpdateOptions().LearningRateFactor, Description = "The factor of the learning rate of an update." };
        var replay = new Option<double>("--replay") { DefaultValueFactory = _ => new UpdateOptions().ReplayShare, Description = "The share of repeated interactions of an update." };
        var forget = new Option<bool>("--forget-moments") { Description = "Begin each update with moments of zero." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How often all of it is done, each time from another seed; users' values are averaged." };
        var model = new Option<string>("--model") { DefaultValueFactory = _ => "softmax-ranker", Description = $"{string.Join(", ", OnlineRun.Models.Keys)}." };
        var command = new Command("online", "Daily updates against the same recommender left as it was: each day is tested on before it is learned from.") { data, from, until, first, epochs, batch, rate, replay, forget, seeds, model };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var options = new UpdateOptions
                {
                    Epochs = parsed.GetValue(epochs),
                    BatchSize = parsed.GetValue(batch),
                    LearningRateFactor = parsed.GetValue(rate),
                    ReplayShare = parsed.GetValue(replay),
                    KeepOptimizerState = !parsed.GetValue(forget),
                };
                new OnlineRun(parsed.GetValue(data)!, parsed.GetValue(model)!, parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(first), options).Run(parsed.GetValue(seeds), cancellation);
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
