using System.CommandLine;

namespace DeepRec.Quality;

/// <summary><c>fairness</c>: exposure and quality between groups, before and after lists are put together anew.</summary>
internal static class FairnessCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "The folder of MovieLens 100K." };
        var target = new Option<ExposureTarget>("--target") { DefaultValueFactory = _ => ExposureTarget.Catalogue, Description = "What exposure the genres deserve." };
        var weight = new Option<double>("--weight") { DefaultValueFactory = _ => 0.5, Description = "Of calibration." };
        var loss = new Option<double>("--loss") { DefaultValueFactory = _ => 0.02, Description = "The part of NDCG that a bonus may cost on the validation rows." };
        var command = new Command("fairness", "Gaps between genres and between users by gender and age, before and after the remedies, with intervals.") { data, target, weight, loss };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                new FairnessRun(parsed.GetValue(data)!, parsed.GetValue(target), parsed.GetValue(weight), parsed.GetValue(loss)).Run(cancellation);
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
}
