using DeepRec.Models;
using DeepRec.Testing;

[assembly: AssemblyFixture(typeof(DeepRec.AspNetCore.Tests.Bundles))]

namespace DeepRec.AspNetCore.Tests;

/// <summary>Bundles of a small shop, trained once: two of rankings, of which the second recommends otherwise, and one of ratings.</summary>
public sealed class Bundles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-web-").FullName;

    public Bundles()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 50, Ratings = 1000 });
        var rows = new TrainingSet(shop.ToDataset());
        Items = [.. shop.Items.Select(item => item.ItemId)];
        Train(First, rows, seed: 1);
        Train(Second, rows, seed: 2);
        using var ratings = Recommender.Train<string, string>(rows, RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1, BatchSize = 100 } });
        ratings.Save(Ratings);
    }

    public IReadOnlyList<string> Items { get; }

    public string First => Path.Combine(_folder, "first.deeprec");

    public string Second => Path.Combine(_folder, "second.deeprec");

    public string Ratings => Path.Combine(_folder, "ratings.deeprec");

    /// <summary>Puts a file in the place of another in one move, as <c>Save</c> does.</summary>
    public static void Put(string source, string target)
    {
        File.Copy(source, target + ".new", overwrite: true);
        File.SetLastWriteTimeUtc(target + ".new", DateTime.UtcNow);
        File.Move(target + ".new", target, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Train(string path, TrainingSet rows, int seed)
    {
        var options = new RankingOptions
        {
            Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 8, History = new Encoders.PooledHistoryOptions { Length = 5 }, ResidualWidth = 0 }, Loss = new FullSoftmaxLoss() },
            Trainer = new TrainerOptions { Epochs = 2, BatchSize = 100, Seed = seed, Optimizer = new AdamOptions { LearningRate = 0.01 } },
        };
        using var recommender = Recommender.TrainRanking<string, string>(rows, options);
        recommender.Save(path);
    }
}
