using CsCheck;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using DeepRec.Tests.Models;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests;

/// <summary>Events through the front door: what was done is learned from, brought by requests, and saved.</summary>
public sealed class RankingEventsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly RankingOptions Options = new()
    {
        Model = new SoftmaxRankerOptions
        {
            Scorer = new FactoredScorer
            {
                Dimension = 6,
                History = new PooledHistoryOptions { Length = 6, TimeGaps = true },
                Histories = new Dictionary<string, HistoryOptions> { ["bought"] = new PooledHistoryOptions { Actions = ["buy"], Length = 3, Events = ["Seconds"] } },
                UserLayers = [8],
                ResidualWidth = 0,
            },
            Loss = new FullSoftmaxLoss(),
        },
        Trainer = new TrainerOptions { Epochs = 2, BatchSize = 60, Optimizer = new AdamOptions { LearningRate = 0.02 } },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALoadedOneScoresTheSameByWhatWasDone()
    {
        using var trained = SmallRanking.TrainOn<string, string>(Rows(), Options);
        trained.Save(_folder.File("shop.deeprec"));
        using var loaded = Recommender.LoadRanking<string, string>(_folder.File("shop.deeprec"));

        foreach (string? user in (string?[])["u1", "u2", "nobody", null])
        {
            Assert.Equal(SmallRanking.All(trained, user), SmallRanking.All(loaded, user));
            Assert.Equal(Asked(trained, user, "buy", 30), Asked(loaded, user, "buy", 30));
        }

        loaded.Save(_folder.File("again.deeprec"));
        Assert.Equal(File.ReadAllBytes(_folder.File("shop.deeprec")), File.ReadAllBytes(_folder.File("again.deeprec")));
        // What happened, how long and when each say something.
        Assert.NotEqual(Asked(trained, "u1", "buy", 30), Asked(trained, "u1", "click", 30));
        Assert.NotEqual(Asked(trained, "u1", "buy", 30), Asked(trained, "u1", "buy", 3));
        Assert.NotEqual(Asked(trained, "u1", "buy", 30), Asked(trained, "u1", "buy", 30, days: 400));
        Assert.Equal(SmallRanking.All(trained, "u1", "i3"), Asked(trained, "u1", null, null));
    }

    [Fact]
    public void ABundleWithoutItsEventsOrWithOthersIsRefused()
    {
        using (var trained = SmallRanking.TrainOn<string, string>(Rows(), Options)) trained.Save(_folder.File("shop.deeprec"));

        Assert.Contains("no whole DeepRec bundle", Refused(bundle => bundle.Parts.Remove("events.safetensors")), StringComparison.Ordinal);
        Assert.Contains("other columns than a time and an action", Refused(bundle => bundle.Parts["events.safetensors"] = bundle.Parts["users.safetensors"]), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfAHistoryBringTheirEvents()
    {
        var (rows, model) = (Rows().Rows, Options);
        using var trained = SmallRanking.TrainOn<string, string>(new TrainingSet(rows.Select([.. Enumerable.Range(0, 200)])), model);
        Dataset history = rows.Select([.. Enumerable.Range(200, 20)]), test = rows.Select([.. Enumerable.Range(220, 20)]);
        var others = history.With("Action", new CategoryColumn([.. Enumerable.Repeat(0, history.Count)], ["click"]));

        string Figures(Dataset known) => trained.Evaluate(test, new RankingEvaluationOptions { MaskSeen = false }, known, TestContext.Current.CancellationToken).ToString();
        Assert.Equal(Figures(history), Figures(history));
        Assert.NotEqual(Figures(others), Figures(history));
        _ = Figures(history.Without("Action").Without("Seconds").Without("At"));
    }

    [Fact]
    public void WhatIsForeseenAreTheTargetsAlone()
    {
        var rows = Rows();
        int bought = Enumerable.Range(0, rows.Count).Count(row => rows.Rows["Action"].TextAt(row) == "buy");
        using var trained = SmallRanking.TrainOn<string, string>(rows, Options with { TargetActions = ["buy"] });
        trained.Save(_folder.File("shop.deeprec"));
        using var loaded = Recommender.LoadRanking<string, string>(_folder.File("shop.deeprec"));

        Assert.InRange(trained.Report!.Rows, bought - trained.UserCount, bought);
        string[] mine = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Rows["User"].TextAt(row) == "u1" && rows.Rows["Action"].TextAt(row) == "buy").Select(row => rows.Rows["Item"].TextAt(row)!).Distinct()];
        foreach (var one in new[] { trained, loaded })
        {
            // Clicked items may still be bought; bought ones, and those of which nobody knows, are left out.
            string[] listed = [.. one.Recommend("u1", 99, new RankingRequestOptions<string> { RecentItems = ["i0"] }).Select(best => best.Item)];
            Assert.Equal(Enumerable.Range(0, 10).Select(item => $"i{item}").Except(mine).Except(["i0"]).Order(), listed.Order());
            Assert.Equal(20 + bought, 20 + Enumerable.Range(0, rows.Count).Count(row => rows.Rows["Action"].TextAt(row) == "buy"));
        }

        Assert.Equal(trained.Evaluate(rows.Rows, new RankingEvaluationOptions { MaskSeen = false }, cancellationToken: TestContext.Current.CancellationToken).ToString(), loaded.Evaluate(Bought(rows.Rows), new RankingEvaluationOptions { MaskSeen = false }, cancellationToken: TestContext.Current.CancellationToken).ToString());
    }

    [Fact]
    public void ARowSeesWhatIsEarlierAndNothingElse() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 6], Gen.Int[0, 1], (user, item, second, action) => (User: user, Item: item, Second: second, Action: action)).Array[4, 30].Sample(rows =>
    {
        if (rows.All(row => row.Action == 0)) rows[0].Action = 1;
        var spy = new SpyOptions();
        var data = Dataset.From(rows.Select((row, number) => new Act($"u{row.User}", $"i{row.Item}", Start.AddSeconds(row.Second), row.Action == 0 ? "click" : "buy", 1, number)));
        PreprocessingPipeline pipeline = [new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new CategoryVocabulary("Action")];
        using var trained = SmallRanking.TrainOn<string, string>(new TrainingSet(data), new RankingOptions { Pipeline = pipeline, Model = spy, TargetActions = ["buy"], Trainer = new TrainerOptions { Epochs = 1, BatchSize = 7 } });

        var ids = trained.Pipeline.Transform(data).Column<IdColumn>("Item").Ids.ToArray();
        Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => rows[row].Action == 1), spy.Seen.Keys.Order());
        foreach (var (number, seen) in spy.Seen)
        {
            var earlier = Enumerable.Range(0, rows.Length).Where(row => rows[row].User == rows[number].User && rows[row].Second < rows[number].Second).OrderBy(row => rows[row].Second);
            Assert.Equal(earlier.TakeLast(5).Select(row => (long)ids[row]), seen);
        }
    }, iter: 25, threads: 1);

    [Fact]
    public void EventsNeverReachARequestOrARating()
    {
        using var trained = SmallRanking.TrainOn<string, string>(Rows(), Options);
        Assert.StartsWith("'Action' is not a context or user feature.", Assert.Throws<ArgumentException>(() => trained.Recommend("u1", 3, new RankingRequestOptions<string> { Context = new Dictionary<string, object?> { ["Action"] = "buy" } })).Message, StringComparison.Ordinal);
        Assert.StartsWith("'Mood' is no column of the role Event. Those: Action, Seconds.", Assert.Throws<ArgumentException>(() => trained.Recommend("u1", 3, new RankingRequestOptions<string> { RecentEvents = [new RecentEvent<string>("i1") { Values = new Dictionary<string, object?> { ["Mood"] = 1 } }] })).Message, StringComparison.Ordinal);

        var rated = Rows().Rows.With(Feature.Label("Stars"), new NumberColumn([.. Enumerable.Range(0, 240).Select(row => (float)(row % 5))]));
        using var rating = SmallShop.TrainOn<string, string>(new TrainingSet(rated), SmallShop.Quick);
        Assert.Contains(rating.Pipeline.Inputs, input => input.Role == FeatureRole.Event);
        float[] asItIs = rating.Predict(rated), otherwise = rating.Predict(rated.With("Action", new CategoryColumn([.. Enumerable.Repeat(0, 240)], ["click"])));
        Assert.Equal(asItIs, otherwise);
        rating.Save(_folder.File("rating.deeprec"));
        using var loaded = Recommender.Load<string, string>(_folder.File("rating.deeprec"));
        Assert.Equal(asItIs, loaded.Predict(rated));
    }

    [Fact]
    public void ARequestThatKnowsWhatHappensAtItIsRefused()
    {
        PreprocessingPipeline pipeline = [new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new CategoryVocabulary("Action")];
        pipeline.Add(new LeakyStep());

        Assert.Equal("Column 'Leak' belongs to the request but changes with what happened at it, which is known only afterwards. Mark it as a feature of the event, or leave it out.",
            Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(Rows(), Options with { Pipeline = pipeline })).Message);
    }

    [Fact]
    public void ActionsThatAreNoneAreRefused()
    {
        string Message(RankingOptions options) => Assert.ThrowsAny<ArgumentException>(() => SmallRanking.TrainOn<string, string>(Rows(), options)).Message;

        Assert.StartsWith("ActionColumn 'Seconds' is no category of the role Event. Those: Action.", Message(Options with { ActionColumn = "Seconds" }), StringComparison.Ordinal);
        Assert.StartsWith("No row of the training is of a target action, sell. Actions in column 'Action': ", Message(Options with { TargetActions = ["sell"] }), StringComparison.Ordinal);
        Assert.StartsWith("A history reads events of sell, and the training holds none.", Message(Options with { Model = new DeepInterestNetworkOptions { Actions = ["sell"] } }), StringComparison.Ordinal);
        var plain = new TrainingSet(Rows().Rows.Without("Action"));
        Assert.StartsWith("TargetActions needs a column that says the action", Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(plain, new RankingOptions { TargetActions = ["buy"] })).Message, StringComparison.Ordinal);
    }

    private string Refused(Action<BundleFile> change)
    {
        var bundle = BundleFile.Read(_folder.File("shop.deeprec"));
        change(bundle);
        bundle.Write(_folder.File("changed.deeprec"));
        return Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(_folder.File("changed.deeprec"))).Message;
    }

    private static Dataset Bought(Dataset rows) => rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => rows["Action"].TextAt(row) == "buy")]);

    private static (string Item, float Score)[] Asked(RankingRecommender<string, string> recommender, string? user, string? action, float? seconds, double days = 2)
    {
        RecentEvent<string> done = new("i3");
        if (action is not null) done = done with { At = Start.AddDays(days), Values = new Dictionary<string, object?> { ["Action"] = action, ["Seconds"] = seconds } };
        return [.. recommender.Recommend(user, 99, new RankingRequestOptions<string> { IncludeMet = true, RecentEvents = [done] }).Select(best => (best.Item, best.Score))];
    }

    // 8 users, 10 items, 240 rows; some without a time, many of one moment.
    private static TrainingSet Rows()
    {
        var random = new SeededRandom(5);
        var rows = new List<Act>();
        for (int row = 0; row < 240; row++)
        {
            rows.Add(new Act($"u{random.NextInt(8)}", $"i{random.NextInt(10)}", row % 17 == 0 ? null : Start.AddMinutes(random.NextInt(900)), random.NextInt(3) == 0 ? "buy" : "click", random.NextInt(9) == 0 ? null : random.NextInt(60), null));
        }

        return new TrainingSet(Dataset.From(rows).Without("Number"));
    }

    private sealed record Act(
        [User] string User, [Item] string Item, [Timestamp] DateTimeOffset? At, [Categorical(About = FeatureRole.Event)] string Action, [Numeric(About = FeatureRole.Event)] float? Seconds,
        [Numeric(About = FeatureRole.Context)] float? Number);

    // Makes a column of the moment from what happened at it.
    private sealed record LeakyStep : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.With(Feature.Category("Leak", FeatureRole.Context), rows["Action"]);
    }
}
