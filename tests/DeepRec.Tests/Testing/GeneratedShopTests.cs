using DeepRec.Testing;

namespace DeepRec.Tests;

public sealed class GeneratedShopTests
{
    private static readonly Lazy<GeneratedShop> Lazily = new(() => GeneratedShop.Create());

    private static GeneratedShop Shop => Lazily.Value;

    [Fact]
    public void TheShopHasTheSizeAsked()
    {
        Assert.Equal((2_000, 500, 200_000), (Shop.Users.Count, Shop.Items.Count, Shop.Ratings.Count));
        Assert.Equal(200_000, Shop.Ratings.Select(r => (r.UserId, r.ItemId)).Distinct().Count());
        Assert.Equal("u17", Shop.Users[17].UserId);
        Assert.Equal("i42", Shop.Items[42].ItemId);
        Assert.Equal((3, 8), (Shop.Users.Select(u => u.Gender).Distinct().Count(), Shop.Users.Select(u => u.Region).Distinct().Count()));
        Assert.Equal((10, 30), (Shop.Items.Select(i => i.Category).Distinct().Count(), Shop.Items.Select(i => i.Brand).Distinct().Count()));
        Assert.Equal((18, 75), (Shop.Users.Min(u => u.Age), Shop.Users.Max(u => u.Age)));
        Assert.Equal(["desktop", "phone", "tablet"], Shop.Ratings.Select(r => r.Device).Distinct().Order());
    }

    [Fact]
    public void FewUsersAndItemsHaveMuchOfTheRatings()
    {
        int[] users = [.. Shop.Ratings.CountBy(r => r.UserId).Select(p => p.Value).OrderDescending()];
        int[] items = [.. Shop.Ratings.CountBy(r => r.ItemId).Select(p => p.Value).OrderDescending()];

        Assert.Equal(2_000, users.Length);
        Assert.True(users[^1] >= 5);
        Assert.InRange(users.Take(200).Sum(), 50_000, 140_000); // a tenth of the users, two and a half times their share or more
        Assert.InRange(items.Take(50).Sum(), 40_000, 100_000); // a tenth of the items, twice their share or more
    }

    [Fact]
    public void PricesAreLogNormalAroundThirty()
    {
        double[] logarithms = [.. Shop.Items.Select(i => Math.Log(i.Price!.Value))];
        double mean = logarithms.Average();

        Assert.Equal(Math.Log(30), mean, 4 * 0.8 / Math.Sqrt(500));
        Assert.Equal(0.64, logarithms.Average(v => (v - mean) * (v - mean)), 4 * 0.64 * Math.Sqrt(2.0 / 500));
    }

    [Fact]
    public void RatingsRunOldestFirstThroughNinetyDays()
    {
        var opening = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(Shop.Ratings.Select(r => r.At).Order(), Shop.Ratings.Select(r => r.At));
        Assert.InRange(Shop.Ratings[0].At, opening, opening.AddDays(1));
        Assert.InRange(Shop.Ratings[^1].At, opening.AddDays(89), opening.AddDays(90).AddSeconds(-1));
    }

    [Fact]
    public void RatingsLieBetweenZeroAndOneAroundTheirExpectedValueWithVariance004()
    {
        double[] squares = [.. Shop.Ratings.Select(SquaredNoise)];
        double variance = squares.Average();
        double standardError = Math.Sqrt(squares.Average(s => (s - variance) * (s - variance)) / squares.Length);

        Assert.All(Shop.Ratings, r => Assert.InRange(r.Value, 0f, 1f));
        Assert.Equal(0.04, GeneratedShop.NoiseVariance);
        Assert.InRange(variance, 0.04 - 3 * standardError, 0.04 + 3 * standardError);
        Assert.InRange(standardError, 0.0001, 0.0002);
        Assert.Equal(0, Shop.Ratings.Average(r => r.Value - Expected(r)), 3 * 0.2 / Math.Sqrt(200_000));
    }

