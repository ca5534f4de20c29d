using CsCheck;

namespace DeepRec.Tests.Scoring;

public sealed class ScoreCountsTests
{
    // Lengths around a vector's and a chunk's.
    [Fact]
    public void CountsAreThoseOfALoop() => Gen.Select(Gen.OneOf(Gen.Int[1, 40], Gen.Int[4_090, 4_110], Gen.Int[8_180, 8_210]), Gen.Int).Sample((length, seed) =>
    {
        var random = new Random(seed);
        float[] scores = [.. Enumerable.Range(0, length).Select(_ => random.Next(12) == 0 ? float.NegativeInfinity : random.Next(-5, 6) / 4f)], thresholds = [-1.25f, 0, 0.5f, 2];
        int[] greater = [9, 9, 9, 9], equal = [9, 9, 9, 9];

        ScoreCounts.Count(scores, thresholds, greater, equal);

        Assert.Equal(thresholds.Select(t => scores.Count(s => s > t)), greater);
        Assert.Equal(thresholds.Select(t => scores.Count(s => s == t)), equal);
    }, iter: 60);
}
