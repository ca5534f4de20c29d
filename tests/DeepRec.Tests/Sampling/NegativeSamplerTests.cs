using CsCheck;
using DeepRec.Models;

namespace DeepRec.Tests;

public sealed class NegativeSamplerTests
{
    private static readonly int[] Counts = [5, 0, 100, 1, 20, 1];

    [Fact]
    public void UniformDrawsAllItemsAlike() => Near.Equal(Enumerable.Repeat(1 / 6.0, 6).ToArray(), Of(new UniformSampling()).Probabilities.ToArray(), 1e-15);

    [Fact]
    public void LogUniformGoesByTheRankAsTensorFlowDoes()
    {
        int[] ranks = [2, 5, 0, 3, 1, 4]; // items 3 and 5 tie: the lower number first
        double[] expected = [.. ranks.Select(r => (Math.Log(r + 2) - Math.Log(r + 1)) / Math.Log(7))];

        Near.Equal(expected, Of(new LogUniformSampling()).Probabilities.ToArray(), 1e-15);
        Assert.Equal(1, expected.Sum(), 1e-15);
    }

    [Fact]
    public void PopularityIsRaisedToItsExponent()
    {
        double sum = Counts.Sum(c => Math.Sqrt(c)), smoothed = Counts.Sum(c => Math.Pow(c + 0.5, 0.75));

        Near.Equal(Counts.Select(c => Math.Sqrt(c) / sum).ToArray(), Of(new PopularitySampling()).Probabilities.ToArray(), 1e-15);
        Near.Equal(Counts.Select(c => Math.Pow(c + 0.5, 0.75) / smoothed).ToArray(), Of(new PopularitySampling { Exponent = 0.75, Smoothing = 0.5 }).Probabilities.ToArray(), 1e-15);
        Near.Equal(Enumerable.Repeat(1 / 6.0, 6).ToArray(), Of(new PopularitySampling { Exponent = 0 }).Probabilities.ToArray(), 1e-15);
    }

    [Fact]
    public void TheLogarithmOfTheExpectedNumberIsGiven()
    {
        Assert.Equal(Math.Log(1024 / 6.0), Of(new UniformSampling()).LogExpected(3, 1024), 1e-14);
        Assert.StartsWith("Item 1 is never drawn", Assert.Throws<InvalidOperationException>(() => Of(new PopularitySampling()).LogExpected(1, 1024)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACatalogueThatNobodyMetHasNoPopularity() =>
        Assert.Throws<ArgumentException>(() => new NegativeSampler(new PopularitySampling(), new int[3]));

    [Fact]
    public void TheSameSeedAndStepDrawTheSameAndOthersOthers()
    {
        var sampler = Of(new PopularitySampling());

        Assert.Equal(Drawn(sampler, 42, 7), Drawn(sampler, 42, 7));
        Assert.NotEqual(Drawn(sampler, 42, 7), Drawn(sampler, 42, 8));
        Assert.NotEqual(Drawn(sampler, 42, 7), Drawn(sampler, 43, 7));
    }

    [Fact]
    public void DrawsStayAsTheyAreInEveryVersion() => Assert.Equal(FirstTwelve, Drawn(Of(new PopularitySampling()), 42, 7)[..12]);

    [Fact]
    public void DrawsAreAsFrequentAsTheirProbability()
    {
        const int N = 100_000;
        var sampler = Of(new PopularitySampling { Exponent = 0.75, Smoothing = 0.5 });
        var drawn = new int[N];
        sampler.Draw(drawn, 42, 0);

        AreAsFrequent(drawn, sampler.Probabilities.ToArray());
    }

    [Fact]
    public void RowsDrawTheSameWhateverTheThreads()
    {
        var sampler = Of(new LogUniformSampling());
        int[][] met = [.. Enumerable.Range(0, 500).Select(row => new[] { row % 6 })];
        int[][] Rows(int threads)
        {
            var rows = new int[met.Length][];
            Parallel.For(0, met.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, row => sampler.DrawRejecting(rows[row] = new int[4], met[row], 42, 3, row));
            return rows;
        }

        Assert.Equal(Rows(1), Rows(8));
    }

    [Fact]
    public void AnItemThatTheUserMetIsNeverDrawn() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 12], Gen.ULong).Sample((met, seed) =>
        {
            Array.Sort(met);
            var sampler = Of(new UniformSampling());
            var drawn = new int[8];
            bool any = sampler.DrawRejecting(drawn, met, seed, 0, 0);

            Assert.Equal(met.Distinct().Count() < 6, any);
            Assert.All(drawn, item => Assert.True(any ? item is >= 0 and < 6 && !met.Contains(item) : item == -1));
        });

    [Fact]
    public void RejectionFollowsTheProbabilitiesOfTheRest()
    {
        var sampler = Of(new PopularitySampling { Exponent = 1 });
        var drawn = new int[60_000];

        Assert.True(sampler.DrawRejecting(drawn, [2, 5], 42, 0, 0));

        AreAsFrequent(drawn, [5 / 26.0, 0, 0, 1 / 26.0, 20 / 26.0, 0]);
    }

    [Fact]
    public void TheRestOfAUserWhoMetAlmostEverythingIsGoneThrough()
    {
        // What is left is one draw in a hundred million: 32 tries never meet it.
        var sampler = new NegativeSampler(new PopularitySampling { Exponent = 1 }, [1, 800_000_000, 2, 0, 5]);
        var drawn = new int[20_000];

        Assert.True(sampler.DrawRejecting(drawn, [1], 42, 0, 0));

        AreAsFrequent(drawn, [1 / 8.0, 0, 2 / 8.0, 0, 5 / 8.0]);
    }

    [Fact]
    public void WhoMetAllThatCanBeDrawnGetsNone()
    {
        var drawn = new int[3];

        Assert.False(Of(new UniformSampling()).DrawRejecting(drawn, [0, 1, 2, 3, 4, 5], 42, 0, 0));
        Assert.Equal([-1, -1, -1], drawn);
        Assert.False(Of(new PopularitySampling()).DrawRejecting(drawn, [0, 2, 3, 4, 5], 42, 0, 0)); // item 1 is never drawn
        Assert.Equal([-1, -1, -1], drawn);
        Assert.True(Of(new PopularitySampling { Smoothing = 1e-6 }).DrawRejecting(drawn, [0, 2, 3, 4, 5], 42, 0, 0));
        Assert.Equal([1, 1, 1], drawn);
    }

    private static readonly int[] FirstTwelve = [2, 2, 2, 2, 0, 2, 0, 2, 2, 4, 4, 2];

    private static NegativeSampler Of(NegativeSampling sampling) => new(sampling, Counts);

    private static int[] Drawn(NegativeSampler sampler, ulong seed, ulong step)
    {
        var drawn = new int[64];
        sampler.Draw(drawn, seed, step);
        return drawn;
    }

    // Within 4 standard errors, of those that can be drawn; never the others.
    private static void AreAsFrequent(int[] drawn, double[] probability)
    {
        for (int item = 0; item < probability.Length; item++)
        {
            double expected = drawn.Length * probability[item], error = Math.Sqrt(expected * (1 - probability[item]));
            Assert.InRange(drawn.Count(i => i == item), expected - 4 * error, expected + 4 * error);
        }
    }
}
