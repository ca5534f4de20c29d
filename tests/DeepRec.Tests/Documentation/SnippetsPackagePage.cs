using Console = DeepRec.Tests.Documentation.CapturedConsole;

#pragma warning disable IDE0040 // As a reader writes it.

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of src/DeepRec/README.md and src/DeepRec.Cpu/README.md. The pages of the other packages show what their guides do.</summary>
internal static class SnippetsPackagePage
{
    public static void Core()
    {
        var ratings = Dataset.FromCsv<Rating>("ratings.csv");
        var (train, test) = Split.ByTime(ratings, testFraction: 0.2);

        using var recommender = Recommender.Train<string, string>(train);

        Console.WriteLine($"MSE {recommender.Evaluate(test).MeanSquaredError:F4}");
        foreach (var (item, score) in recommender.Recommend("u1", count: 10)) Console.WriteLine($"{item}  {score:F2}");
        recommender.Save("shop.deeprec");
    }

    record Rating([User] string UserId, [Item] string ItemId, [Numeric] float? Price, [Categorical] string? Brand, [Timestamp] DateTimeOffset At, [Label] float Value);
}