    [Fact]
    public void ExpectedRatingsSpreadBetween012And088()
    {
        double[] expected = [.. Shop.Ratings.Select(Expected)];
        double mean = expected.Average();

        Assert.All(expected, e => Assert.InRange(e, 0.12, 0.88));
        Assert.Equal(0.5, mean, 0.005);
        Assert.InRange(Math.Sqrt(expected.Average(e => (e - mean) * (e - mean))), 0.16, 0.19);
        Assert.InRange(expected.Count(e => e is 0.12 or 0.88) / 200_000.0, 0, 0.04); // few are cut off
    }

    [Fact]
    public void TastesSumToZeroForEachUserAndItem()
    {
        // What is left of an item's mean over users (weighted by their ratings) is its quality, of standard deviation 0.05; of a user's, the mood.
        var userWeights = Shop.Ratings.CountBy(r => r.UserId).ToDictionary(p => p.Key, p => p.Value / 200_000.0);
        var itemWeights = Shop.Ratings.CountBy(r => r.ItemId).ToDictionary(p => p.Key, p => p.Value / 200_000.0);
        var userMeans = Shop.Users.ToDictionary(u => u.UserId, u => Shop.Items.Sum(i => itemWeights[i.ItemId] * Shop.ExpectedRating(u.UserId, i.ItemId, "phone")));
        var itemMeans = Shop.Items.ToDictionary(i => i.ItemId, i => Shop.Users.Sum(u => userWeights[u.UserId] * Shop.ExpectedRating(u.UserId, i.ItemId, "phone")));

        Assert.Equal(0.05, Deviation(userMeans, userWeights), 0.006);
        Assert.Equal(0.05, Deviation(itemMeans, itemWeights), 0.006);
    }

    [Fact]
    public void BiasesLearnLittleAndTheTruthReachesTheFloor()
    {
        var (train, test) = Split.Random(Shop.ToDataset());

        double biases = RatingBaseline.UserItemBias(train).Evaluate(test).MeanSquaredError;
        double truth = Enumerable.Range(0, test.Count).Average(row => Math.Pow(
            test.Column<NumberColumn>("Value").Values[row] - Shop.ExpectedRating(test["UserId"].TextAt(row)!, test["ItemId"].TextAt(row)!, test["Device"].TextAt(row)!), 2));

        Assert.InRange(biases, 0.062, 0.072);
        Assert.InRange(truth, 0.0395, 0.0405);
    }

    [Fact]
    public void TheSameSeedGivesTheSameShopAndAnotherSeedAnother()
    {
        var options = new GeneratedShopOptions { Users = 50, Items = 40, Ratings = 600, Seed = 7 };
        var shop = GeneratedShop.Create(options);

        Assert.Equal(shop.Rows, GeneratedShop.Create(options).Rows);
        Assert.NotEqual(shop.Ratings, GeneratedShop.Create(options with { Seed = 8 }).Ratings);
    }

