using System.Globalization;
using System.Reflection;
using Microsoft.ML;

namespace DeepRec.Peers;

/// <summary>Training beside ML.NET's over the same rows.</summary>
internal static class MlNetPart
{
    private static readonly string[] Models = ["biased-mf", "mlp-article", "mlp-recommended"];

    private static readonly (string Name, string Settings, Func<MlNet, Outcome> Run)[] Trainers =
    [
        ("SDCA", "20 iterations, L2 1e-4", mlNet => mlNet.Sdca(20, 1e-4f)),
        ("LightGBM", "100 trees, 31 leaves", mlNet => mlNet.LightGbm(100, 31)),
        ("FFM", "5 iterations, dimension 8", mlNet => mlNet.FieldAware(5, 8)),
    ];

    public static ComparePart Create() => new(
        "mlnet",
        "100,000 made-up ratings in the shape of MovieLens 100K (users, items, ages, genders, occupations, genres, years; a rating is the sum of effects, of what user and item have in common, and of noise), a tenth to test on. Seconds of "
        + "the process' CPU time to make features and train, both sides as they are set and not tuned for these rows; the note has the errors on the test rows, or for FFM, which classifies, the chance that a rating of 4 or 5 is scored "
        + "above another. They stop where each thinks fit, so that a ratio says what an answer costs, not how fast the same work is done. Errors on real data: docs/accuracy.md.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        var work = new MlNetWork();
        var outcomes = Models.Concat(Trainers.Select(trainer => trainer.Name)).ToDictionary(name => name, _ => new List<Outcome>());
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            foreach (string model in Models) outcomes[model].Add(work.Ours(model, seed: 1));
            foreach (var trainer in Trainers) outcomes[trainer.Name].Add(trainer.Run(new MlNet(work.Split, seed: 1)));
        }

        string version = typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        foreach (var trainer in Trainers)
        {
            foreach (string model in Models)
            {
                var (ours, theirs) = (outcomes[model], outcomes[trainer.Name]);
                string note = theirs[0].Error is { } error
                    ? string.Create(CultureInfo.InvariantCulture, $"RMSE {ours[0].Error:F4}, theirs {error:F4}")
                    : string.Create(CultureInfo.InvariantCulture, $"AUC {ours[0].Auc:F4}, theirs {theirs[0].Auc:F4}");
                yield return new Measurement(
                    $"train {model}", $"ML.NET {version} {trainer.Name}, {trainer.Settings}", "s", [.. ours.Skip(1).Select(outcome => outcome.Seconds)], [.. theirs.Skip(1).Select(outcome => outcome.Seconds)],
                    LessIsBetter: true, Note: note);
            }
        }
    }
}
