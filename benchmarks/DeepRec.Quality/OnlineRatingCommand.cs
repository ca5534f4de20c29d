using System.CommandLine;

namespace DeepRec.Quality;

/// <summary><c>online-ratings</c>: a recommender of ratings that is updated day by day against the same one left as it was.</summary>
internal static class OnlineRatingCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "A MovieLens folder." };
        var from = new Option<double>("--from") { DefaultValueFactory = _ => 0.6, Description = "The share of the rows, the oldest, that is trained on first." };
        var until = new Option<double>("--until") { DefaultValueFactory = _ => 1, Description = "Up to which share of the rows days are gone through; less than 1 for choosing settings." };
        var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => UpdateOptions.Ratings.Epochs, Description = "Of an update." };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => UpdateOptions.Ratings.BatchSize, Description = "Ratings a step of an update." };
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => UpdateOptions.Ratings.LearningRateFactor, Description = "The factor of the learning rate of an update." };
        var replay = new Option<double>("--replay") { DefaultValueFactory = _ => UpdateOptions.Ratings.ReplayShare, Description = "The share of repeated ratings of an update." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "How often all of it is done, each time from another seed." };
        var command = new Command("online-ratings", "Daily updates of predicted ratings against the same recommender left as it was: each day is tested on before it is learned from.") { data, from, until, epochs, batch, rate, replay, seeds };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var update = UpdateOptions.Ratings with { Epochs = parsed.GetValue(epochs), BatchSize = parsed.GetValue(batch), LearningRateFactor = parsed.GetValue(rate), ReplayShare = parsed.GetValue(replay) };
                new OnlineRatingRun(OnlineRows.Of(MovieLensLayout.ReadRatings(parsed.GetValue(data)!), parsed.GetValue(from), parsed.GetValue(until)), update).Run(parsed.GetValue(seeds), cancellation);
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
