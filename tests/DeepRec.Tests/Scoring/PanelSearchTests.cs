using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class PanelSearchTests
{
    private const int Width = 19;

    // A block holds 1 << 14 numbers: 53 panels of this width.
    private static readonly int Block = (1 << 14) / (Width * ItemPanels.Items) * ItemPanels.Items;

    [Fact]
    public void FindsWhatAFullSortPutsFirst() =>
        Gen.Select(Gen.Int, Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Int[3, 9], Gen.Const(64)), Gen.Int[1, 300], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Bool)
            .Sample((seed, batch, items, width, count, isCoarse) =>
            {
                var one = new SearchCase(seed, batch, items, width, count, isCoarse);
                one.Check(new PanelSearch(one.Panels));
            }, iter: 200);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(15, 5)]
    [InlineData(16, 7)]
    public void FindsTheSameAroundTheBordersOfBlocks(int beyond, int batch)
    {
        foreach (int blocks in new[] { 1, 2 })
        {
            foreach (int bits in new[] { 32, 128, 256, 512 })
            {
                var one = new SearchCase(beyond, batch, blocks * Block + beyond, Width, count: 20, isCoarse: beyond == 1);
                one.Check(new PanelSearch(one.Panels, PanelKernels.OfWidth(bits)));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void FindsTheSameWithAnyNumberOfThreads(int batch)
    {
        foreach (bool isCoarse in new[] { false, true })
        {
            var drawn = new SearchCase(seed: 7, batch, items: 20_001, width: 24, count: 50, isCoarse);
            var panels = drawn.Panels;
            var search = new PanelSearch(panels, codes: new CodeSearch(panels, CodePanels.Of(panels)!, PanelKernels.Best));
            var alone = drawn.Found(search);
            Assert.Equal(drawn.Expected(0), alone[0]);
            foreach (int threads in new[] { 2, 3, 100 })
            {
                Assert.Equal(alone, new SearchCase(seed: 7, batch, items: 20_001, width: 24, count: 50, isCoarse) { Task = drawn.Task with { Threads = threads } }.Found(search));
            }
        }
    }

    [Fact]
    public void EqualScoresStandInTheOrderOfTheirPlaces()
    {
        var search = new PanelSearch(ItemPanels.Of([.. Enumerable.Repeat(1f, 100)], width: 1));
        var found = new (float, int)[3];
        search.Best(new SearchTask([2], 3) { Places = [.. Enumerable.Range(0, 100).Reverse()] }, found, new int[1]);
        Assert.Equal([(2f, 0), (2f, 1), (2f, 2)], found);
    }

    [Fact]
    public void NegativeScoresAreFoundToo()
    {
        var found = new (float, int)[2];
        new PanelSearch(ItemPanels.Of([1, 2, 3], width: 1)).Best(new SearchTask([-1], 2), found, new int[1]);
        Assert.Equal([(-1f, 0), (-2f, 1)], found);
    }

    [Fact]
    public void WhatIsNoNumberStandsLastAndInfinitiesAreHeld()
    {
        float[] vectors = [1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2];
        float[] vectorsOfManyPanels = [.. vectors, .. Enumerable.Repeat(0f, 100), float.NaN];
        foreach (float[] all in new[] { vectors, vectorsOfManyPanels })
        {
            var found = new (float, int)[all.Length];
            new PanelSearch(ItemPanels.Of(all, width: 1)).Best(new SearchTask([1], all.Length), found, new int[1]);
            Assert.Equal([(float.MaxValue, 2), (2f, 4), (1f, 0)], found[..3]);
            Assert.Equal([(float.MinValue, 1), (float.MinValue, 3)], found.Where(one => one.Item1 == float.MinValue).Take(2));
            Assert.All(found, one => Assert.True(float.IsFinite(one.Item1)));
        }
    }

    [Fact]
    public void MoreThanThereAreFindsAllThatAreWanted()
    {
        var (found, counts) = (new (float, int)[20], new int[2]);
        new PanelSearch(ItemPanels.Of([5, 6, 7], width: 1)).Best(new SearchTask([1, -1], 10) { Barred = [false, true, false], Met = ItemLists.Of([[], [2]]) }, found, counts);
        Assert.Equal([2, 1], counts);
        Assert.Equal([(7f, 2), (5f, 0)], found[..2]);
        Assert.Equal((-5f, 0), found[10]);
    }

    [Fact]
    public void NothingIsFoundWhereThereIsNothing()
    {
        var counts = new[] { 9 };
        new PanelSearch(new ItemPanels(0, 2)).Best(new SearchTask([1, 2], 3), new (float, int)[3], counts);
        Assert.Equal([0], counts);
        new PanelSearch(ItemPanels.Of([1, 2], 2)).Best(new SearchTask([], 3), [], []);
    }

    [Fact]
    public void LengthsThatDoNotAgreeAreRefused()
    {
        var search = new PanelSearch(ItemPanels.Of([1, 2], 2));
        Assert.Throws<ArgumentException>(() => search.Best(new SearchTask([1, 2, 3], 1), new (float, int)[1], new int[1]));
        Assert.Throws<ArgumentException>(() => search.Best(new SearchTask([1, 2], 2), new (float, int)[1], new int[1]));
        Assert.Throws<ArgumentException>(() => search.Best(new SearchTask([1, 2], 2), new (float, int)[2], new int[2]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void ASearchAllocatesNothing(int batch)
    {
        var one = new SearchCase(seed: 1, batch, items: 3000, width: 16, count: 10, isCoarse: false);
        var search = new PanelSearch(one.Panels);
        var (found, counts) = (new (float, int)[batch * 10], new int[batch]);
        Assert.Equal(0, Allocation.Least(() => search.Best(one.Task, found, counts)));
    }
}
