using DeepRec.Preprocessing;

namespace DeepRec.Tests.Bundles;

/// <summary>Predictions for one user and one item beside those of whole rows.</summary>
public sealed class PairScorerTests(SmallShop shop) : IClassFixture<SmallShop>
{
    // Not given, and yet a context: the row goes through pipeline and model as a whole.
    private static readonly Dictionary<string, object?> Nothing = new() { ["Device"] = null };

    [Fact]
    public void APairScoresAsItsRow()
    {
        string?[] users = [.. Known("UserId", 5), "of nobody", null], items = [.. Known("ItemId", 7), .. SmallShop.Unrated, "of nothing", null];
        foreach (string? user in users)
        {
            foreach (string? item in items)
            {
                float expected = shop.Recommender.Predict(user, item, Nothing);
                Assert.Equal(expected, shop.Recommender.Predict(user, item)); // the first time, or put together from others
                Assert.Equal(expected, shop.Recommender.Predict(user, item));
            }
        }
    }

    [Fact]
    public void ManyThreadsGetTheSame()
    {
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick);
        (string, string)[] pairs = [.. Known("UserId", 8).Zip(Known("ItemId", 8))];
        float[] expected = [.. pairs.Select(pair => recommender.Predict(pair.Item1, pair.Item2, Nothing))];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.Equal(expected[i % 8], recommender.Predict(pairs[i % 8].Item1, pairs[i % 8].Item2)));
    }

    [Fact]
    public void APredictionAllocatesNothing()
    {
        string user = Known("UserId", 1)[0], item = Known("ItemId", 1)[0];
        long Calls()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) shop.Recommender.Predict(user, item);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Calls()));
    }

    [Fact]
    public void AfterSomePairsThoseBesideThemAreKeptTooAndScoreAsTheirRows()
    {
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick);
        var (users, items) = (recommender.Bundle.Users, recommender.Bundle.Items);
        for (int i = 0; i < 17; i++) _ = recommender.Predict(users.IdAt(i), items.IdAt(i));

        var pairs = recommender.Bundle.Pairs!;
        for (int user = 0; user < Math.Min(users.Count, 256); user++)
        {
            for (int item = 0; item < Math.Min(items.Count, 256); item += 7)
            {
                Assert.True(pairs.TryScore(user, item, out float score));
                if (user % 11 == 0) Assert.Equal(recommender.Predict(users.IdAt(user), items.IdAt(item), Nothing), score);
            }
        }
    }

    [Fact]
    public void ADisposedRecommenderSaysSo()
    {
        var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick);
        string user = Known("UserId", 1)[0], item = Known("ItemId", 1)[0];
        _ = recommender.Predict(user, item) + recommender.Predict(user, item);
        recommender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => recommender.Predict(user, item));
    }

    [Fact]
    public void AStepThatMayLookAtSeveralColumnsIsGivenWholeRows()
    {
        var pipeline = shop.Recommender.Pipeline;
        using var scorer = shop.Recommender.Model.Pack();
        Assert.NotNull(scorer);
        Assert.NotNull(PairScorer.Of(scorer, pipeline, 1, 1));
        Assert.Null(PairScorer.Of(scorer, new FittedPipeline(pipeline.Schema, [.. pipeline.Steps, new OfTheWholeRow()], pipeline.Inputs), 1, 1));
        Assert.Null(PairScorer.Of(scorer: null, pipeline, 1, 1));
    }

    [Fact]
    public void PredictionsWithSuchAStepAreThoseOfWholeRows()
    {
        var pipeline = PreprocessingPipeline.Default(shop.Train.Schema).Add(new OfTheWholeRow());
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Pipeline = pipeline });
        foreach (string user in Known("UserId", 4))
        {
            foreach (string item in Known("ItemId", 4)) Assert.Equal(recommender.Predict(user, item, Nothing), recommender.Predict(user, item));
        }
    }

    private string[] Known(string column, int count) => [.. Enumerable.Range(0, shop.Train.Count).Select(row => shop.Train.Rows[column].TextAt(row)!).Distinct().Take(count)];

    // A number of the user that the item changes.
    private sealed record OfTheWholeRow : FittedStep
    {
        public override Dataset Transform(Dataset rows)
        {
            var (users, items) = (rows.Column<IdColumn>("UserId"), rows.Column<IdColumn>("ItemId"));
            return rows.With(Feature.Number("both", FeatureRole.UserFeature), new NumberColumn([.. Enumerable.Range(0, rows.Count).Select(row => (float)((users.Ids[row] + items.Ids[row]) % 2))]));
        }
    }
}
