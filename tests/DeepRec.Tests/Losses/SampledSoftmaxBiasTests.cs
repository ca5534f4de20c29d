using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

/// <summary>What the sampled softmax that corrects negatives only is on average over all draws, gone through one by one.</summary>
public sealed class SampledSoftmaxBiasTests
{
    private static readonly double[] Scores = [0.3, -0.4, 0.8];
    private static readonly double[] Probability = [0.5, 0.3, 0.2];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheExpectedEstimateOfThePartitionSumIsTheFullOne(int n)
    {
        double[] scores = [.. Scores, 0.1], probability = [0.4, 0.3, 0.2, 0.1];
        double expected = 0;
        foreach (int[] draw in Draws(n, scores.Length))
        {
            double loss = LossOf.At(s => RankingLosses.SampledSoftmax(s[..1], s[1..].reshape(1, n), Doubles([.. draw.Select(j => Math.Log(n * probability[j]))]), null, Hits(draw)), [scores[0], .. draw.Select(j => scores[j])]).Value;
            expected += draw.Aggregate(1.0, (p, j) => p * probability[j]) * Math.Exp(scores[0]) * (Math.Exp(loss) - 1); // loss = ln(1 + Ẑ / exp(s₊))
        }

        Assert.Equal(scores.Skip(1).Sum(Math.Exp), expected, 1e-12);

        static Tensor Hits(int[] draw) => tensor(Array.ConvertAll(draw, j => j == 0), [1, draw.Length]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void DrawsThatMeetTheSameItemsOftenAreOneOfThatMultiplicity(int n) =>
        Near.Equal(MeanGradientOverDraws(n), MeanGradientOverCounts(n), 1e-13);

    [Fact]
    public void TheBiasOfTheGradientFallsAsTheInverseOfTheNegatives()
    {
        double[] full = LossOf.At(s => RankingLosses.FullSoftmax(s.reshape(1, 3), zeros(1, ScalarType.Int64)), Scores).Gradient;

        double[] bias = [.. new[] { 1, 2, 4, 8, 16, 32, 64, 128 }.Select(n => Math.Sqrt(MeanGradientOverCounts(n).Zip(full, (a, b) => (a - b) * (a - b)).Sum()))];

        // n · bias tends to a number: twice the negatives, half the bias; with few of them the estimate is often empty.
        double[] ratios = [.. bias.Zip(bias.Skip(1), (few, twice) => few / twice)];
        Near.Equal([1.4870, 1.7587, 2.0263, 2.1166, 2.0831, 2.0446, 2.0226], ratios, 1e-4);
    }

    // One row for each draw of n items, each as likely as the product of its items' probabilities.
    private static double[] MeanGradientOverDraws(int n)
    {
        int[][] draws = [.. Draws(n, 3)];
        using var scope = NewDisposeScope();
        var drawn = tensor(draws.SelectMany(d => d).Select(j => (long)j).ToArray(), [draws.Length, n]); // [R, n]
        var logExpected = Doubles([.. Probability.Select(q => Math.Log(n * q))]).index_select(0, drawn.reshape(-1)).reshape(draws.Length, n); // [R, n]
        return MeanGradient([.. draws.Select(d => d.Aggregate(1.0, (p, j) => p * Probability[j]))], s => RankingLosses.SampledSoftmax(s.select(1, 0), s.gather(1, drawn), logExpected, null, drawn.eq(zeros_like(drawn))));
    }

    // One row for each way to meet the items a, b and c times: c draws of an item are one of weight c.
    private static double[] MeanGradientOverCounts(int n)
    {
        int[][] counts = [.. from a in Enumerable.Range(0, n + 1) from b in Enumerable.Range(0, n + 1 - a) select new[] { a, b, n - a - b }];
        using var scope = NewDisposeScope();
        var hits = tensor(counts.SelectMany(c => c.Select((count, j) => j == 0 || count == 0)).ToArray(), [counts.Length, 3]); // [R, 3]
        var logExpected = Doubles([.. counts.SelectMany(c => c.Select((count, j) => Math.Log(n * Probability[j] / Math.Max(1, count))))]).reshape(counts.Length, 3);
        return MeanGradient([.. counts.Select(Likelihood)], s => RankingLosses.SampledSoftmax(s.select(1, 0), s, logExpected, null, hits));
    }

    private static double Likelihood(int[] counts) =>
        Math.Exp(MathNet.Numerics.SpecialFunctions.FactorialLn(counts.Sum()) + counts.Select((count, j) => count * Math.Log(Probability[j]) - MathNet.Numerics.SpecialFunctions.FactorialLn(count)).Sum());

    private static double[] MeanGradient(double[] likelihood, Func<Tensor, Tensor> loss)
    {
        double[] gradient = LossOf.At(s => loss(s.reshape(likelihood.Length, 3)), [.. likelihood.SelectMany(_ => Scores)]).Gradient; // of the mean over rows
        return [.. Enumerable.Range(0, 3).Select(j => likelihood.Select((p, row) => p * likelihood.Length * gradient[row * 3 + j]).Sum())];
    }

    private static IEnumerable<int[]> Draws(int n, int items) =>
        n == 0 ? [[]] : Draws(n - 1, items).SelectMany(draw => Enumerable.Range(0, items).Select(j => (int[])[.. draw, j]));

    private static Tensor Doubles(double[] values) => LossOf.Doubles(values);
}
