using DeepRec;
using DeepRec.Models;
using DeepRec.Testing;

namespace BatchScoring;

/// <summary>A shop to try it on.</summary>
internal static class SmallShop
{
    /// <summary>Trains its ranker where there is none yet.</summary>
    /// <param name="path">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <returns>The same path.</returns>
    public static string Train(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) return path;
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 800, Items = 200, Ratings = 20_000 });
        var options = new RankingOptions { Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 16 } }, Trainer = new TrainerOptions { Epochs = 3 } };
        using var ranker = Recommender.TrainRanking<string, string>(new TrainingSet(shop.ToDataset()), options, cancellationToken);
        ranker.Save(path);
        return path;
    }
}
