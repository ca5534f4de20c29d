using DeepRec;
using DeepRec.Models;
using DeepRec.Testing;

// Each class is a collection of its own, and collections run beside each other.
public sealed class FirstTrainingTests
{
    [Fact]
    public void TrainsSavesAndReloads() => Shop.TrainsSavesAndReloads(RecommenderOptions.Recommended, seed: 1);
}

public sealed class SecondTrainingTests
{
    [Fact]
    public void TrainsSavesAndReloads() => Shop.TrainsSavesAndReloads(RecommenderOptions.Article, seed: 2);
}

public sealed class ThirdTrainingTests
{
    [Fact]
    public void TrainsSavesAndReloads() => Shop.TrainsSavesAndReloads(RecommenderOptions.Recommended, seed: 3);
}

public sealed class ContractTests
{
    [Fact]
    public void TheModelKeepsTheContract()
    {
        using var contract = new RatingPredictorContract(new MlpRatingPredictorOptions());
        contract.Verify();
    }
}

internal static class Shop
{
    public static void TrainsSavesAndReloads(RecommenderOptions options, int seed)
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 40, Ratings = 1_200, Seed = seed });
        var (train, test) = Split.Random(shop.ToDataset(), testFraction: 0.2, seed: seed);
        string path = $"shop-{seed}.deeprec";

        using var trained = Recommender.Train<string, string>(train, options with { Trainer = options.Trainer with { Epochs = 2 } }, TestContext.Current.CancellationToken);
        trained.Save(path);
        using var loaded = Recommender.Load<string, string>(path);

        Assert.Equal(trained.Predict(test), loaded.Predict(test));
    }
}
