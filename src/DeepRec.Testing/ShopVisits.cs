using MathNet.Numerics;

namespace DeepRec.Testing;

/// <summary>Who rates what in the generated shop: few users rate much, few items are rated much, no pair twice.</summary>
internal static class ShopVisits
{
    public const int MinimumPerUser = 5;

    /// <summary>For each user the items rated, in the order of drawing.</summary>
    public static int[][] Draw(GeneratedShopOptions options, Random random)
    {
        int most = options.Items * 3 / 5;
        if (options.Ratings < (long)MinimumPerUser * options.Users || options.Ratings > (long)most * options.Users)
        {
            throw new ArgumentException(
                $"{options.Ratings} ratings do not suit {options.Users} users and {options.Items} items: each user rates at least {MinimumPerUser} and at most {most}. " +
                $"Ask for {(long)MinimumPerUser * options.Users} to {(long)most * options.Users} ratings, or for more items.", nameof(options));
        }

        int[] counts = Activity(options, most, random);
        double[] popularity = Zipf(options.Items, exponent: 0.7, random);
        return [.. counts.Select(count => DrawItems(count, popularity, random))];
    }

    /// <summary>Ratings of each user: the minimum, and the rest shared out by Zipf's law up to the cap.</summary>
    private static int[] Activity(GeneratedShopOptions options, int most, Random random)
    {
        double[] weights = Zipf(options.Users, exponent: 1.1, random);
        var counts = new int[options.Users];
        Array.Fill(counts, MinimumPerUser);
        int rest = options.Ratings - MinimumPerUser * options.Users;
        while (rest > 0)
        {
            double open = 0;
            for (int user = 0; user < counts.Length; user++) open += counts[user] < most ? weights[user] : 0;
            int round = rest;
            for (int user = 0; user < counts.Length && rest > 0; user++)
            {
                // Rounded up, so that every round hands out at least one.
                int more = Math.Min(Math.Min((int)Math.Ceiling(round * weights[user] / open), most - counts[user]), rest);
                counts[user] += more;
                rest -= more;
            }
        }

        return counts;
    }

    /// <summary>Weights 1 / (rank + count / 20)^exponent, the ranks in random order.</summary>
    private static double[] Zipf(int count, double exponent, Random random)
    {
        var weights = new double[count];
        for (int rank = 0; rank < count; rank++) weights[rank] = Math.Pow(rank + 1 + count / 20.0, -exponent);
        Combinatorics.SelectPermutationInplace(weights, random);
        return weights;
    }

    /// <summary>Draws without replacement in proportion to the weights: the smallest exponential times win (Efraimidis and Spirakis 2006).</summary>
    private static int[] DrawItems(int count, double[] weights, Random random)
    {
        var times = new double[weights.Length];
        var items = new int[weights.Length];
        for (int item = 0; item < items.Length; item++) (times[item], items[item]) = (-Math.Log(1 - random.NextDouble()) / weights[item], item);
        Array.Sort(times, items);
        return items[..count];
    }
}
