using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

/// <summary>No row reads its own rating, and none reads a later one where it shall not.</summary>
public sealed class RatedHistoriesTests
{
    private static readonly FeatureInput[] Inputs = [new("user", FeatureInputKind.Id, FeatureRole.User, 9, []), new("item", FeatureInputKind.Id, FeatureRole.Item, 12, [])];
    private static readonly (int User, int Item)[] Pairs = [(3, 3), (3, 4), (3, 5), (4, 3), (4, 5), (5, 4), (5, 6), (6, 3), (6, 4), (6, 5), (6, 6), (2, 3), (1, 2), (7, 11)];

    public RatedHistoriesTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void ARowsOwnRatingDoesNotChangeItsPredictionInTraining()
    {
        using var model = Create();
        float[] ratings = [.. Pairs.Select((_, k) => 1f + (k % 5))], before = Predict(model, ratings);
        for (int row = 0; row < ratings.Length; row++)
        {
            var changed = ratings.ToArray();
            changed[row] = 5.5f - changed[row];
            Assert.Equal(before[row], Predict(model, changed)[row], 1e-5);
        }
    }

    [Fact]
    public void AnotherRatingOfTheUserOrTheItemDoes()
    {
        using var model = Create();
        float[] ratings = [.. Pairs.Select((_, k) => 1f + (k % 5))], changed = [.. ratings];
        changed[1] = 5;
        float[] before = Predict(model, ratings), after = Predict(model, changed);
        Assert.NotEqual(before[0], after[0]); // the same user
        Assert.NotEqual(before[5], after[5]); // the same item
        Assert.Equal(before[6], after[6]);
    }

    [Fact]
    public void EachRowReadsItsOwnBagAndCountsTheOthers()
    {
        using var scope = NewDisposeScope();
        var histories = RatedHistories.Of(Rows([.. Pairs.Select(_ => 3f)]), Inputs);
        Assert.Equal([2f, 2, 2, 1, 1, 1, 1, 3, 3, 3, 3, 0, 0, 0], TensorMemory.ToFloats(histories.OfUsers!.Counts));
        Assert.Equal([2f, 2, 2, 2, 2, 2, 1, 2, 2, 2, 1, 3, 0, 0], TensorMemory.ToFloats(histories.OfItems!.Counts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FewRowsAreABatchToo(int count)
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var rows = Rows([.. Pairs.Select(_ => 3f)]).Select([.. Enumerable.Range(0, count)]);
        Assert.Equal(count, model.call(FeatureBatch.Of(rows, Inputs).With(RatedHistories.Of(rows, Inputs))).shape[0]);
    }

    [Fact]
    public void HistoriesOfAnotherNumberOfRowsAreRefused()
    {
        using var scope = NewDisposeScope();
        var rows = Rows([.. Pairs.Select(_ => 3f)]);
        var error = Assert.Throws<ArgumentException>(() => FeatureBatch.Of(rows.Select([0, 1]), Inputs).With(RatedHistories.Of(rows, Inputs)));
        Assert.Contains("14 rows for 2 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EarlierTimesSeeNoLaterRating()
    {
        var random = new SeededRandom(7);
        long[] ticks = [.. Enumerable.Range(0, 40).Select(_ => new DateTime(2020, 1, 1).Ticks + ((long)(random.NextDouble() * 86400) * TimeSpan.TicksPerSecond))];
        float[] ratings = [.. ticks.Select(t => 1f + (t / TimeSpan.TicksPerSecond % 5))];
        for (int row = 0; row < ticks.Length; row++)
        {
            float[] before = Moments(ratings, ticks, ticks[row]);
            var changed = ratings.Select((rating, k) => ticks[k] >= ticks[row] ? 6 - rating : rating).ToArray();
            // The means of items and of all are those of training and held fixed: only what the user's own later ratings add is at stake.
            float[] without = Moments([.. ratings.Where((_, k) => ticks[k] < ticks[row])], [.. ticks.Where(t => t < ticks[row])], ticks[row]);
            for (int place = 1; place < 8; place += 2) Assert.Equal(without[place], before[place], 1e-6);
            Assert.Equal(before[9], Moments(changed, ticks, ticks[row])[9], 1e-6);
        }
    }

    [Fact]
    public void ARowWithoutATimeHasZeros() => Assert.All(Moments([1, 5], [100, 200], DateTimeColumn.Missing), value => Assert.Equal(0, value));

    [Fact]
    public void TimesThatAreNotThereAreAskedFor()
    {
        var rows = Rows([.. Pairs.Select(_ => 3f)]);
        Assert.Contains("Timestamp", Assert.Throws<ArgumentException>(() => RatedHistories.Of(rows, Inputs, RatingTimes.All)).Message, StringComparison.Ordinal);
    }

    private static float[] Moments(float[] ratings, long[] ticks, long at)
    {
        var moments = new float[RatingMoments.Width];
        new RatingMoments(RatingGraph.Of(new IdColumn([.. ratings.Select(_ => 3)], 4), new IdColumn([.. ratings.Select(_ => 3)], 4), ratings, ticks), earlierOnly: true).Fill(3, at, -1, moments);
        return moments;
    }

    private static RatingPredictor Create() => new RatedHistoryPredictorOptions { Dimension = 5, HiddenLayers = [4], Dropout = 0, InitialDeviation = 0.5 }
        .CreateDetached(new ModelInputs(Inputs, new LabelStatistics(3, 1.25f, 1, 5, [])), 1);

    private static float[] Predict(RatingPredictor model, float[] ratings)
    {
        using var scope = NewDisposeScope();
        model.train();
        var rows = Rows(ratings);
        return TensorMemory.ToFloats(model.call(FeatureBatch.Of(rows, Inputs).With(RatedHistories.Of(rows, Inputs))));
    }

    private static Dataset Rows(float[] ratings) => new(
        new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating")]),
        [new IdColumn([.. Pairs.Select(p => p.User)], 9), new IdColumn([.. Pairs.Select(p => p.Item)], 12), new NumberColumn(ratings)]);
}
