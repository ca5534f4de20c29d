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
    public void PanelsAreMarkedAndSummedAsByALoopOnRegistersOfEveryWidth() => Gen.Select(Gen.Int, Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 40]).Sample((seed, batch, panels, quads) =>
    {
        var random = new SeededRandom((ulong)seed);
        int width = 4 * quads;
        byte[] codes = [.. Enumerable.Range(0, panels * width * 16).Select(_ => (byte)(1 + random.NextInt(255)))];
        sbyte[][] queries = [.. Enumerable.Range(0, batch).Select(_ => Enumerable.Range(0, width).Select(_ => (sbyte)(random.NextInt(11) - 5)).ToArray())]; // 32 × 5 × 127 fits in 16 bits
        int Sum(int query, int item) => Enumerable.Range(0, width).Sum(d => queries[query][d] * (codes[((item / 16 * quads + d / 4) * 16 + item % 16) * 4 + d % 4] - 128));
        int[] largest = [.. Enumerable.Range(0, batch * panels).Select(i => Enumerable.Range(0, 16).Max(item => Sum(i / panels, i % panels * 16 + item)))];
        int[] thresholds = [.. largest.Select(sum => sum - random.NextInt(2))];
        byte[] expected = [.. Enumerable.Range(0, panels * batch).Select(i => i % batch * panels + i / batch).Select(i => largest[i] > thresholds[i] ? (byte)1 : (byte)0)];
        int[] packed = [.. queries.SelectMany(Packed)], sums = new int[16];
        foreach (var kernels in new[] { 32, 128, 256, 512 }.Select(CodeKernels.OfWidth).OfType<CodeKernels>())
        {
            var marks = new byte[batch * panels];
            kernels.Mark(packed, quads, codes, thresholds, marks);
            Assert.Equal(expected, marks);
            kernels.Sum(Packed(queries[^1]), quads, codes.AsSpan(0, width * 16), sums);
            Assert.Equal(Enumerable.Range(0, 16).Select(item => Sum(batch - 1, item)), sums);
            var greatest = new int[panels];
            kernels.Greatest(Packed(queries[^1]), quads, codes, greatest);
            Assert.Equal(largest[((batch - 1) * panels)..], greatest);
        }
    }, iter: 60);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void TheGreatestSumsFitOnRegistersOfEveryWidth(int ofQuery, int ofItem)
    {
        // Each half of a chunk about as long as may be: 181² = 32,761.
        static int Number(int d) => (d / 4 * 2 + d % 2) switch { < 7 => 64, 7 => 63, _ => 1 };
        sbyte[] query = [.. Enumerable.Range(0, 64).Select(d => (sbyte)(Math.Sign(ofQuery) * Number(d)))];
        byte[] codes = [.. Enumerable.Range(0, 16 * 16 * 4).Select(i => i / 64 * 4 + i % 4).Select(d => (byte)(128 + Math.Sign(ofItem) * Number(d)))];
        int sum = Math.Sign(ofQuery) * Math.Sign(ofItem) * 2 * (7 * 64 * 64 + 63 * 63 + 24);
        foreach (var kernels in new[] { 32, 128, 256, 512 }.Select(CodeKernels.OfWidth).OfType<CodeKernels>())
        {
            var sums = new int[16];
            kernels.Sum(Packed(query), 16, codes, sums);
            Assert.All(sums, one => Assert.Equal(sum, one));
            var greatest = new int[1];
            kernels.Greatest(Packed(query), 16, codes, greatest);
            Assert.Equal([sum], greatest);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OneQueryFindsTheSameInACatalogueOfSeveralParts(bool isCoarse)
    {
        var one = new SearchCase(seed: 5, batch: 1, items: 2 * PanelBounds.MostPanels * 16 + 5001, width: 6, count: 40, isCoarse);
        one.Check(Of(one.Panels));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1600)]
    [InlineData(4001)]
    public void OneQueryFindsTheSameAmongVectorsThatAreAlike(int items)
    {
        // Most bounds reach the worst of the best: the nearer ones decide.
        var one = new SearchCase(seed: 8, batch: 1, items, width: 64, count: 10, isCoarse: false);
        for (int i = 0; i < one.Vectors.Length; i++) one.Vectors[i] = 1 + (0.01f * one.Vectors[i]);
        one.Check(Of(one.Panels));
    }

    [Fact]
    public void NoScoreOfAPanelIsAboveItsBoundWhichIsNear() => Gen.Select(Gen.Int, Gen.Int[1, 40], Gen.Int[1, 20], Gen.Float[-30, 17]).Sample((seed, width, panels, exponent) =>
    {
        var one = new SearchCase(seed, batch: 1, items: 16 * panels, width, count: 1, isCoarse: false);
        float scale = MathF.Pow(10, exponent);
        for (int i = 0; i < one.Vectors.Length; i++) one.Vectors[i] *= scale;
        var (codes, packed) = (CodePanels.Of(one.Panels)!, new int[CodePanels.Of(one.Panels)!.QueryLength]);
        var coded = CodedQuery.Of(one.Task.Queries, packed);
        var (sums, greatest, bounds) = (new int[16 * panels], new int[panels], new float[panels]);
        CodeKernels.Best.Sum(packed, codes.Quads, codes.Codes(0, panels), sums);
        for (int panel = 0; panel < panels; panel++) greatest[panel] = sums.AsSpan(16 * panel, 16).ToArray().Max();

        codes.Bounds(0, coded, greatest, bounds);

        for (int panel = 0; panel < panels; panel++)
        {
            float best = Enumerable.Range(16 * panel, 16).Max(item => one.Score(0, item));
            Assert.InRange(bounds[panel], best, Math.Max(best + (2 * width * scale), 1e-19f));
        }
    }, iter: 200);

    [Fact]
    public void NoScoreOfAPanelIsAboveItsBoundByTwoPartsOfTheQueryWhichIsNearer() => Gen.Select(Gen.Int, Gen.Int[1, 150], Gen.Float[-30, 17], Gen.Float[-15, 10]).Sample((seed, width, ofItems, ofQuery) =>
    {
        float[] asked = Array.ConvertAll(new SearchCase(seed, batch: 1, items: 16, width, count: 1, isCoarse: false).Task.Queries, x => x * MathF.Pow(10, ofQuery)), left = new float[width];
        var one = new SearchCase(seed, batch: 1, items: 16, width, count: 1, isCoarse: false) { Task = new SearchTask(asked, 1) };
        for (int i = 0; i < one.Vectors.Length; i++) one.Vectors[i] *= MathF.Pow(10, ofItems);
        var codes = CodePanels.Of(one.Panels)!;
        int[] packed = new int[codes.QueryLength], packedRest = new int[codes.QueryLength], sums = new int[16], sumsOfRest = new int[16];
        var query = CodedQuery.Of(asked, packed);
        query.Rest(asked, packed, left);
        var rest = CodedQuery.Of(left, packedRest);
        CodeKernels.Best.Sum(packed, codes.Quads, codes.Codes(0, 1), sums);
        CodeKernels.Best.Sum(packedRest, codes.Quads, codes.Codes(0, 1), sumsOfRest);
        float[] scores = [.. Enumerable.Range(0, 16).Select(item => one.Score(0, item))];
        float most = Enumerable.Range(0, 16).Max(item => codes.Bounds(0, query, sums[item], rest, sumsOfRest[item]).Most);

        float bound = codes.Bound(0, query, sums, rest, sumsOfRest);

        Assert.InRange(bound, scores.Max(), most + (1e-5f * scores.Max(MathF.Abs)) + 1e-30f);
        Assert.InRange(codes.Bound(0, query, sums, default, sumsOfRest), bound, float.MaxValue);
    }, iter: 300);

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
        var packed = new int[3];
        var query = CodedQuery.Of([-128, 64, 2.4f], packed);

        Assert.Equal([-64, 32, 1, 0, 0, 0, 0, 0], MemoryMarshal.Cast<int, sbyte>(packed)[4..].ToArray());
        Assert.Equal((32 * 128, -128), ((short)packed[0], packed[0] >> 16)); // −128 Σ p of the first two, and of the other two
        Assert.Equal(0.5, query.Fineness);
        Assert.Equal(Math.Sqrt((64 * 64) + (32 * 32) + (1.2 * 1.2)), query.Steps, 1e-2);
        Assert.Equal(0.2, query.StepsLeft, 1e-4);
        var rest = new float[3];
        query.Rest([-128, 64, 2.4f], packed, rest);
        Assert.Equal([0, 0, 0.4f], rest.Select(x => MathF.Round(x, 5)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(150)]
    public void NoHalfOfAChunkIsTooLongForItsSum(int width) => Gen.Select(Gen.Int, Gen.Bool).Sample((seed, isFlat) =>
    {
        var random = new SeededRandom((ulong)seed);
        float[] vector = [.. Enumerable.Range(0, width).Select(_ => isFlat ? 0.5f * (random.NextInt(2) * 2 - 1) : (float)random.NextGaussian())];
        var codes = CodePanels.Of(ItemPanels.Of(vector, width))!;
        var packed = new int[codes.QueryLength];
        CodedQuery.Of(vector, packed);
        int[] item = [.. Enumerable.Range(0, width).Select(d => codes.Codes(0, 1)[d / 4 * 64 + d % 4] - 128)];
        int[] query = [.. Enumerable.Range(0, width).Select(d => (int)MemoryMarshal.Cast<int, sbyte>(packed)[(d / 64 + 1) * 4 + d])];
        foreach (int[] numbers in new[] { item, query })
        {
            Assert.All(Enumerable.Range(0, width).GroupBy(d => (d / 64, d % 4 / 2)), half => Assert.InRange(half.Sum(d => numbers[d] * numbers[d]), 0, 181 * 181));
        }
    }, iter: 50);

    [Fact]
    public void ScoresLieBetweenTheirBounds() => Gen.Select(Gen.Int, Gen.Int[1, 150]).Sample((seed, width) =>
    {
        var one = new SearchCase(seed, batch: 1, items: 16, width, count: 1, isCoarse: false);
        var codes = CodePanels.Of(one.Panels)!;
        int[] packed = new int[codes.QueryLength], packedRest = new int[codes.QueryLength], sums = new int[16], sumsOfRest = new int[16];
        var query = CodedQuery.Of(one.Task.Queries, packed);
        var left = new float[width];
        query.Rest(one.Task.Queries, packed, left);
        var rest = CodedQuery.Of(left, packedRest);
        CodeKernels.Best.Sum(packed, codes.Quads, codes.Codes(0, 1), sums);
        CodeKernels.Best.Sum(packedRest, codes.Quads, codes.Codes(0, 1), sumsOfRest);
        for (int item = 0; item < 16; item++)
        {
            float score = one.Score(0, item);
            var (least, most) = codes.Bounds(0, query, sums[item], rest, sumsOfRest[item]);
            var (wideLeast, wideMost) = codes.Bounds(0, query, sums[item], default, 0);
            Assert.InRange(score, least, most);
            Assert.InRange(score, wideLeast, wideMost);
            Assert.True(most - least <= wideMost - wideLeast);
        }
    }, iter: 200);

    [Fact]
    public void MoreCandidatesThanThereIsRoomForAreScoredOnTheWay()
    {
        const int Items = 6000;
        float[] vectors = [.. Enumerable.Range(0, Items).Select(item => 1f + item)]; // each better than all before
        var panels = ItemPanels.Of(vectors, width: 1);
        var found = new (float, int)[3];
        Of(panels).Best(new SearchTask([2], 3), found, new int[1]);
        Assert.Equal([(12_000f, 5999), (11_998f, 5998), (11_996f, 5997)], found);
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
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[4], 2, new byte[128], new int[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[3], 2, new byte[127], new int[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[3], 2, new byte[128], new int[2], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Mark(new int[3], 2, new byte[128], new int[1], new byte[2]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Sum(new int[2], 2, new byte[128], new int[16]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Sum(new int[3], 2, new byte[127], new int[16]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Sum(new int[3], 2, new byte[128], new int[15]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Greatest(new int[2], 2, new byte[128], new int[1]));
        Assert.Throws<ArgumentException>(() => CodeKernels.Best.Greatest(new int[3], 2, new byte[128], new int[2]));
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
        Assert.Equal(0, Allocation.Least(() => search.Best(one.Task, found, counts)));
    }

    // Which panels may hold an item of such a score for the first query.
    private static byte[] Marks(SearchCase one, CodePanels codes, float score)
    {
        int panels = one.Panels.Panels;
        var (packed, thresholds, marks) = (new int[codes.QueryLength], new int[panels], new byte[panels]);
        codes.Thresholds(0, CodedQuery.Of(one.Task.Queries, packed), score, thresholds);
        CodeKernels.Best.Mark(packed, codes.Quads, codes.Codes(0, panels), thresholds, marks);
        return marks;
    }

    // Numbers of a query as kernels have them.
    private static int[] Packed(sbyte[] query) => [.. query.Chunk(CodePanels.Chunk).SelectMany(chunk => (int[])[
        (ushort)(-128 * chunk.Where((_, d) => d % 4 < 2).Sum(p => p)) | (-128 * chunk.Where((_, d) => d % 4 >= 2).Sum(p => p) << 16), .. MemoryMarshal.Cast<sbyte, int>(chunk)])];

    private static PanelSearch Of(ItemPanels panels) => new(panels, codes: CodePanels.Of(panels) is { } codes ? new CodeSearch(panels, codes, PanelKernels.Best) : null);
}
