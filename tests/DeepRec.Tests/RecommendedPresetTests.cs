using DeepRec.Testing;

namespace DeepRec.Tests;

/// <summary>The headline: the recommended preset as it is, on the generated shop, whose floor is 0.0400.</summary>
public sealed class RecommendedPresetTests
{
    private static readonly Lazy<DataSplit> Lazily = new(() => Split.Random(GeneratedShop.Create().ToDataset(), testFraction: 0.2, seed: 42));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void TheGeneratedShopIsPredictedNearItsFloorWhateverTheSeed(int seed)
    {
        var (train, test) = Lazily.Value;
        var options = RecommenderOptions.Recommended with { Trainer = RecommenderOptions.Recommended.Trainer with { Seed = seed } };

        using var recommender = Recommender.Train<string, string>(train, options, TestContext.Current.CancellationToken);

        double error = recommender.Evaluate(test).MeanSquaredError;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"seed {seed}: test MSE {error:F5}"));
        Assert.InRange(error, 0.0390, 0.0423);
    }

    [Fact]
    public void BiasesAloneDoNotReachIt()
    {
        var (train, test) = Lazily.Value;
        Assert.True(RatingBaseline.UserItemBias(train).Evaluate(test).MeanSquaredError >= 0.060);
    }
}
