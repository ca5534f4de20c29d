using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class ItemPanelsTests
{
    [Fact]
    public void APanelHoldsTheFirstNumberOfSixteenItemsThenTheSecond()
    {
        var panels = ItemPanels.Of([.. Enumerable.Range(0, 34).Select(i => (float)i)], width: 2);

        Assert.Equal((17, 2), (panels.Count, panels.Panels));
        Assert.Equal([.. Enumerable.Range(0, 16).Select(i => 2f * i), .. Enumerable.Range(0, 16).Select(i => 2f * i + 1)], panels.Range(0, 1).ToArray());
        Assert.Equal([32, .. new float[15], 33, .. new float[15]], panels.Range(1, 1).ToArray());
    }

    [Fact]
    public void VectorsComeBackAsTheyWereGivenInAnyBlocks() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 9], Gen.Int[1, 20]).Sample((items, width, block) =>
    {
        float[] vectors = [.. Enumerable.Range(0, items * width).Select(i => (float)i)];
        var panels = new ItemPanels(items, width);
        for (int first = 0; first < items; first += block) panels.Set(first, vectors.AsSpan(first * width, Math.Min(block, items - first) * width));

        Assert.Equal(vectors, panels.Vectors(width));
        Assert.Equal([.. Enumerable.Range(0, items).Select(item => vectors[item * width])], panels.Vectors(1));
    });

    [Fact]
    public void WhatIsNoVectorIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemPanels(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemPanels(-1, 1));
        Assert.Throws<ArgumentException>(() => new ItemPanels(2, 2).Set(0, [1, 2, 3]));
        Assert.Equal(0, new ItemPanels(0, 3).Panels);
    }
}
