namespace DeepRec.Tests;

public sealed class AliasTableTests
{
    [Fact]
    public void TheTableDrawsByItsProbabilities()
    {
        var random = new SeededRandom(42);
        double[][] cases =
        [
            [1],
            [1, 1, 1],
            [1, 2, 3, 4],
            [0, 0, 5, 0],
            [1e-12, 1, 1e12],
            [0.1, 0.2, 0.3, 0.4, 0, 0.7],
            Draw(1000, () => random.NextDouble()),
            Draw(100_000, () => Math.Pow(random.NextInt(50), 3)), // some are 0
        ];

        foreach (double[] weights in cases)
        {
            var table = new AliasTable(weights);
            double sum = weights.Sum();

            Near.Equal(weights.Select(w => w / sum).ToArray(), table.Probabilities.ToArray(), 1e-12);
            Near.Equal(table.Probabilities.ToArray(), table.Reconstruct(), 1e-12);
            double[] drawn = table.Reconstruct();
            Assert.DoesNotContain(Enumerable.Range(0, weights.Length), i => weights[i] == 0 && drawn[i] != 0);
        }

        static double[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWeightThatIsNoneIsRefused(double weight) =>
        Assert.StartsWith($"Weight 1 is {weight}", Assert.Throws<ArgumentException>(() => new AliasTable([1, weight])).Message, StringComparison.Ordinal);

    [Fact]
    public void WithoutAWeightThereIsNothingToDraw()
    {
        Assert.StartsWith("The weights sum to 0", Assert.Throws<ArgumentException>(() => new AliasTable([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The weights sum to 0", Assert.Throws<ArgumentException>(() => new AliasTable([0, 0])).Message, StringComparison.Ordinal);
    }
}
