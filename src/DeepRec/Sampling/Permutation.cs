namespace DeepRec;

/// <summary>Random orders of the numbers 0 … count − 1, each equally likely, by Fisher and Yates' shuffle. The same seed gives the same order in every version.</summary>
internal static class Permutation
{
    /// <summary>A new order of 0 … <paramref name="count"/> − 1.</summary>
    public static int[] Of(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        Of(order, seed);
        return order;
    }

    /// <summary>Fills the array with an order of 0 … length − 1, whatever it held before. Allocates nothing: an epoch's order is <c>Of(order, StableHash.Combine(seed, epoch))</c>.</summary>
    public static void Of(Span<int> order, ulong seed)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;

        var random = new SeededRandom(seed);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
