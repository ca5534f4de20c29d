using DeepRec;

// Users like items of their own parity.
var rows = from user in Enumerable.Range(0, 40)
           from item in Enumerable.Range(0, 30)
           where (user + 2 * item) % 3 != 0
           select new Rating(user, $"item-{item}", (user + item) % 2 == 0 ? 5 : 1);
var (train, test) = Split.Random(Dataset.From(rows), testFraction: 0.2, seed: 42);

using var trained = Recommender.Train<int, string>(train, RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 3 } });
trained.Save("console.deeprec");
using var loaded = Recommender.Load<int, string>("console.deeprec");

float[] before = [.. trained.Predict(test)], after = [.. loaded.Predict(test)];
Console.WriteLine($"{after.Length} predictions, the same: {before.SequenceEqual(after)}, finite: {after.All(float.IsFinite)}");
Console.WriteLine($"recommended: {loaded.Recommend(7, count: 3).Count}");

internal sealed record Rating([User] int UserId, [Item] string ItemId, [Label] float Value);
