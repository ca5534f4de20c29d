using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests;

/// <summary>Ratings that come with a request are one more sum: nothing is trained.</summary>
public sealed class GivenRatingsTests : IDisposable
{
    private static readonly AsymmetricCheckerboard Board = AsymmetricCheckerboard.Create();
    private readonly Recommender<string, string> _recommender = Train(new RatedHistoryPredictorOptions { Dimension = 8, HiddenLayers = [16] });

    public void Dispose() => _recommender.Dispose();

    [Fact]
    public void ANewUserWithTheRatingsOfAKnownOneIsPredictedAsHeIsButForTheBias()
    {
        var rows = Board.ToDataset();
        var (users, items) = (rows.Column<CategoryColumn>("UserId"), rows.Column<CategoryColumn>("ItemId"));
        string user = users.TextAt(0)!;
        var given = Enumerable.Range(0, rows.Count).Where(row => users.TextAt(row) == user).ToDictionary(row => items.TextAt(row)!, row => rows.Column<NumberColumn>("Value").Values[row]);
        float[] known = [.. given.Keys.Select(item => _recommender.Predict(user, item))], folded = [.. given.Keys.Select(item => _recommender.Predict("nobody", item, ratings: given))];
        Assert.Equal(0, known.Zip(folded, (a, b) => Math.Abs(a - b)).Average(), 0.2);
        Assert.Equal(known, given.Keys.Select(item => _recommender.Predict(user, item, ratings: given)), (a, b) => Math.Abs(a - b) < 1e-4); // the same ratings again take their own place
    }

    [Fact]
    public void ItemsOutsideTheCatalogueSayNothing() =>
        Assert.Equal(_recommender.Predict("nobody", "i1", ratings: []), _recommender.Predict("nobody", "i1", ratings: [KeyValuePair.Create("no such item", 1f)]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ARatingThatIsNoNumberIsRefusedByItsItem(float rating) =>
        Assert.Contains("'an item'", Assert.Throws<ArgumentException>(() => _recommender.Predict("nobody", "x", ratings: [KeyValuePair.Create("an item", rating)])).Message, StringComparison.Ordinal);

    [Fact]
    public void AnyNumberGivesAFinitePrediction()
    {
        string item = Board.ToDataset().Column<CategoryColumn>("ItemId").TextAt(0)!;
        Assert.True(float.IsFinite(_recommender.Predict("nobody", item, ratings: [KeyValuePair.Create(item, float.MaxValue)])));
    }

    [Fact]
    public void GivenItemsAreNotRecommendedAgainAndTheRungSaysWhatIsLeantOn()
    {
        string item = Board.ToDataset().Column<CategoryColumn>("ItemId").TextAt(0)!;
        var options = new RecommendOptions<string> { Ratings = [KeyValuePair.Create(item, 1f)] };
        var list = _recommender.Recommend("nobody", 1000, options);
        Assert.Equal(_recommender.ItemCount - 1, list.Count);
        Assert.DoesNotContain(item, list.Select(entry => entry.Item));
        Assert.All(list, entry => Assert.Equal(ColdStartRung.Known, entry.Rung));
        Assert.Equal(_recommender.ItemCount, _recommender.Recommend("nobody", 1000, options with { IncludeRated = true }).Count);
    }

    [Fact]
    public void AModelThatReadsNoRatingsSaysSo()
    {
        using var other = Train(new MlpRatingPredictorOptions());
        Assert.Contains("RatedHistory", Assert.Throws<ArgumentException>(() => other.Predict("nobody", "x", ratings: [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALoadedOneAnswersTheSame()
    {
        string path = Path.Combine(Path.GetTempPath(), $"deeprec-given-{Guid.NewGuid():N}.deeprec");
        try
        {
            _recommender.Save(path);
            using var loaded = Recommender.Load<string, string>(path);
            var rows = Board.ToDataset();
            string user = rows.Column<CategoryColumn>("UserId").TextAt(0)!, item = rows.Column<CategoryColumn>("ItemId").TextAt(0)!;
            KeyValuePair<string, float>[] given = [KeyValuePair.Create(item, 1f)];
            Assert.Equal(_recommender.Predict(user, item, ratings: given), loaded.Predict(user, item, ratings: given));
            Assert.Equal(_recommender.Predict("nobody", item, ratings: given), loaded.Predict("nobody", item, ratings: given));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Recommender<string, string> Train(RatingPredictorOptions model) => Recommender.Train<string, string>(
        new TrainingSet(Board.ToDataset()), new RecommenderOptions { Model = model, Trainer = new TrainerOptions { Epochs = 10, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 0.01 } } });
}
