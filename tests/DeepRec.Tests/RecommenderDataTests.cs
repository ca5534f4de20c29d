namespace DeepRec.Tests;

/// <summary>What the recommender learns from, and says, where the data is of an unusual shape.</summary>
public sealed class RecommenderDataTests
{
    private sealed record Taste([User] string User, [Item] string Item, [Categorical(About = FeatureRole.UserFeature)] string Gender, [Label] float Value);

    private sealed record Visit([User] string User, [Item] string Item, [Categorical] string Shelf, [Label] float? Value);

    private sealed record Entry([Item] string Id, [Numeric] float Price);

    private static RecommenderOptions Short => SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } };

    [Fact]
    public void WhatIsSaidOfANewUserCounts()
    {
        var rows = Enumerable.Range(0, 400).Select(i => new Taste($"u{i / 10}", $"i{i % 10}", i / 10 % 2 == 0 ? "f" : "m", i / 10 % 2 == 0 ? 5 : 1));
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Dataset.From(rows)), SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 30, BatchSize = 20 } });

        float woman = recommender.Predict("somebody new", "i3", new Dictionary<string, object?> { ["Gender"] = "f" });
        float man = recommender.Predict("somebody new", "i3", new Dictionary<string, object?> { ["Gender"] = "m" });
        float unsaid = recommender.Predict("somebody new", "i3");

        Assert.True(woman > 3.5 && man < 2.5, $"{woman} and {man}");
        Assert.InRange(unsaid, man, woman);
    }

    [Fact]
    public void AnItemFeatureOfTheRowsStandsBesideThoseOfAnItemTable()
    {
        // The shelf is one for each item, so that it is found to be the item's; the table of items does not have it.
        var visits = Enumerable.Range(0, 60).Select(i => new Visit($"u{i / 6}", $"i{i % 6}", $"shelf {i % 3}", i % 4));
        var items = Enumerable.Range(0, 8).Select(i => new Entry($"i{i}", i));
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Dataset.Join(Dataset.From(visits), items: Dataset.From(items))), Short);

        Assert.Equal(FeatureRole.ItemFeature, recommender.Pipeline.Schema["Shelf"].Role);
        Assert.Equal(8, recommender.ItemCount);
        Assert.Equal(["i6", "i7"], recommender.Recommend("u1").Select(r => r.Item).Order());
    }

    [Fact]
    public void ValidationRowsWithoutALabelArePassedOver()
    {
        var visits = Enumerable.Range(0, 60).Select(i => new Visit($"u{i / 6}", $"i{i % 6}", "shelf", i % 5 == 0 ? null : i % 4)).ToArray();
        var options = Short with { Trainer = Short.Trainer with { ValidationFraction = 0.3 } };
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Dataset.From(visits)), options);

        Assert.True(double.IsFinite(recommender.Report!.History[0].ValidationLoss!.Value));
    }

    [Fact]
    public void ValidationRowsAreFoundByTheNamesOfTheirColumns()
    {
        var visits = Dataset.From(Enumerable.Range(0, 60).Select(i => new Visit($"u{i / 6}", $"i{i % 6}", "shelf", i % 4)));
        var swapped = new Dataset(new FeatureSchema(visits.Schema.Reverse()), visits.Schema.Reverse().Select(f => visits[f.Name]));
        using var straight = SmallShop.TrainOn<string, string>(new TrainingSet(visits), Short with { Validation = visits });
        using var reversed = SmallShop.TrainOn<string, string>(new TrainingSet(visits), Short with { Validation = swapped });

        Assert.Equal(straight.Report!.History[0].ValidationLoss, reversed.Report!.History[0].ValidationLoss);
    }

    [Fact]
    public void OneLabelForAllIsPredictedForAll()
    {
        var visits = Enumerable.Range(0, 30).Select(i => new Visit($"u{i / 6}", $"i{i % 6}", "shelf", 4));
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Dataset.From(visits)), Short);

        Assert.Equal(4, recommender.Predict("u1", "i1"));
        Assert.Equal(4, recommender.Predict(null, null));
    }

    [Fact]
    public void OneRowIsEnough()
    {
        using var recommender = SmallShop.TrainOn<string, string>(new TrainingSet(Dataset.From([new Visit("u", "i", "shelf", 3)])), Short);

        Assert.Equal(3, recommender.Predict("u", "i"));
        Assert.Empty(recommender.Recommend("u"));
        Assert.Equal("i", Assert.Single(recommender.Recommend("another")).Item);
    }

    [Theory]
    [InlineData("User", "The data has no user. Mark its column with [User] or Feature.User(\"name\").")]
    [InlineData("Item", "The data has no item. Mark its column with [Item] or Feature.Item(\"name\").")]
    [InlineData("Value", "The data has no label. Mark its column with [Label] or Feature.Label(\"name\").")]
    public void WhatTheDataLacksIsNamed(string column, string message)
    {
        var rows = Dataset.From([new Visit("u", "i", "shelf", 3)]).Without(column);

        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => SmallShop.TrainOn<string, string>(new TrainingSet(rows), Short)).Message, StringComparison.Ordinal);
    }
}
