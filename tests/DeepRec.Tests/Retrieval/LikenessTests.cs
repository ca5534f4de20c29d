namespace DeepRec.Tests.Retrieval;

public sealed class LikenessTests
{
    // User 0 met items 0 and 1, user 1 items 1, 1 and 2, user 2 item 1; item 3 was met by nobody.
    private static readonly Cooccurrence Items = Cooccurrence.OfItems(new Interactions([0, 2, 5, 6], [0, 1, 2, 1, 1, 1], 4));

    [Fact]
    public void ItemsAreAlikeByTheShareOfUsersWhoMetBoth()
    {
        float third = 1 / MathF.Sqrt(3);
        Assert.Equal([third, 1, third, 0], Items.OfAll(1));
        Assert.Equal([0, 0, 0, 0], Items.OfAll(3));
        var shared = new int[3];
        Items.Shared(1, [0, 1, 3], shared);
        Assert.Equal([1, 3, 0], shared);
    }

    [Theory]
    [InlineData(0, 1, 2, 3, 1)]
    [InlineData(0, 3)] // whose sets hold less than the others'
    [InlineData(3, 0, 3, 0)]
    public void WhatSeveralShareIsWhatEachOfThemShares(params int[] members)
    {
        foreach (int[] others in (int[][])[[], [1], [3, 1, 0, 1]])
        {
            int[] shared = [.. Enumerable.Repeat(7, members.Length * others.Length)];
            Items.Shared(members, others, shared);
            Assert.Equal(members.SelectMany(member => Array.ConvertAll(others, other => SharedBy(member, other))), shared);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Items.Shared([0], new int[17], new int[17]));

        static int SharedBy(int member, int other)
        {
            var one = new int[1];
            Items.Shared(member, [other], one);
            return one[0];
        }
    }

    [Fact]
    public void SetsBeyondAByteAndMoreMembersThanMarksAreCountedWhole()
    {
        const int Users = 1200, Count = 20;
        int[][] met = [.. Enumerable.Range(0, Users).Select(user => Enumerable.Range(0, Count).Where(item => item == 0 || user % (item + 1) == 0 || user < 300).ToArray())];
        int[] offsets = [0, .. met.Select((_, user) => met.Take(user + 1).Sum(items => items.Length))];
        var items = Cooccurrence.OfItems(new Interactions(offsets, [.. met.SelectMany(one => one)], Count));
        foreach (var (members, others) in new[] { (Enumerable.Range(0, Count).ToArray(), Enumerable.Range(4, 16).ToArray()), ([19, 3], [0, 1]), ([0, 1], [19, 3]) })
        {
            var shared = new int[members.Length * others.Length];
            items.Shared(members, others, shared);
            Assert.Equal(members.SelectMany(member => others.Select(other => met.Count(one => one.Contains(member) && one.Contains(other)))), shared);
        }
    }

    [Fact]
    public void UsersAreAlikeByTheShareOfItemsThatBothMet()
    {
        float half = 1 / MathF.Sqrt(2);
        Assert.Equal([1, 0.5f, half], Items.Transpose().OfAll(0));
        Assert.Equal(3, Items.Transpose().Count);
    }

    [Fact]
    public void PairsAgreeWithTheWhole()
    {
        var cosines = new float[4];
        for (int item = 0; item < 4; item++)
        {
            Items.Of(item, [0, 1, 2, 3], cosines);
            Assert.Equal(Items.OfAll(item), cosines);
        }
    }

    [Fact]
    public void VectorsAreAlikeByTheirAngleAndThoseOfNothingAreLikeNothing()
    {
        var vectors = new VectorLikeness([3, 4, 30, 40, -3, -4, 0, 0, float.NaN, 1, 0, 2], 2);

        Assert.Equal([1, 1, -1, 0, 0, 0.8f], vectors.OfAll(0).Select(cosine => MathF.Round(cosine, 6)));
        Assert.All(Enumerable.Range(0, 6), member => Assert.All(vectors.OfAll(member), cosine => Assert.InRange(cosine, -1, 1)));
    }
}
