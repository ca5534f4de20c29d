using DeepRec.Testing;

namespace DeepRec.Tests;

/// <summary>A small shop with a recommender trained on it, shared by the tests of a class. Two items were never rated.</summary>
public sealed class SmallShop : IDisposable
{
    public static readonly string[] Unrated = ["new-1", "new-2"];

    public SmallShop()
    {
        Shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 50, Ratings = 1000, MissingShare = 0.05 });
        var items = Shop.Items.Append(new ShopItem(Unrated[0], 30, "books", "brand-01")).Append(new ShopItem(Unrated[1], null, "games", null));
        Rows = Dataset.Join(Dataset.From(Shop.Ratings), Dataset.From(Shop.Users), Dataset.From(items));
        (Train, Test) = Split.Random(Rows, 0.2);
        Recommender = TrainOn<string, string>(Train, Quick);
    }

    /// <summary>The recommended settings, with few and small steps.</summary>
    public static RecommenderOptions Quick { get; } = RecommenderOptions.Recommended with
    {
        Trainer = RecommenderOptions.Recommended.Trainer with { Epochs = 4, BatchSize = 100 },
    };

    public GeneratedShop Shop { get; }

    public Dataset Rows { get; }

    public TrainingSet Train { get; }

    public Dataset Test { get; }

    public Recommender<string, string> Recommender { get; }

    public float LeastLabel => Labels(Train.Rows).Min();

    public float GreatestLabel => Labels(Train.Rows).Max();

    public static float[] Labels(Dataset rows) => rows.Column<NumberColumn>("Value").Values.ToArray();

    /// <summary>The items that a user rated in training.</summary>
    public IReadOnlySet<string> RatedBy(string user) =>
        Enumerable.Range(0, Train.Count).Where(row => Train.Rows["UserId"].TextAt(row) == user).Select(row => Train.Rows["ItemId"].TextAt(row)!).ToHashSet();

    /// <summary>Trains, and ends with the test.</summary>
    public static Recommender<TUser, TItem> TrainOn<TUser, TItem>(TrainingSet rows, RecommenderOptions options)
        where TUser : notnull
        where TItem : notnull => DeepRec.Recommender.Train<TUser, TItem>(rows, options, TestContext.Current.CancellationToken);

    public void Dispose() => Recommender.Dispose();
}
