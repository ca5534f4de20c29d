namespace DeepRec.Tests;

/// <summary>Data of ids alone: a message that lists what could be named says that there is none.</summary>
public sealed class NoFeaturesTests
{
    private static readonly TrainingSet Training = new(Dataset.From(Enumerable.Range(0, 12).Select(i => new Rating($"u{i % 3}", $"i{i / 3}", (i % 5) + 1))));

    [Fact]
    public void OfAContextForARating()
    {
        using var recommender = Recommender.Train<string, string>(Training, RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 1 } }, TestContext.Current.CancellationToken);

        var error = Assert.Throws<ArgumentException>(() => recommender.Predict("u0", "i0", new Dictionary<string, object?> { ["Colour"] = "red" }));

        Assert.StartsWith("'Colour' is not a context or user feature. Those that can be given: none.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfARanking()
    {
        using var recommender = Recommender.TrainRanking<string, string>(Training, new RankingOptions { Model = new PopularityOptions() }, TestContext.Current.CancellationToken);
        var capped = new RankingRequestOptions<string> { MaximumPerCategory = new CategoryCap("Colour", 1), IncludeMet = true };
        var done = new RankingRequestOptions<string> { RecentEvents = [new RecentEvent<string>("i0") { Values = new Dictionary<string, object?> { ["Colour"] = "red" } }] };

        Assert.Contains("Those that can be capped: none.", Assert.Throws<ArgumentException>(() => recommender.Recommend("u0", 1, capped)).Message, StringComparison.Ordinal);
        Assert.Contains("Those: none.", Assert.Throws<ArgumentException>(() => recommender.Recommend("u0", 1, done)).Message, StringComparison.Ordinal);
        Assert.Contains("Those: none.", Assert.Throws<ArgumentException>(() => recommender.WithItems([new Coloured("i9", "red")])).Message, StringComparison.Ordinal);
    }

    private sealed record Rating([User] string User, [Item] string Item, [Label] float Value);

    private sealed record Coloured([Item] string Item, [Categorical] string Colour);
}
