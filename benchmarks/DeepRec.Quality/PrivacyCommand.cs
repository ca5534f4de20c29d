using System.CommandLine;
using System.Globalization;

namespace DeepRec.Quality;

/// <summary><c>privacy</c>: accuracy against ε, and what an attack finds out.</summary>
internal static class PrivacyCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "The folder of MovieLens 100K." };
        var fold = new Option<string>("--fold") { DefaultValueFactory = _ => "u1", Description = "Which of the folds." };
        var validation = new Option<bool>("--validation") { Description = "Test on a tenth of the training rows instead; for choosing settings." };
        var epsilons = new Option<string>("--epsilon") { DefaultValueFactory = _ => "0.5,1,2,4,8,inf", Description = "By commas; inf is without noise and clipping." };
        var delta = new Option<double>("--delta") { DefaultValueFactory = _ => 1e-6 };
        var unit = new Option<PrivacyUnit>("--unit") { DefaultValueFactory = _ => PrivacyUnit.Example };
        var clip = new Option<double>("--clip") { DefaultValueFactory = _ => 1 };
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 5e-3, Description = "The learning rate, falling to 0." };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 8000 };
        var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => 16 };
        var dimension = new Option<int>("--dimension") { DefaultValueFactory = _ => 8, Description = "Of the embeddings." };
        var attack = new Option<int>("--attack") { Description = "Not the accuracy, but how well rows of training are told by their errors, over so many random halves of all rows." };
        var cost = new Option<int>("--cost") { Description = "Not the accuracy, but how much longer private trainings of several families take, over so many rounds." };
        var command = new Command("privacy", "Accuracy against epsilon, the attack of Yeom et al., or the cost in time.") { data, fold, validation, attack, cost, epsilons, delta, unit, clip, rate, batch, epochs, dimension };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                double[] asked = [.. parsed.GetValue(epsilons)!.Split(',').Select(text => text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture))];
                var trainer = new TrainerOptions
                {
                    BatchSize = parsed.GetValue(batch),
                    Epochs = parsed.GetValue(epochs),
                    Optimizer = new AdamOptions { LearningRate = parsed.GetValue(rate) },
                    Schedule = new LinearSchedule(),
                    Privacy = new PrivacyOptions { Delta = parsed.GetValue(delta), Unit = parsed.GetValue(unit), ClippingNorm = parsed.GetValue(clip) },
                };
                if (parsed.GetValue(cost) is > 0 and var rounds)
                {
                    new PrivacyCost(parsed.GetValue(data)!, parsed.GetValue(fold)!, rounds).Run(cancellation);
                    return Task.FromResult(0);
                }

                var run = new PrivacyRun(parsed.GetValue(data)!, parsed.GetValue(fold)!, parsed.GetValue(validation), trainer, parsed.GetValue(dimension));
                if (parsed.GetValue(attack) > 0) run.Attack(asked, parsed.GetValue(attack), cancellation);
                else run.Run(asked, cancellation);
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
