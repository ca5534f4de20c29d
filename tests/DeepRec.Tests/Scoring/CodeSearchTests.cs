using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class CodeSearchTests
{
    [Fact]
    public void FindsWhatAFullSortPutsFirst() =>
        Gen.Select(Gen.Int, Gen.Int[1, 5], Gen.Int[1, 600], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Bool).Sample(
            (seed, batch, items, width, count, isCoarse) =>
            {
                var one = new SearchCase(seed, batch, items, width, count, isCoarse);
                one.Check(Of(one.Panels));
            }, iter: 200);

    [Theory]
    [InlineData(1e-25f, 1)]
    [InlineData(1e-19f, 1e-19f)]
    [InlineData(1e18f, 1e18f)]
    [InlineData(1, 1e30f)]
    [InlineData(1e-39f, 1)]
    [InlineData(1e35f, 1e14f)]
    public void FindsTheSameAmongNumbersOfAnySize(float ofVectors, float ofQueries) => Gen.Int.Sample(
        seed =>
        {
            var drawn = new SearchCase(seed, batch: 2, items: 500, width: 9, count: 7, isCoarse: false);
            var one = new SearchCase(seed, batch: 2, items: 500, width: 9, count: 7, isCoarse: false) { Task = drawn.Task with { Queries = Array.ConvertAll(drawn.Task.Queries, x => x * ofQueries) } };
            for (int i = 0; i < one.Vectors.Length; i++) one.Vectors[i] *= i % 2 == 0 ? ofVectors : 1;
            one.Check(Of(one.Panels));
        }, iter: 20);

    [Fact]
    public void SumsOfCodesAreThoseOfALoopOnRegistersOfEveryWidth() => Gen.Select(Gen.Int, Gen.Int[1, 5], Gen.Int[1, 40]).Sample((seed, panels, pairs) =>
    {
        var random = new SeededRandom((ulong)seed);
        sbyte[] codes = [.. Enumerable.Range(0, panels * pairs * 32).Select(_ => (sbyte)(random.NextInt(255) - 127))];
        short[] query = [.. Enumerable.Range(0, 2 * pairs).Select(_ => (short)(random.NextInt(65535) - 32767))];
        int[] packed = [.. Enumerable.Range(0, pairs).Select(pair => (ushort)query[2 * pair] | query[2 * pair + 1] << 16)];
        int[] expected = [.. Enumerable.Range(0, panels * 16).Select(item => Enumerable.Range(0, 2 * pairs).Sum(d => query[d] * codes[((item / 16 * pairs + d / 2) * 16 + item % 16) * 2 + d % 2]))];
        foreach (var kernels in new[] { 32, 128, 256, 512 }.Select(CodeKernels.OfWidth).OfType<CodeKernels>())
        {
            var sums = new int[panels * 16];
            kernels.Sum(packed, codes, sums);
            Assert.Equal(expected, sums);
        }
    }, iter: 60);

    [Fact]
    public void ItemsThatCannotBeAmongTheBestAreNotScored()
    {
        var one = new SearchCase(seed: 3, batch: 1, items: 20_000, width: 16, count: 10, isCoarse: false);
        var panels = one.Panels;
        var codes = CodePanels.Of(panels)!;
        var bounds = new int[panels.Panels * 16];
        var pairs = new int[codes.Pairs];
        var query = CodedQuery.Of(one.Task.Queries, codes.QueryLimit, pairs);
        CodeKernels.Best.Sum(pairs, codes.Codes(0, panels.Panels), bounds);
        float bar = one.Score(0, Enumerable.Range(0, 20_000).OrderByDescending(item => one.Score(0, item)).ElementAt(9));
        float[] upper = [.. Enumerable.Range(0, 20_000).Select(item => bounds[item] * query.Step * codes.Scales(0, panels.Panels)[item] + query.Length * codes.Margins(0, panels.Panels)[item])];

        for (int item = 0; item < upper.Length; item++) Assert.True(upper[item] >= one.Score(0, item), $"item {item}");
        Assert.InRange(upper.Count(bound => bound >= bar), 10, 20);
    }

    [Fact]
    public void CodesAreRoundedToWholePartsOfTheLargestNumber()
    {
        var codes = CodePanels.Of(ItemPanels.Of([127, -63.6f, 0.4f, 0, 0, 0], width: 3))!;

        sbyte[] panel = codes.Codes(0, 1).ToArray();
        Assert.Equal([127, -64, 0, 0], panel[..4]); // the first pair of both items
        Assert.Equal([0, 0, 0, 0], panel[32..36]);
        Assert.Equal([1f, 0], codes.Scales(0, 1)[..2].ToArray());
        Assert.Equal(Math.Sqrt(0.4 * 0.4 + 0.4 * 0.4), codes.Margins(0, 1)[0], 0.01);
        Assert.Equal(0, codes.Margins(0, 1)[1]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WhatIsNoNumberHasNoCodes(float value)
    {
        Assert.Null(CodePanels.Of(ItemPanels.Of([1, value], width: 1)));
        var one = new SearchCase(seed: 1, batch: 2, items: 100, width: 2, count: 5, isCoarse: false);
        one.Task.Queries[3] = value; // searched without codes
        one.Check(Of(one.Panels));
    }

    [Fact]
    public void LengthsThatDoNotAgreeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Sum(new int[2], new sbyte[63], new int[16]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Sum(new int[2], new sbyte[60], new int[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeKernels.OfWidth(64));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ASearchAllocatesNothing(int batch)
    {
        var one = new SearchCase(seed: 1, batch, items: 3000, width: 16, count: 10, isCoarse: false);
        var search = Of(one.Panels);
        var (found, counts) = (new (float, int)[batch * 10], new int[batch]);
        for (int i = 0; i < 3; i++) search.Best(one.Task, found, counts);

        long before = GC.GetAllocatedBytesForCurrentThread();
        search.Best(one.Task, found, counts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static PanelSearch Of(ItemPanels panels) => new(panels, codes: CodePanels.Of(panels) is { } codes ? new CodeSearch(panels, codes, PanelKernels.Best) : null);
}
