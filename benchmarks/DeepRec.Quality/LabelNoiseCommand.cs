using System.CommandLine;
using System.Globalization;

namespace DeepRec.Quality;

/// <summary><c>label-noise</c>: what wrong training labels do to the error on clean rows, by loss.</summary>
internal static class LabelNoiseCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "The folder of MovieLens 100K." };
        var fold = new Option<string>("--fold") { DefaultValueFactory = _ => "u1", Description = "Which of the folds." };
        var validation = new Option<bool>("--validation") { Description = "Test on a tenth of the training rows instead; for choosing settings." };
        var shares = new Option<string>("--shares") { DefaultValueFactory = _ => "0,0.1,0.2,0.3,0.4", Description = "Of training ratings that are replaced by uniform ones, by commas." };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 5, Description = "Trainings of each, with other noise." };
        var ridges = new Option<string?>("--ridges") { Description = "Weights of the embedding penalty to try, by commas; else those that were chosen." };
        var command = new Command("label-noise", "Squared, Huber's and absolute error on wrong training labels, tested on clean rows.") { data, fold, validation, shares, seeds, ridges };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var source = new MovieLens100K(parsed.GetValue(data)!);
                string part = parsed.GetValue(fold)!;
                var train = new TrainingSet(source.Read($"{part}.base"));
                var test = source.Read($"{part}.test");
                if (parsed.GetValue(validation)) (train, test) = Split.Random(train.Rows, 0.1);
                Console.WriteLine($"| labels replaced | loss | RMSE | MAE |{Environment.NewLine}|---|---|---|---|");
                new LabelNoiseRun(train, test, source.CreatePipeline).Run(Numbers(parsed.GetValue(shares)), parsed.GetValue(seeds), Numbers(parsed.GetValue(ridges)), Console.WriteLine, cancellation);
                return Task.FromResult(0);
            }
            catch (Exception e) when (e is ArgumentException or DatasetException or InvalidDataException or IOException or FormatException)
            {
                Console.Error.WriteLine(e.Message);
                return Task.FromResult(2);
            }
        });
        return command;
    }

    private static double[] Numbers(string? text) => text is null ? [] : [.. text.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