    [Fact]
    public void RowsAndDatasetJoinTheThreeTables()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 20, Items = 30, Ratings = 200 });
        var users = shop.Users.ToDictionary(u => u.UserId);
        var items = shop.Items.ToDictionary(i => i.ItemId);

        Assert.Equal(
            shop.Ratings.Select(r => new ShopRow(
                r.UserId, users[r.UserId].Age, users[r.UserId].Gender, users[r.UserId].Region,
                r.ItemId, items[r.ItemId].Price, items[r.ItemId].Category, items[r.ItemId].Brand, r.Device, r.At, r.Value)),
            shop.Rows);
        var data = shop.ToDataset();
        Assert.Equal(200, data.Count);
        Assert.Equal(("UserId", "ItemId", "Value", "At"), (data.Schema.User!.Name, data.Schema.Item!.Name, data.Schema.Label!.Name, data.Schema.Timestamp!.Name));
        Assert.Equal([FeatureRole.UserFeature, FeatureRole.ItemFeature, FeatureRole.Context], [data.Schema["Age"].Role, data.Schema["Price"].Role, data.Schema["Device"].Role]);
    }

    [Fact]
    public void ADirtyShopMissesItsShareAndKeepsItsRatings()
    {
        var dirty = GeneratedShop.Create(new GeneratedShopOptions { MissingShare = 0.1 });

        Assert.Equal(0.1, dirty.Users.Count(u => u.Age is null) / 2_000.0, 4 * 0.3 / Math.Sqrt(2_000));
        Assert.Equal(0.1, dirty.Items.Count(i => i.Price is null) / 500.0, 4 * 0.3 / Math.Sqrt(500));
        Assert.Equal(0.1, dirty.Items.Count(i => i.Brand is null) / 500.0, 4 * 0.3 / Math.Sqrt(500));
        Assert.Equal(Shop.Ratings, dirty.Ratings);
        Assert.Equal(Shop.ExpectedRating("u3", "i4", "desktop"), dirty.ExpectedRating("u3", "i4", "desktop"));
        Assert.True(dirty.ToDataset()["Price"].MissingCount > 0);
        Assert.Equal(0, Shop.ToDataset()["Price"].MissingCount);
    }

    [Theory]
    [InlineData(1, 10, 5)]
    [InlineData(1, 10, 6)]
    [InlineData(3, 9, 15)]
    [InlineData(40, 25, 600)] // every user at the cap
    public void SmallShopsAreFiniteAndOfTheSizeAsked(int users, int items, int ratings)
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = users, Items = items, Ratings = ratings });

        Assert.Equal(ratings, shop.Ratings.Select(r => (r.UserId, r.ItemId)).Distinct().Count());
        Assert.All(shop.Ratings, r => Assert.InRange(Expected(shop, r), 0.12, 0.88));
        Assert.All(shop.Ratings, r => Assert.InRange(r.Value, 0f, 1f));
    }

    [Theory]
    [InlineData(49)]
    [InlineData(121)]
    public void RatingsThatDoNotSuitAreRefusedWithTheRange(int ratings) =>
        Assert.Contains("Ask for 50 to 120 ratings", Assert.Throws<ArgumentException>(
            () => GeneratedShop.Create(new GeneratedShopOptions { Users = 10, Items = 20, Ratings = ratings })).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedShopOptions { Users = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedShopOptions { Items = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedShopOptions { Ratings = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedShopOptions { MissingShare = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratedShopOptions { MissingShare = double.NaN });
    }

    [Fact]
    public void UnknownIdsHaveNoExpectedRating()
    {
        Assert.Contains("no user 'u2000'", Assert.Throws<ArgumentException>(() => Shop.ExpectedRating("u2000", "i0", "phone")).Message, StringComparison.Ordinal);
        Assert.Contains("no item 'x'", Assert.Throws<ArgumentException>(() => Shop.ExpectedRating("u0", "x", "phone")).Message, StringComparison.Ordinal);
        Assert.Contains("phone, tablet, desktop", Assert.Throws<ArgumentException>(() => Shop.ExpectedRating("u0", "i0", "watch")).Message, StringComparison.Ordinal);
    }

    private static double Expected(ShopRating rating) => Expected(Shop, rating);

    private static double Expected(GeneratedShop shop, ShopRating rating) => shop.ExpectedRating(rating.UserId, rating.ItemId, rating.Device);

    private static double SquaredNoise(ShopRating rating) => Math.Pow(rating.Value - Expected(rating), 2);

    private static double Deviation(Dictionary<string, double> means, Dictionary<string, double> weights)
    {
        double mean = means.Sum(p => weights[p.Key] * p.Value);
        return Math.Sqrt(means.Sum(p => weights[p.Key] * (p.Value - mean) * (p.Value - mean)));
    }
}
