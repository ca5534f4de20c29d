using DeepRec.Models;
using static DeepRec.Tests.Updates.Visits;

namespace DeepRec.Tests.Updates;

/// <summary>Where an update places an item that nobody had met at the training.</summary>
public sealed class NewItemFitTests
{
    private static readonly UpdateOptions Once = Update with { Epochs = 1, LearningRateFactor = 0.1 };

    [Fact]
    public void AnItemThatSomeOfATasteMetIsRecommendedToTheRestOfThatTasteAndNotToTheOther()
    {
        using var before = Train();
        using var after = before.Updated(Fresh(6), Once);

        foreach (int user in Enumerable.Range(6, Users / 2 - 6)) Assert.Contains(after.Recommend($"u{2 * user}", 2), found => found.Item == "fresh");
        foreach (int user in Enumerable.Range(0, Users / 2)) Assert.DoesNotContain(after.Recommend($"u{(2 * user) + 1}", 6), found => found.Item == "fresh");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void ItIsForeseenAsOftenAsItWasMetAndNothingElseMoves(int meetings)
    {
        using var before = Train(Options with { Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 4, History = null, UserId = true, ItemBias = true, ResidualWidth = 0 }, Loss = new FullSoftmaxLoss() } });
        using var after = before.Updated(Fresh(meetings), Once with { LearningRateFactor = 1e-12 }); // steps that move nothing

        var (old, grown) = (Weights(before), Weights(after));
        foreach (var (name, array) in old) Assert.Equal(array.ToArray<float>(), grown[name].ToArray<float>()[..(int)array.ElementCount]);
        double foreseen = Enumerable.Range(0, Users).Sum(user => (Each + (user % 2 == 0 && user / 2 < meetings ? 1 : 0)) * after.Probabilities($"u{user}")["fresh"]);
        Assert.Equal(meetings, foreseen, 0.05 * meetings);
    }

    [Fact]
    public void OneMetByFewerThanFiveStaysWhereItStarted()
    {
        using var before = Train();
        using var unmoved = before.Updated(Fresh(4), Once with { Epochs = 0 });
        using var after = before.Updated(Fresh(4), Once with { LearningRateFactor = 1e-12 });

        Assert.Equal(Weights(unmoved)["network.items.weight"].ToArray<float>(), Weights(after)["network.items.weight"].ToArray<float>());
    }

    private static IEnumerable<Visit> Fresh(int meetings) => Enumerable.Range(0, meetings).Select(user => new Visit($"u{2 * user}", "fresh", "even", At(1000 + user)));

    private static Dictionary<string, NamedArray> Weights(RankingRecommender<string, string> recommender) => recommender.Bundle.Scorer.Export().ToDictionary(array => array.Name);
}
