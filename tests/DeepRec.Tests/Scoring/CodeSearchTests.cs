using System.Runtime.InteropServices;
using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class CodeSearchTests
{
    [Fact]
    public void FindsWhatAFullSortPutsFirst() =>
        Gen.Select(Gen.Int, Gen.OneOf(Gen.Int[1, 5], Gen.Const(67)), Gen.Int[1, 600], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Bool).Sample(
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
    public void PanelsAreMarkedAsByALoopOnRegistersOfEveryWidth() => Gen.Select(Gen.Int, Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9]).Sample((seed, batch, panels, eights) =>
    {
        var random = new SeededRandom((ulong)seed);
        int quads = 2 * eights, width = 4 * quads;
        byte[] codes = [.. Enumerable.Range(0, panels * width * 16).Select(_ => (byte)(1 + random.NextInt(255)))];
        sbyte[] queries = [.. Enumerable.Range(0, batch * width).Select(_ => (sbyte)(random.NextInt(2 * CodePanels.QueryLimit + 1) - CodePanels.QueryLimit))];
        int Sum(int query, int item) => Enumerable.Range(0, width).Sum(d => queries[query * width + d] * codes[((item / 16 * quads + d / 4) * 16 + item % 16) * 4 + d % 4]);
        int[] largest = [.. Enumerable.Range(0, batch * panels).Select(i => Enumerable.Range(0, 16).Max(item => Sum(i / panels, i % panels * 16 + item)))];
        int[] thresholds = [.. largest.Select(sum => sum - random.NextInt(2))];
        byte[] expected = [.. largest.Zip(thresholds, (sum, threshold) => sum > threshold ? (byte)1 : (byte)0)];
        foreach (var kernels in new[] { 32, 128, 256, 512 }.Select(CodeKernels.OfWidth).OfType<CodeKernels>())
        {
            var marks = new byte[batch * panels];
            kernels.Mark(MemoryMarshal.Cast<sbyte, int>(queries), quads, codes, thresholds, marks);
            Assert.Equal(expected, marks);
        }
    }, iter: 60);

    [Fact]
    public void TheGreatestProductsFitOnRegistersOfEveryWidth()
    {
        byte[] codes = [.. Enumerable.Repeat(byte.MaxValue, 16 * 8)];
        int most = 8 * CodePanels.QueryLimit * byte.MaxValue;
        foreach (var (number, sum) in new[] { (CodePanels.QueryLimit, most), (-CodePanels.QueryLimit, -most) })
        {
            sbyte[] query = [.. Enumerable.Repeat((sbyte)number, 8)];
            foreach (var kernels in new[] { 32, 128, 256, 512 }.Select(CodeKernels.OfWidth).OfType<CodeKernels>())
            {
                var marks = new byte[1];
                kernels.Mark(MemoryMarshal.Cast<sbyte, int>(query), 2, codes, [sum - 1], marks);
                Assert.Equal([1], marks);
                kernels.Mark(MemoryMarshal.Cast<sbyte, int>(query), 2, codes, [sum], marks);
                Assert.Equal([0], marks);
            }
        }
    }

    [Fact]
    public void PanelsThatHoldNoneOfTheBestAreNotScored()
    {
        const int Items = 20_000, Width = 16;
        var one = new SearchCase(seed: 3, batch: 1, items: Items, width: Width, count: 10, isCoarse: false);
        var codes = CodePanels.Of(one.Panels)!;
        float bar = one.Score(0, Enumerable.Range(0, Items).OrderByDescending(item => one.Score(0, item)).ElementAt(9));

        byte[] marks = Marks(one, codes, bar);

        Assert.All(Enumerable.Range(0, Items).Where(item => one.Score(0, item) >= bar), item => Assert.Equal(1, marks[item / 16]));
        Assert.InRange(marks.Count(mark => mark == 1), 10, 40);
        Assert.DoesNotContain((byte)0, Marks(one, codes, float.NegativeInfinity));
    }

    [Fact]
    public void APanelIsMarkedForEveryScoreThatAnItemReaches() => Gen.Select(Gen.Int, Gen.Int[1, 40]).Sample((seed, width) =>
    {
        var one = new SearchCase(seed, batch: 1, items: 16, width, count: 1, isCoarse: false);
        var codes = CodePanels.Of(one.Panels)!;
        float best = Enumerable.Range(0, 16).Max(item => one.Score(0, item));
        Assert.Equal([1], Marks(one, codes, best));
        Assert.Equal([0], Marks(one, codes, best + 100 * width));
    }, iter: 200);

    [Fact]
    public void CodesAreRoundedToWholePartsOfThePanelsLargestNumber()
    {
        var codes = CodePanels.Of(ItemPanels.Of([127, -63.6f, 0.4f, 1, 0, -2], width: 3))!;

        byte[] panel = codes.Codes(0, 1).ToArray();
        Assert.Equal([128 + 127, 128 - 64, 128, 0, 128 + 1, 128, 128 - 2, 0], panel[..8]); // the first four of both items, the last one filled up
        Assert.All(panel[8..64].Chunk(4), codes => Assert.Equal([128, 128, 128, 0], codes));
    }

    [Fact]
    public void QueriesAreRoundedToWholePartsOfTheirLargestNumber()
    {
        var quads = new int[2];
        var query = CodedQuery.Of([-64, 32, 1.2f], quads);

        Assert.Equal([-32, 16, 1, 0, 0, 0, 0, 0], MemoryMarshal.Cast<int, sbyte>(quads).ToArray());
        Assert.Equal((0.5, -15 * 128), (query.Fineness, query.Offset));
        Assert.Equal(Math.Sqrt((64 * 64) + (32 * 32) + (1.2 * 1.2)), query.Length, 1e-2);
        Assert.Equal(0.8, query.Left, 1e-4);
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
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[3], 3, new byte[192], new int[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[3], 2, new byte[128], new int[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[2], 2, new byte[127], new int[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[2], 2, new byte[128], new int[2], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[2], 2, new byte[128], new int[1], new byte[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeKernels.OfWidth(64));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(70)]
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

    // Which panels may hold an item of such a score for the first query.
    private static byte[] Marks(SearchCase one, CodePanels codes, float score)
    {
        int panels = one.Panels.Panels;
        var (quads, thresholds, marks) = (new int[codes.Quads], new int[panels], new byte[panels]);
        codes.Thresholds(0, CodedQuery.Of(one.Task.Queries, quads), score, thresholds);
        CodeKernels.Best.Mark(quads, codes.Quads, codes.Codes(0, panels), thresholds, marks);
        return marks;
    }

    private static PanelSearch Of(ItemPanels panels) => new(panels, codes: CodePanels.Of(panels) is { } codes ? new CodeSearch(panels, codes, PanelKernels.Best) : null);
}
