using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Load;

/// <summary>The models of the service: a ranker over 10,000 items, twice with other weights, and a model of ratings; trained shortly, as speed does not depend on how well.</summary>
internal static class LoadBundles
{
    public const int Users = 2000, Items = 10_000;

    public static string RankingIn(string folder) => Path.Combine(folder, "ranking.deeprec");

    public static string RatingIn(string folder) => Path.Combine(folder, "rating.deeprec");

    /// <summary>The ranker of one of two seeds, to be put in the place of the served one.</summary>
    public static string Other(string folder, int seed) => Path.Combine(folder, $"seed{seed}.deeprec");

    public static void Make(string folder)
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = Users, Items = Items, Ratings = 100_000 });
        var rows = new TrainingSet(shop.ToDataset());
        foreach (int seed in new[] { 1, 2 })
        {
            using var ranker = Recommender.TrainRanking<string, string>(rows, new RankingOptions
            {
                Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 64, History = new Encoders.PooledHistoryOptions { Length = 20 } } },
                Trainer = new TrainerOptions { Epochs = 1, Seed = seed },
            });
            ranker.Save(Other(folder, seed));
        }

        File.Copy(Other(folder, 1), RankingIn(folder));
        using var ratings = Recommender.Train<string, string>(rows, RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1 } });
        ratings.Save(RatingIn(folder));
    }

    /// <summary>Puts a file in the place of the served ranker in one move.</summary>
    public static void Put(string source, string folder)
    {
        string unfinished = RankingIn(folder) + ".new";
        File.Copy(source, unfinished, overwrite: true);
        File.SetLastWriteTimeUtc(unfinished, DateTime.UtcNow);
        File.Move(unfinished, RankingIn(folder), overwrite: true);
    }
}
