using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using DeepRec.Tests.Tensors;
using static DeepRec.Tests.Updates.Ratings;

namespace DeepRec.Tests.Updates;

/// <summary>What an update of a recommender of ratings keeps, takes up and refuses.</summary>
public sealed class RatingUpdateTests : IDisposable
{
    private readonly Recommender<string, string> _before = Train();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _before.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WithoutAnEpochKnownPairsKeepTheirRatingsToTheBitAndWhoIsNewIsWhoWasNotKnown()
    {
        using var after = _before.Updated(Later, Update with { Epochs = 0 });

        Assert.Equal(All(_before), All(after));
        Assert.Equal(_before.Predict("u2", "nothing"), after.Predict("u2", "fresh"));
        Assert.Equal(_before.Predict("nobody", "i3", Odd), after.Predict("guest", "i3"));
        Assert.Equal((Users + 1, Items + 1), (after.UserCount, after.ItemCount));
        Assert.Equal((null, null, null), (after.Report, after.LastUpdate!.LossBefore, after.LastUpdate.LossAfter));
    }

    [Fact]
    public void WhatIsNewIsLearnedAfterOneUpdateAndWhatWasKnownIsNotForgotten()
    {
        using var after = _before.Updated(Later, Update with { Epochs = 80, ReplayShare = 0.8 });

        foreach (var later in Later) Assert.Equal(later.Stars!.Value, after.Predict(later.User, later.Item), 1.0);
        Assert.InRange(_before.Evaluate(Dataset.From(Before)).RootMeanSquaredError, 0, 0.35);
        Assert.InRange(after.Evaluate(Dataset.From(Before)).RootMeanSquaredError, 0, 0.35);
        Assert.Equal("fresh", after.Recommend("u4", 1, new RecommendOptions<string> { IncludeRated = true, Allow = ["fresh", "i1", "i3"] })[0].Item);
    }

    [Fact]
    public void ItemsThatWereRatedNowAreNotRecommendedAndTheirNewRatersCount()
    {
        using var after = _before.Updated([.. Later, Before[0]], Update with { Epochs = 0 });

        Assert.DoesNotContain(after.Recommend("u1", Items + 1), found => found.Item == "fresh");
        Assert.Equal(Items + 1 - (Items / 2), after.Recommend("guest", Items + 1).Count);
        Assert.Equal(
            Before.Concat(Later).Append(Before[0]).Where(row => row.User == "u0").Select(row => row.Item!).Order(StringComparer.Ordinal),
            RatedBy(after, "u0").Order(StringComparer.Ordinal));
        Assert.All(after.Recommend("guest", 3), found => Assert.Equal(ColdStartRung.Known, found.Rung));
    }

    [Fact]
    public void TheReportSaysWhatWasTakenUp()
    {
        using var after = _before.Updated([.. Later, Later[0] with { Stars = null }, Later[0] with { User = null }], Update with { ReplayShare = 0.25 });
        var report = after.LastUpdate!;

        Assert.Equal((Later.Length + 2, Later.Length, 9), (report.Rows, report.Interactions, report.Replayed)); // 26 / 3
        Assert.Equal((1, 1), (report.NewUsers, report.NewItems));
        Assert.Equal(6.0 / 26, report.UnknownShares["User"]);
        Assert.Equal(20.0 / 26, report.UnknownShares["Item"]);
        Assert.Equal((null, Later[^1].At), (report.KnownUntil, report.RowsUntil));
        Assert.True(report.LossAfter < report.LossBefore, $"{report.LossBefore} to {report.LossAfter}");
        Assert.True(report.MomentsCarriedOver);
        Assert.Equal(20 * 5, after.Report!.Steps); // 35 rows by 8
        Assert.Null(_before.LastUpdate);
    }

