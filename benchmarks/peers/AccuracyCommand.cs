using System.CommandLine;
using DeepRec.Quality;

namespace DeepRec.Peers;

/// <summary><c>accuracy</c>: error and CPU seconds on MovieLens 100K, ours beside ML.NET's.</summary>
internal static class AccuracyCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "The folder of MovieLens 100K." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 5, Description = "How many random splits and start values." };
        var command = new Command("accuracy", "DeepRec beside ML.NET's SDCA, LightGBM and field-aware factorisation machine: 10 % test rows, settings chosen on 10 % of the others.") { data, seeds };
        command.SetAction(parsed =>
        {
            Run(new MovieLens100K(parsed.GetValue(data)!), parsed.GetValue(seeds));
            return 0;
        });
        return command;
    }

    private static void Run(MovieLens100K source, int seeds)
    {
        var all = source.ReadAll();
        DataSplit[] splits = [.. Enumerable.Range(1, seeds).Select(seed => Split.Random(all, 0.1, seed))];
        DataSplit[] validations = [.. splits.Select((split, i) => OnTrainingRows(split.Train, seed: i + 1))];
        Console.WriteLine(FormattableString.Invariant($"ml-100k, {seeds} random splits: {splits[0].Train.Count:N0} rows to learn from, {splits[0].Test.Count:N0} to test on. Liked: a rating of 4 or 5."));
        Console.WriteLine("CPU seconds: features and training, all threads, mean over the splits.\n");
        Console.WriteLine("| model | settings chosen | RMSE | ± | AUC of liked | CPU s |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var contestants in Contestant.All(source).GroupBy(contestant => contestant.Name))
        {
            // The settings are chosen on validation rows; only the chosen ones see the test rows.
            var chosen = contestants.Count() == 1 ? contestants.Single() : contestants.MinBy(contestant => validations.Select((split, i) => contestant.Run(split, i + 1).Criterion).Average())!;
            Outcome[] outcomes = [.. splits.Select((split, i) => chosen.Run(split, i + 1))];
            Console.WriteLine(Outcome.Row(chosen.Name, chosen.Settings, outcomes));
        }
    }

    private static DataSplit OnTrainingRows(TrainingSet training, int seed)
    {
        var (train, validation) = Split.Validation(training, 0.1, seed);
        return new DataSplit(train, validation);
    }
}
