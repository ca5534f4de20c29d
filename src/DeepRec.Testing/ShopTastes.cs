using MathNet.Numerics;

namespace DeepRec.Testing;

/// <summary>The truth of the generated shop: what rating is expected of a user for an item on a device.</summary>
internal sealed class ShopTastes
{
    private const int Rank = 2;

    // What only hidden factors carry. Some 48 training ratings a user tell little of a user's own factors, so that most of its square stays
    // on top of the noise for any model: 0.0004 here, against 0.0016 at 0.04.
    private const double LatentDeviation = 0.02;
    private readonly ShopUser[] _users;
    private readonly ShopItem[] _items;
    private readonly double[] _moods;
    private readonly double[] _qualities;
    private readonly double[][] _userFactors; // [rank][users]
    private readonly double[][] _itemFactors; // [rank][items]
    private readonly double[,] _segmentByCategory;
    private readonly double[,] _segmentByPriceBand;
    private readonly double[,] _regionByBrand;
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

        int[] segments = Sum(ShopCatalogue.Segments, users.Select(ShopCatalogue.SegmentOf), userCounts);
        int[] regions = Sum(ShopCatalogue.Regions.Length, users.Select(ShopCatalogue.RegionOf), userCounts);
        int[] categories = Sum(ShopCatalogue.Categories.Length, items.Select(ShopCatalogue.CategoryOf), itemCounts);
        int[] brands = Sum(ShopCatalogue.Brands.Length, items.Select(ShopCatalogue.BrandOf), itemCounts);
        int[] priceBands = Sum(ShopCatalogue.PriceBands, items.Select(ShopCatalogue.PriceBandOf), itemCounts);

        double[] segmentAngles = SegmentAngles();
        _segmentByCategory = ZeroSum.Table(segmentAngles, Shuffled(categories.Length, random), segments, categories, 0.115);
        _segmentByPriceBand = ZeroSum.Table(segmentAngles, Shuffled(priceBands.Length, random), segments, priceBands, 0.07);
        _regionByBrand = ZeroSum.Table(Circle(regions.Length), Shuffled(brands.Length, random), regions, brands, 0.085);
        _deviceByCategory = ZeroSum.Table(Circle(deviceCounts.Length), Shuffled(categories.Length, random), deviceCounts, categories, 0.025);
    }

    /// <summary>The expected rating, in [0.12, 0.88]: far enough from 0 and 1 for a Beta distribution of variance 0.04 with one mode or a tail at one end.</summary>
    public double Expected(int user, int item, int device)
    {
        int segment = ShopCatalogue.SegmentOf(_users[user]);
        int category = ShopCatalogue.CategoryOf(_items[item]);
        double rating = 0.5 + _moods[user] + _qualities[item]
            + _segmentByCategory[segment, category]
            + _segmentByPriceBand[segment, ShopCatalogue.PriceBandOf(_items[item])]
            + _regionByBrand[ShopCatalogue.RegionOf(_users[user]), ShopCatalogue.BrandOf(_items[item])]
            + _deviceByCategory[device, category];
        for (int f = 0; f < Rank; f++) rating += _userFactors[f][user] * _itemFactors[f][item];
        return Math.Clamp(rating, 0.12, 0.88);
    }

    /// <summary>Taste turns with age, and each gender's starts a third of the circle further: neither age nor gender alone says what a user likes.</summary>
    private static double[] SegmentAngles()
    {
        var angles = new double[ShopCatalogue.Segments];
        for (int segment = 0; segment < angles.Length; segment++)
        {
            var (gender, band) = (segment / ShopCatalogue.AgeBands, segment % ShopCatalogue.AgeBands);
            angles[segment] = 2 * Math.PI * ((double)band / ShopCatalogue.AgeBands + (double)gender / ShopCatalogue.Genders.Length);
        }

        return angles;
    }

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
