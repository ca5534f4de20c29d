using MathNet.Numerics;

namespace DeepRec.Testing;

/// <summary>The truth of the generated shop: what rating is expected of a user for an item on a device.</summary>
internal sealed class ShopTastes
{
    private const int Rank = 2;

    // What only hidden factors carry. Some 80 training ratings a user tell little of a user's own factors, so that much of its square stays
    // on top of the noise for any model: 0.0004 here, against 0.0016 at 0.04.
    private const double LatentDeviation = 0.02;
    private readonly ShopUser[] _users;
    private readonly ShopItem[] _items;
    private readonly double[] _moods;
    private readonly double[] _qualities;
    private readonly double[][] _userFactors; // [rank][users]
    private readonly double[][] _itemFactors; // [rank][items]
    private readonly double[,] _genderByCategory;
    private readonly double[,] _ageByPriceBand;
    private readonly double[,] _regionByCategory;
    private readonly double[,] _deviceByCategory;

    /// <summary>Plants the tastes.</summary>
    /// <param name="users">The users, nothing missing.</param>
    /// <param name="items">The items, nothing missing.</param>
    /// <param name="userCounts">Ratings of each user; [users].</param>
    /// <param name="itemCounts">Ratings of each item; [items].</param>
    /// <param name="deviceCounts">Ratings on each device; [devices].</param>
    /// <param name="random">Draws the tastes.</param>
    public ShopTastes(ShopUser[] users, ShopItem[] items, int[] userCounts, int[] itemCounts, int[] deviceCounts, Random random)
    {
        (_users, _items) = (users, items);
        _moods = ZeroSum.Draw(userCounts, 0.05, random);
        _qualities = ZeroSum.Draw(itemCounts, 0.05, random);

        double factor = Math.Sqrt(LatentDeviation / Math.Sqrt(Rank));
        _userFactors = [.. Enumerable.Range(0, Rank).Select(_ => ZeroSum.Draw(userCounts, factor, random))];
        _itemFactors = [.. Enumerable.Range(0, Rank).Select(_ => ZeroSum.Draw(itemCounts, factor, random))];

        int[] genders = Sum(ShopCatalogue.Genders.Length, users.Select(ShopCatalogue.GenderOf), userCounts);
        int[] ages = Sum(ShopCatalogue.AgeBands, users.Select(ShopCatalogue.AgeBandOf), userCounts);
        int[] regions = Sum(ShopCatalogue.Regions.Length, users.Select(ShopCatalogue.RegionOf), userCounts);
        int[] categories = Sum(ShopCatalogue.Categories.Length, items.Select(ShopCatalogue.CategoryOf), itemCounts);
        int[] priceBands = Sum(ShopCatalogue.PriceBands, items.Select(ShopCatalogue.PriceBandOf), itemCounts);

        _genderByCategory = ZeroSum.Table(Circle(genders.Length), Shuffled(categories.Length, random), genders, categories, 0.1);
        _ageByPriceBand = ZeroSum.Table(HalfCircle(ages.Length), HalfCircle(priceBands.Length), ages, priceBands, 0.07);
        _regionByCategory = ZeroSum.Table(Circle(regions.Length), Shuffled(categories.Length, random), regions, categories, 0.085);
        _deviceByCategory = ZeroSum.Table(Circle(deviceCounts.Length), Shuffled(categories.Length, random), deviceCounts, categories, 0.025);
    }

    /// <summary>The expected rating, in [0.12, 0.88]: far enough from 0 and 1 for a Beta distribution of variance 0.04 with one mode or a tail at one end.</summary>
    public double Expected(int user, int item, int device)
    {
        int category = ShopCatalogue.CategoryOf(_items[item]);
        double rating = 0.5 + _moods[user] + _qualities[item]
            + _genderByCategory[ShopCatalogue.GenderOf(_users[user]), category]
            + _ageByPriceBand[ShopCatalogue.AgeBandOf(_users[user]), ShopCatalogue.PriceBandOf(_items[item])]
            + _regionByCategory[ShopCatalogue.RegionOf(_users[user]), category]
            + _deviceByCategory[device, category];
        for (int f = 0; f < Rank; f++) rating += _userFactors[f][user] * _itemFactors[f][item];
        return Math.Clamp(rating, 0.12, 0.88);
    }

    // From one end to the other: the young like what is cheap, the old what is dear.
    private static double[] HalfCircle(int count) => [.. Enumerable.Range(0, count).Select(i => Math.PI * i / (count - 1))];

    private static double[] Circle(int count) => [.. Enumerable.Range(0, count).Select(i => 2 * Math.PI * i / count)];

    private static double[] Shuffled(int count, Random random)
    {
        double[] angles = Circle(count);
        Combinatorics.SelectPermutationInplace(angles, random);
        return angles;
    }

    private static int[] Sum(int groups, IEnumerable<int> group, int[] counts)
    {
        var sums = new int[groups];
        foreach (var (g, count) in group.Zip(counts)) sums[g] += count;
        return sums;
    }
}
