using DeepRec.Models;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/privacy.md.</summary>
internal static class SnippetsPrivacy
{
    public static Recommender<string, string> Train(TrainingSet train)
    {
        var recommender = Recommender.Train<string, string>(train, new RecommenderOptions
        {
            Model = new MlpRatingPredictorOptions { HiddenLayers = [16], EmbeddingDimension = 2, StandardizeLabel = true, Biases = true },
            Trainer = new TrainerOptions
            {
                Epochs = 20,
                BatchSize = 400,
                Optimizer = new AdamOptions { LearningRate = 0.02 },
                Privacy = new PrivacyOptions { Epsilon = 2, Delta = 1e-6, Unit = PrivacyUnit.User, ClippingNorm = 0.3 },
            },
        });

        var spent = recommender.Privacy!; // after loading, too
        Console.WriteLine($"epsilon {spent.Epsilon:F2} at delta {spent.Delta} of a {spent.Unit}: noise {spent.NoiseMultiplier:F2} over {spent.Steps} steps");
        return recommender;
    }

    public static void Account()
    {
        var accountant = new PrivacyLossAccountant(new PrivacyPhase(NoiseMultiplier: 1.1, SampleRate: 0.01, Steps: 1000), new PrivacyPhase(0.8, 0.01, 200));
        Console.WriteLine($"{accountant.Epsilon(1e-6):F3}, by Renyi divergences {new RenyiAccountant(accountant.Phases).Epsilon(1e-6):F3}");
        Console.WriteLine($"{NoiseMultiplier.For(epsilon: 1, delta: 1e-6, sampleRate: 0.01, steps: 1000):F3}");
    }

    public static int Forget(Recommender<string, string> recommender, string user)
    {
        using var forgotten = recommender.Forget(user);
        forgotten.Save("shop.deeprec"); // in the place of the old file; see to backups too
        return forgotten.UserCount;
    }

    public static Dataset Name(Dataset ratings, byte[] key)
    {
        var pseudonyms = new Pseudonyms(key); // Pseudonyms.NewKey(), once, into the vault
        var train = pseudonyms.Replace(ratings, "UserId");
        Console.WriteLine(pseudonyms.Of("u1").Length);
        return train;
    }

    public static Dataset Export(Dataset ratings) => KAnonymity.Suppress(ratings, k: 5, person: "UserId", "Device", "ItemId");
}
