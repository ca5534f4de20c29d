namespace DeepRec.Tests.Retrieval;

public sealed class RankedListTests
{
    private static readonly EntityTable Items = new(new Dataset(
        new FeatureSchema([Feature.Item("Item"), Feature.Category("Kind", FeatureRole.ItemFeature)]),
        [new CategoryColumn([0, 1, 2, 3], ["a", "b", "c", "d"]), new CategoryColumn([0, 0, 1, CategoryColumn.Missing], ["x", "y"])]));

    // a and b point the same way, c stands at a right angle to them, d between: cos(a, d) = 0.6, cos(c, d) = 0.8.
    private static VectorLikeness Angles => new([1, 0, 2, 0, 0, 3, 3, 4], 2);

    [Theory]
    // Scores 10, 9, 5, 6 are 1, 0.8, 0, 0.2 when scaled; the best always comes first.
    [InlineData(0.0, "a b d c")]
    // b: 0.75 · 0.8 − 0.25 · 1 = 0.35, c: 0 − 0 = 0, d: 0.15 − 0.15 = 0. Then c: 0, d: 0.15 − 0.25 · max(0.6, 0.6) = 0: see below.
    // b: 0.5 · 0.8 − 0.5 = −0.1, c: 0, d: 0.1 − 0.3 = −0.2. Then b −0.1, d: 0.1 − 0.5 · max(0.6, 0.8) = −0.3.
    [InlineData(0.5, "a c b d")]
    // b: 0.1 · 0.8 − 0.9 = −0.82, c: 0, d: 0.02 − 0.54 = −0.52. Then b −0.82, d: 0.02 − 0.72 = −0.70.
    [InlineData(0.9, "a c d b")]
    public void EachPlaceGoesToTheBestBalanceOfScoreAndVariety(double diversity, string expected) =>
        Assert.Equal(expected, Of(4, [10, 9, 5, 6], diversity));

    [Fact]
    public void VarietyHoldsAcrossLayers()
    {
        var list = new RankedList(3, new bool[4], new CatalogueOrder(Items)) { Diversity = 0.5, Likeness = Angles };
        list.Add(Layer([1, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity]));
        list.Add(Layer([float.NaN, 9, 8, 0])); // b: 0.5 − 0.5 = 0, c: 4/9 − 0, d: 0 − 0.3
        Assert.Equal("a c b", Text(list));
    }

    [Fact]
    public void ScoresThatAreNoNumbersSayNothing()
    {
        Assert.Equal("b c", Of(4, [float.NaN, 2, 1, float.PositiveInfinity], 0));
        Assert.Equal("", Of(4, [float.NaN, float.NaN, float.NaN, float.NaN], 0.5));
    }

    [Fact]
    public void LayersFillUpInTurnAndNoItemComesTwice()
    {
        var list = new RankedList(3, [false, true, false, false], new CatalogueOrder(Items));
        list.Add(Layer([float.NegativeInfinity, 9, 1, float.NegativeInfinity]));
        list.Add(Layer([5, 4, 9, 6]));
        Assert.Equal("c d a", Text(list));
    }

    [Fact]
    public void WhatACapHeldBackFillsUpInItsOrder()
    {
        var list = new RankedList(4, new bool[4], new CatalogueOrder(Items)) { Caps = new CategoryCounts(Items, new CategoryCap("Kind", 1)) };
        list.Add(Layer([4, 3, 2, 1]));
        Assert.Equal("a c d b", Text(list)); // a and b are of one kind; d is of none
    }

    [Fact]
    public void CapsHoldInAVariedList()
    {
        var list = new RankedList(3, new bool[4], new CatalogueOrder(Items)) { Diversity = 0.01, Likeness = Angles, Caps = new CategoryCounts(Items, new CategoryCap("Kind", 1)) };
        list.Add(Layer([10, 9, 5, 6]));
        Assert.Equal("a d c", Text(list));
    }

    [Fact]
    public void TheOrderOfTiesIsThatOfTheTextsHash()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(i => $"i{i}")];
        string[] forward = Ties(ids), backward = Ties([.. ids.Reverse()]);

        Assert.Equal(forward, backward);
        Assert.Equal(ids.OrderBy(id => StableHash.Combine(42, StableHash.Of(id))), forward);

        static string[] Ties(string[] ids)
        {
            var table = new EntityTable(new Dataset(new FeatureSchema([Feature.Item("Item")]), [new CategoryColumn([.. Enumerable.Range(0, ids.Length)], ids)]));
            return [.. new CatalogueOrder(table).Best(new float[ids.Length], new bool[ids.Length], 100).Select(table.IdAt)];
        }
    }

    private static string Of(int count, float[] scores, double diversity)
    {
        var list = new RankedList(count, new bool[4], new CatalogueOrder(Items)) { Diversity = diversity, Likeness = Angles };
        list.Add(Layer(scores));
        return Text(list);
    }

    private static RankingLayer Layer(float[] scores) => new(RankingRung.KnownUser, scores, items => Array.ConvertAll(items, _ => ""));

    private static string Text(RankedList list) => string.Join(' ', list.Finish().Select(chosen => Items.IdAt(chosen.Item)));
}
