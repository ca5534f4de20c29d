using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class PanelKernelsTests
{
    [Fact]
    public void ScoresAreThoseOfALoopToTheBitOnRegistersOfEveryWidth() => Gen.Select(Gen.Int, Gen.Int[1, 9], Gen.Int[1, 90], Gen.Int[1, 70]).Sample((seed, batch, items, width) =>
    {
        var one = new SearchCase(seed, batch, items, width, count: 1, isCoarse: false);
        float[] expected = [.. Enumerable.Range(0, batch).SelectMany(query => Enumerable.Range(0, items).Select(item => one.Score(query, item)))];
        foreach (int bits in new[] { 32, 128, 256, 512 })
        {
            var scores = new float[batch * items];
            new PanelSearch(one.Panels, PanelKernels.OfWidth(bits)).Score(one.Task.Queries, scores);
            Assert.Equal(expected, scores);
        }
    }, iter: 60);

    [Fact]
    public void TwoPanelsAreScoredAsEachByItselfOnRegistersOfEveryWidth() => Gen.Select(Gen.Int, Gen.Int[1, 70]).Sample((seed, width) =>
    {
        var one = new SearchCase(seed, batch: 1, items: 48, width, count: 1, isCoarse: false);
        float[] expected = [.. Enumerable.Range(32, 16).Concat(Enumerable.Range(0, 16)).Select(item => one.Score(0, item))];
        foreach (int bits in new[] { 32, 128, 256, 512 })
        {
            var scores = new float[32];
            PanelKernels.OfWidth(bits).ScoreTwo(one.Task.Queries, one.Panels.Range(2, 1), one.Panels.Range(0, 1), scores);
            Assert.Equal(expected, scores);
        }
    }, iter: 60);

    [Fact]
    public void TheMachineHasKernelsOfAKnownWidth() => Assert.Contains(PanelKernels.Best, new[] { 32, 128, 256, 512 }.Select(PanelKernels.OfWidth));

    [Fact]
    public void LengthsThatDoNotAgreeAreRefused()
    {
        var kernels = PanelKernels.OfWidth(32);
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelKernels.OfWidth(64));
        Assert.Throws<ArgumentException>(() => kernels.Score(new float[5], 2, new float[32], new float[16], 16)); // half a query
        Assert.Throws<ArgumentException>(() => kernels.Score(new float[2], 2, new float[30], new float[16], 16)); // 15 items
        Assert.Throws<ArgumentException>(() => kernels.Score(new float[4], 2, new float[32], new float[31], 16)); // a place short
        Assert.Throws<ArgumentException>(() => kernels.Score(new float[4], 2, new float[32], new float[32], 15));
        Assert.Throws<ArgumentException>(() => kernels.ScoreTwo(new float[2], new float[32], new float[16], new float[32]));
        Assert.Throws<ArgumentException>(() => kernels.ScoreTwo(new float[2], new float[16], new float[32], new float[32]));
        Assert.Throws<ArgumentException>(() => kernels.ScoreTwo(new float[2], new float[32], new float[32], new float[16]));
        Assert.Throws<ArgumentException>(() => new PanelSearch(new ItemPanels(3, 2)).Score(new float[4], new float[5]));
    }
}
