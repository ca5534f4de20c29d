using CsCheck;

namespace DeepRec.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void SplitMixGivesItsPublishedValues()
    {
        ulong state = 1234567;

        ulong[] values = [.. Enumerable.Range(0, 5).Select(_ => SeededRandom.NextOfSplitMix(ref state))];

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], values);
    }

    [Fact]
    public void XoshiroGivesItsPublishedValues()
    {
        var random = new SeededRandom(1, 2, 3, 4);

        ulong[] values = Draw(10, () => random.Next());

        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576],
            values);
    }

    [Fact]
    public void ASeedFillsTheStateBySplitMix()
    {
        var random = new SeededRandom(42);

        Assert.Equal([1546998764402558742, 6990951692964543102, 12544586762248559009, 17057574109182124193], Draw(4, () => random.Next()));
    }

    [Fact]
    public void IntegersAreWorkedOut()
    {
        var small = new SeededRandom(42);
        var large = new SeededRandom(42);

        Assert.Equal([0, 3, 6, 9, 9, 7, 7, 8, 7, 5, 6, 2], Draw(12, () => small.NextInt(10)));
        Assert.Equal([135070769, 610390418, 1095286578, 1489322234, 1597412015, 1239752178, 1158447025, 1226279274], Draw(8, () => large.NextInt(3 << 29)));
    }

    [Fact]
    public void IntegersOfALargeBoundAreEven()
    {
        // Without drawing again in the uneven rest, two of each three neighbours would be met half as often again as the third: 2^32 / (3 * 2^29) is 8 / 3.
        var random = new SeededRandom(7);
        var counts = new int[3];

        for (int i = 0; i < 30_000; i++) counts[random.NextInt(3 << 29) % 3]++;

        Assert.All(counts, count => Assert.InRange(count, 10_000 - 4 * 82, 10_000 + 4 * 82)); // 4 standard errors
    }

    [Fact]
    public void IntegersStayBelowTheirBound() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, bound) =>
        {
            var random = new SeededRandom(seed);
            return random.NextInt(bound) is var value && value >= 0 && value < bound;
        });

    [Fact]
    public void FractionsAndGaussiansAreWorkedOut()
    {
        var fractions = new SeededRandom(42);
        var gaussians = new SeededRandom(42);

        Assert.Equal([0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876], Draw(4, () => fractions.NextDouble()));
        double[] expected = [-0.7262191382447857, 0.2216227015035933, 0.46417731016247366, 1.476249461018415];
        Assert.All(Draw(4, () => gaussians.NextGaussian()).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14)); // logarithms may differ in the last bit
    }

    [Fact]
    public void GaussiansHaveMeanZeroAndVarianceOne()
    {
        var random = new SeededRandom(3);

        double[] values = Draw(100_000, () => random.NextGaussian());

        Assert.InRange(values.Average(), -4 / Math.Sqrt(100_000), 4 / Math.Sqrt(100_000));
        Assert.InRange(values.Average(v => v * v), 1 - 4 * Math.Sqrt(2.0 / 100_000), 1 + 4 * Math.Sqrt(2.0 / 100_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ABoundBelowOneIsRefused(int bound)
    {
        var random = new SeededRandom(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(bound));
    }

    private static T[] Draw<T>(int count, Func<T> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
}