    [Fact]
    public void MomentsGoOnWhereTheyAreKept()
    {
        using var forgetful = Train(Options with { KeepOptimizerState = false });
        using var first = forgetful.Updated(Later);
        using var second = first.Updated(Later);
        using var third = second.Updated(Later, Update with { KeepOptimizerState = false });

        Assert.Equal([false, true, true], new[] { first, second, third }.Select(updated => updated.LastUpdate!.MomentsCarriedOver));
        Assert.Equal([false, true, true, false], new[] { forgetful, first, second, third }.Select(one => BundleFile.Read(Saved(one)).Parts.ContainsKey("optimizer.safetensors")));
        var error = Assert.Throws<ArgumentException>(() => _before.Updated(Later, Update with { Optimizer = new SgdOptions() }));
        Assert.StartsWith("The recommender remembers the steps of another optimiser", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSeedGivesTheSameRecommenderToTheByteAndAnotherSeedAnother()
    {
        using var first = _before.Updated(Later);
        using var second = _before.Updated(Later);
        using var other = _before.Updated(Later, Update with { Seed = 7 });

        Assert.Equal(File.ReadAllBytes(Saved(first)), File.ReadAllBytes(Saved(second)));
        Assert.NotEqual(File.ReadAllBytes(Saved(first)), File.ReadAllBytes(Saved(other)));
    }

    [Fact]
    public void ASavedOneLoadsAnswersTheSameAndLearnsOnAlike()
    {
        using var after = _before.Updated(Later[..13]);
        using var loaded = Recommender.Load<string, string>(Saved(after));
        using var next = after.Updated(Later[13..]);
        using var loadedNext = loaded.Updated(Later[13..]);

        Assert.Equal(All(after), All(loaded));
        Assert.Null(loaded.LastUpdate);
        Assert.Equal(File.ReadAllBytes(Saved(next)), File.ReadAllBytes(Saved(loadedNext)));
    }

    [Fact]
    public void RepetitionHoldsOldRatingsWhereTheyWere()
    {
        Ratings.Rating[] flood = [.. Enumerable.Range(0, 40).Select(row => Later[row % 20] with { User = $"u{row % 20}", Item = "fresh", Stars = 5 })];
        using var plain = _before.Updated(flood, Update with { ReplayShare = 0 });
        using var held = _before.Updated(flood, Update with { ReplayShare = 0.7 });

        Assert.True(Moved(held) < Moved(plain), $"{Moved(held)} with, {Moved(plain)} without");

        double Moved(Recommender<string, string> after) => All(_before).Zip(All(after), (was, now) => Math.Abs(was - now)).Average();
    }

    [Fact]
    public void AValueOfAColumnEncodedOneHotStaysUnknownAndTheReportNamesIt()
    {
        using var after = _before.Updated([Later[0] with { Taste = "neither" }]);

        Assert.Equal(["Taste"], after.LastUpdate!.ClosedColumns);
        Assert.Equal(["even", "odd"], after.Pipeline.Steps.OfType<FittedVocabulary>().Single(step => step.Column == "Taste").Values.Order());
    }

    [Fact]
    public void WhatCannotBeLearnedFromIsRefusedAndTheRecommenderStaysAsItWas()
    {
        var known = All(_before);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var histories = Train(RecommenderOptions.RatedHistory with { Trainer = RecommenderOptions.RatedHistory.Trainer with { Epochs = 1 } });

        Assert.Throws<OperationCanceledException>(() => _before.Update(Dataset.From(Later), Update, cancelled.Token));
        Assert.Throws<TrainingDivergedException>(() => _before.Updated(Later, Update with { Optimizer = new AdamWOptions { LearningRate = 1e30 } }));
        Assert.StartsWith("The rows lack the column 'Stars', the label", Refused(() => _before.Update(Dataset.From(Later).Without("Stars"))), StringComparison.Ordinal);
        Assert.StartsWith("There is no row with a 'Stars'", Refused(() => _before.Updated([Later[0] with { Stars = null }])), StringComparison.Ordinal);
        Assert.StartsWith("There is no row with a user and an item", Refused(() => _before.Updated([Later[0] with { Item = null }])), StringComparison.Ordinal);
        Assert.StartsWith("MinimumLabel is for rankings", Refused(() => _before.Updated(Later, Update with { MinimumLabel = 3 })), StringComparison.Ordinal);
        Assert.Contains("has no update. Train it again", Assert.Throws<InvalidOperationException>(() => histories.Updated(Later)).Message, StringComparison.Ordinal);

        Assert.Equal(known, All(_before));

        static string Refused(Action update) => Assert.Throws<ArgumentException>(update).Message;
    }

    private static Dictionary<string, object?> Odd => new() { ["Taste"] = "odd" };

    private string Saved(Recommender<string, string> recommender)
    {
        string path = _folder.File($"{Guid.NewGuid():n}.deeprec");
        recommender.Save(path);
        return path;
    }

    private string[] RatedBy(Recommender<string, string> recommender, string user)
    {
        var parts = BundleFile.Read(Saved(recommender)).Parts;
        var rated = SafeTensors.Read(parts["rated.safetensors"]);
        Dataset users = DatasetArchive.Read(parts["users.safetensors"]), items = DatasetArchive.Read(parts["items.safetensors"]);
        int row = Enumerable.Range(0, users.Count).Single(r => users["User"].TextAt(r) == user);
        int[] offsets = rated["offsets"].ToArray<int>();
        return [.. rated["items"].ToArray<int>()[offsets[row]..offsets[row + 1]].Select(item => items["Item"].TextAt(item)!)];
    }
}
