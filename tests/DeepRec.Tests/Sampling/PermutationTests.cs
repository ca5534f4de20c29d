using CsCheck;

namespace DeepRec.Tests;

public sealed class PermutationTests
{
    [Fact]
    public void OrdersArePinnedForEveryVersion()
    {
        Assert.Equal([9, 1, 4, 2, 8, 7, 6, 5, 3, 0], Permutation.Of(10, 42));
        Assert.Equal([4, 2, 7, 3, 1, 6, 0, 9, 8, 5], Permutation.Of(10, 43));
        Assert.Equal([1, 4, 7, 5, 3, 2, 0, 6], Permutation.Of(8, StableHash.Combine(42, 1)));
        Assert.Equal([6, 7, 2, 0, 4, 5, 1, 3], Permutation.Of(8, StableHash.Combine(42, 2)));
    }

    [Fact]
    public void EveryNumberOccursOnce() =>
        Gen.Select(Gen.Int[0, 300], Gen.ULong).Sample((count, seed) => Permutation.Of(count, seed).Order().SequenceEqual(Enumerable.Range(0, count)));

    [Fact]
    public void AllOrdersAreEquallyLikely()
    {
        var counts = new Dictionary<string, int>();
        for (ulong seed = 0; seed < 24_000; seed++)
        {
            string order = string.Concat(Permutation.Of(4, seed));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1_000 - 4 * 31, 1_000 + 4 * 31)); // 4 standard errors
    }

    [Fact]
    public void FillingAnArrayGivesTheSameOrderAndAllocatesNothing()
    {
        var order = new int[1_000];
        Array.Fill(order, -5);
        Permutation.Of(order, 1);

        Assert.Equal(0, Allocation.Least(() => Permutation.Of(order, StableHash.Combine(42, 9))));
        Assert.Equal(Permutation.Of(1_000, StableHash.Combine(42, 9)), order);
    }
}
